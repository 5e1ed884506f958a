// SPDX-License-Identifier: Apache-2.0
#include "insight/risky_files.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

constexpr std::array<std::string_view, 8> key_endings = {".pem",      ".p12", ".pfx", ".jks",
                                                         ".keystore", ".key", ".ppk", ".kdbx"};
constexpr std::array<std::string_view, 8> key_names = {"id_rsa", "id_dsa", "id_ecdsa",    "id_ed25519",
                                                       ".env",   ".netrc", ".npmrc_auth", "credentials.json"};
constexpr std::array<std::string_view, 10> program_endings = {".exe", ".dll", ".so",    ".dylib", ".jar",
                                                              ".war", ".ear", ".class", ".o",     ".msi"};
constexpr std::array<std::string_view, 2> wrappers = {"gradle-wrapper.jar", "maven-wrapper.jar"};
constexpr std::array<std::string_view, 6> sample_endings = {".example", ".sample", ".template",
                                                            ".dist",    ".tpl",    ".defaults"};
constexpr std::array<std::string_view, 6> test_words = {"test",    "spec",   "fixture",
                                                        "example", "sample", "mock"};

template <std::size_t n>
bool is_one_of(const std::array<std::string_view, n>& words, std::string_view name) {
    return std::find(words.begin(), words.end(), name) != words.end();
}
template <std::size_t n>
bool ends_with_one_of(const std::array<std::string_view, n>& endings, std::string_view name) {
    return std::any_of(endings.begin(), endings.end(),
                       [&](auto ending) { return name.size() > ending.size() && name.ends_with(ending); });
}

bool is_env_file(std::string_view name) {
    return name.starts_with(".env.") && !ends_with_one_of(sample_endings, name);
}

// A certificate or public key in PEM form is no secret; names are all there is to go by.
bool is_public_part(std::string_view name) {
    for (const auto* word : {"cert", "public", "pub.", "ca.", "chain", "bundle"})
        if (name.find(word) != std::string_view::npos) return true;
    return false;
}

bool is_like_secret(std::string_view name) {
    if (is_one_of(key_names, name) || is_env_file(name)) return true;
    return ends_with_one_of(key_endings, name) && !is_public_part(name);
}

bool is_among_tests(std::string_view path) {
    return std::any_of(test_words.begin(), test_words.end(),
                       [&](auto word) { return path.find(word) != std::string_view::npos; });
}

}  // namespace

FileRisk risk_of(const File& file) {
    if (file.size_bytes == 0 || file.kind == FileKind::link || file.kind == FileKind::submodule)
        return FileRisk::none;
    const auto path = core::lower(file.path);
    const auto name = std::string_view(path).substr(path.rfind('/') + 1);
    if (is_like_secret(name)) return is_among_tests(path) ? FileRisk::test_secret : FileRisk::secret;
    if (ends_with_one_of(program_endings, name) && !is_one_of(wrappers, name)) return FileRisk::binary;
    return FileRisk::none;
}

}  // namespace insight
