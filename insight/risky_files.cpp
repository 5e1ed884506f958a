// SPDX-License-Identifier: Apache-2.0
#include "insight/risky_files.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr std::array<std::string_view, 6> key_endings = {".p12",      ".pfx", ".jks",
                                                         ".keystore", ".ppk", ".kdbx"};
constexpr std::array<std::string_view, 8> key_names = {"id_rsa", "id_dsa", "id_ecdsa",    "id_ed25519",
                                                       ".env",   ".netrc", ".npmrc_auth", "credentials.json"};
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

bool is_private_key(std::string_view text) {
    const auto start = core::trim(text.substr(0, 200));
    const auto line = start.substr(0, start.find('\n'));
    return line.starts_with("-----BEGIN ") && line.find("PRIVATE KEY") != std::string_view::npos;
}

// ".key" is also the ending of public keys of packagers and of slides.
FileRisk risk_of_key(const File& file, std::string_view path, std::string_view name,
                     const std::string* text) {
    constexpr std::uint64_t longest_key = 16U << 10U;
    constexpr std::array<std::string_view, 6> public_words = {"gpg", "pgp", "asc", "public", "pub", "pubkey"};
    constexpr std::array<std::string_view, 4> slides = {"slides/", "talks/", "presentation", "keynote"};
    if (text != nullptr) return is_private_key(*text) ? FileRisk::secret : FileRisk::none;
    if (has_word(name, public_words) || (file.size_bytes > longest_key && file.size_bytes != unknown_size))
        return FileRisk::none;
    const bool is_talk = std::ranges::any_of(slides, [&](auto word) { return path.find(word) != path.npos; });
    return is_talk ? FileRisk::none : FileRisk::possible_secret;
}

FileRisk risk_of_name(const File& file, std::string_view path, std::string_view name,
                      const std::string* text) {
    if (name == "debug.keystore") return FileRisk::none;  // of Android's templates, with a published password
    if (is_shared_env_file(name)) return FileRisk::possible_secret;
    if (is_one_of(key_names, name) || is_env_file(name) || ends_with_one_of(key_endings, name))
        return FileRisk::secret;
    if (name.size() > 4 && name.ends_with(".pem") && !is_public_part(name)) return FileRisk::secret;
    if (name.size() > 4 && name.ends_with(".key")) return risk_of_key(file, path, name, text);
    return FileRisk::none;
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
    const auto path = core::lower(file.path);
    const auto name = std::string_view(path).substr(path.rfind('/') + 1);
    if (const auto risk = risk_of_name(file, path, name, text); risk != FileRisk::none)
        return is_among_tests(file.path) ? FileRisk::test_secret : risk;
    if (ends_with_one_of(program_endings, name) && !is_one_of(wrappers, name)) return FileRisk::binary;
    return FileRisk::none;
}

}  // namespace insight
