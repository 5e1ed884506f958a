// SPDX-License-Identifier: Apache-2.0
#include "insight/risky_files.hpp"

#include "core/text.hpp"
#include "insight/secrets.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr std::array<std::string_view, 6> key_endings = {".p12",      ".pfx", ".jks",
                                                         ".keystore", ".ppk", ".kdbx"};
constexpr std::array<std::string_view, 7> key_names = {"id_rsa", "id_dsa", "id_ecdsa",   "id_ed25519",
                                                       ".env",   ".netrc", ".npmrc_auth"};
constexpr std::array<std::string_view, 10> program_endings = {".exe", ".dll", ".so",    ".dylib", ".jar",
                                                              ".war", ".ear", ".class", ".o",     ".msi"};
constexpr std::array<std::string_view, 2> wrappers = {"gradle-wrapper.jar", "maven-wrapper.jar"};
constexpr std::array<std::string_view, 6> sample_endings = {".example", ".sample", ".template",
                                                            ".dist",    ".tpl",    ".defaults"};
constexpr std::array<std::string_view, 10> test_words = {
    "fixture", "fixtures", "example", "examples", "sample", "samples", "mock", "mocks", "spec", "specs"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view name) {
    return std::find(words.begin(), words.end(), name) != words.end();
}
template <std::size_t n>
bool ends_with_one_of(const std::array<std::string_view, n>& endings, std::string_view name) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

// By convention ".env.development" holds values that every developer may see, ".env.production" does not.
bool is_env_file(std::string_view name) {
    return name.starts_with(".env.") && !ends_with_one_of(sample_endings, name);
}
bool is_shared_env_file(std::string_view name) {
    constexpr std::array<std::string_view, 5> shared = {".env.development", ".env.dev", ".env.test",
                                                        ".env.ci", ".env.defaults"};
    return is_one_of(shared, name);
}

bool has_word(std::string_view name, const auto& words) {
    for (std::size_t from = 0; from < name.size();) {
        const auto end = std::min(name.find_first_of("-_. /", from), name.size());
        if (is_one_of(words, name.substr(from, end - from))) return true;
        from = end + 1;
    }
    return false;
}

// A certificate or public key in PEM form is no secret; "server-cert-key.pem" is the key of one.
bool is_public_part(std::string_view name) {
    constexpr std::array<std::string_view, 13> words = {
        "cert",  "certs",     "certificate", "certificates", "cacert", "crt",   "ca",
        "chain", "fullchain", "bundle",      "public",       "pub",    "pubkey"};
    constexpr std::array<std::string_view, 3> public_key = {"public", "pub", "pubkey"};
    if (name.find("key") != std::string_view::npos) return has_word(name, public_key);
    return has_word(name, words);
}

std::string name_of(const File& file) {
    return core::lower(std::string_view(file.path).substr(file.path.rfind('/') + 1));
}

// ".key" is also the ending of public keys of packagers and of slides.
FileRisk risk_of_key(const File& file, std::string_view name) {
    constexpr std::array<std::string_view, 6> public_words = {"gpg", "pgp", "asc", "public", "pub", "pubkey"};
    constexpr std::array<std::string_view, 4> slides = {"slides/", "talks/", "presentation", "keynote"};
    if (has_word(name, public_words) ||
        (file.size_bytes > longest_suspect && file.size_bytes != unknown_size))
        return FileRisk::none;
    const auto path = core::lower(file.path);
    const bool is_talk =
        std::ranges::any_of(slides, [&](auto word) { return path.find(word) != std::string::npos; });
    return is_talk ? FileRisk::none : FileRisk::possible_secret;
}

// Where tools keep what lets them in; what such a file holds decides.
bool is_login_file(std::string_view path, std::string_view name) {
    if (name == "credentials") return (path == ".aws/credentials" || path.ends_with("/.aws/credentials"));
    return name == ".git-credentials" || name == ".pypirc";
}
bool is_docker_login(std::string_view path) {
    return path == ".docker/config.json" || path.ends_with("/.docker/config.json");
}
// JSON that may hold a secret, and often holds none.
bool is_login_in_json(std::string_view path, std::string_view name) {
    return name == "credentials.json" || is_docker_login(path);
}
bool is_service_account(std::string_view name) {
    constexpr std::array<std::string_view, 11> words = {
        "key",    "keys", "account", "serviceaccount", "credential", "credentials",
        "secret", "sa",   "gcp",     "firebase",       "adminsdk"};
    return name.ends_with(".json") && has_word(name, words);
}

FileRisk risk_of_name(const File& file, std::string_view name) {
    if (is_login_file(file.path, name)) return FileRisk::secret;
    if (name == "debug.keystore") return FileRisk::none;  // of Android's templates, with a published password
    if (is_shared_env_file(name) || is_login_in_json(file.path, name)) return FileRisk::possible_secret;
    if (is_one_of(key_names, name) || is_env_file(name) || ends_with_one_of(key_endings, name))
        return FileRisk::secret;
    if (name.size() > 4 && name.ends_with(".pem") && !is_public_part(name)) return FileRisk::secret;
    if (name.size() > 4 && name.ends_with(".key")) return risk_of_key(file, name);
    return FileRisk::none;
}

// A key anywhere is one. What is only named like a secret is none where its text, being text, holds none.
FileRisk risk_of_text(FileRisk by_name, std::string_view path, std::string_view name, std::string_view text) {
    if (holds_private_key(text) || (is_service_account(name) && holds_private_key_as_json(text)))
        return FileRisk::secret;
    if (is_docker_login(path)) return holds_login_of_docker(text) ? FileRisk::secret : FileRisk::none;
    if (is_login_in_json(path, name)) return holds_secret_in_json(text) ? FileRisk::secret : FileRisk::none;
    if (name == ".netrc") return holds_login_of_machine(text) ? FileRisk::secret : FileRisk::none;
    if (is_login_file(path, name) || name.starts_with(".npmrc"))
        return holds_secret_setting(text) || holds_stored_login(text) ? FileRisk::secret : FileRisk::none;
    const bool is_settings = name == ".env" || name.starts_with(".env.");
    if (is_settings && by_name != FileRisk::none)
        return holds_secret_setting(text) ? by_name : FileRisk::none;
    const bool is_key = name.ends_with(".pem") || name.ends_with(".key") || name.starts_with("id_");
    return is_key ? FileRisk::none : by_name;
}

// Binary by its ending: no text of it would tell.
bool is_opaque(std::string_view name) {
    return ends_with_one_of(key_endings, name) || ends_with_one_of(program_endings, name);
}

// ELF and Mach-O. Sources: the formats' specifications.
bool is_program(std::string_view text) {
    constexpr std::array<std::string_view, 4> starts = {
        "\x7F"
        "ELF",
        "\xCF\xFA\xED\xFE", "\xCE\xFA\xED\xFE", "\xCA\xFE\xBA\xBE"};
    return std::ranges::any_of(starts, [&](auto start) { return text.starts_with(start); });
}

// Where keys are left behind: "deploy_key", "k.txt", "server.crt", "settings.ini". A document, a program or
// the name of a tool ("Makefile") is read by nobody for a key.
bool may_hold_a_key(std::string_view name) {
    constexpr std::array<std::string_view, 12> endings = {
        ".txt", ".ini", ".cfg", ".conf", ".crt", ".cer", ".asc", ".priv", ".pk8", ".secret", ".cert", ".rsa"};
    constexpr std::array<std::string_view, 9> words = {"key",    "keys",    "private", "secret", "secrets",
                                                       "sshkey", "privkey", "rsa",     "ed25519"};
    constexpr std::array<std::string_view, 3> others = {"cmakelists.txt", "robots.txt", "requirements.txt"};
    if (ends_with_one_of(endings, name)) return !is_one_of(others, name);
    if (name == ".npmrc" || is_service_account(name)) return true;
    return name.find('.', 1) == std::string_view::npos && has_word(name, words);
}

// "testcerts", "unittests", "integrationTest"; an attestation is no test, nor is the latest.
bool is_test_word(std::string_view word) {
    constexpr std::array<std::string_view, 8> others = {"latest",  "contest",  "attest", "protest",
                                                        "fastest", "greatest", "newest", "testimonials"};
    if (is_one_of(others, word)) return false;
    return word.starts_with("test") || word.ends_with("test") || word.ends_with("tests") ||
           is_one_of(test_words, word);
}

// By words, which a capital after a small letter parts too.
bool is_among_tests(std::string_view path) {
    std::string word;
    bool after_small = false;
    for (const char c : path) {
        const bool is_capital = c >= 'A' && c <= 'Z';
        const bool is_between = std::string_view("-_. /").find(c) != std::string_view::npos;
        if (is_between || (is_capital && after_small)) {
            if (is_test_word(word)) return true;
            word.clear();
        }
        after_small = !is_capital && !is_between;
        if (!is_between) word += is_capital ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return is_test_word(word);
}

}  // namespace

FileRisk risk_of(const File& file, const std::string* text) {
    if (file.size_bytes == 0 || file.kind == FileKind::link || file.kind == FileKind::submodule)
        return FileRisk::none;
    const auto name = name_of(file);
    auto risk = risk_of_name(file, name);
    if (text != nullptr) risk = risk_of_text(risk, file.path, name, *text);
    if (risk != FileRisk::none) return is_among_tests(file.path) ? FileRisk::test_secret : risk;
    if (ends_with_one_of(program_endings, name) && !is_one_of(wrappers, name)) return FileRisk::binary;
    return text != nullptr && is_program(*text) ? FileRisk::binary : FileRisk::none;
}

bool may_be_a_program(const File& file) {
    const auto name = std::string_view(file.path).substr(file.path.rfind('/') + 1);
    return file.kind == FileKind::executable && file.size_bytes > 0 &&
           (name.find('.', 1) == std::string_view::npos || name.ends_with(".bin"));
}

std::vector<const File*> suspects_of(const Tree& tree) {
    constexpr std::size_t most = 64, most_programs = 8;
    struct Suspect {
        const File* file;
        bool is_named_so;
        std::ptrdiff_t depth;
    };
    std::vector<Suspect> found;
    found.reserve(most);
    std::vector<const File*> programs;
    programs.reserve(most_programs);
    for (const auto& file : tree.files) {
        if (file.size_bytes == 0 || file.kind == FileKind::link || file.kind == FileKind::submodule) continue;
        const auto name = name_of(file);
        if (is_opaque(name)) continue;
        const bool is_named_so = risk_of_name(file, name) != FileRisk::none;
        if (is_named_so || may_hold_a_key(name))
            found.push_back({&file, is_named_so, std::ranges::count(file.path, '/')});
        else if (may_be_a_program(file) && programs.size() < most_programs)
            programs.push_back(&file);
    }
    std::ranges::stable_sort(found, [](const Suspect& a, const Suspect& b) {
        return std::pair(!a.is_named_so, a.depth) < std::pair(!b.is_named_so, b.depth);
    });
    std::vector<const File*> out;
    out.reserve(std::min(found.size(), most) + programs.size());
    for (std::size_t at = 0; at < std::min(found.size(), most); ++at) out.push_back(found[at].file);
    out.insert(out.end(), programs.begin(), programs.end());
    return out;
}

}  // namespace insight
