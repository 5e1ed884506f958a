// SPDX-License-Identifier: Apache-2.0
#include "insight/governance.hpp"

#include "core/text.hpp"
#include "insight/file_search.hpp"

#include <fmt/format.h>
#include <span>

namespace insight {
namespace {

using Words = std::span<const std::string_view>;

constexpr std::string_view becoming[] = {"become a", "becoming a",           "become one of", "promoted to",
                                         "nominate", "invite you to",        "invited to",    "earn ",
                                         "granted",  "join the maintainers", "added as",      "path to"};
constexpr std::string_view roles[] = {"maintainer",   "committer", "co-owner",     "code owner",
                                      "write access", "reviewer",  "commit rights"};
constexpr std::string_view level_names[] = {"shared ownership", "shared write access",
                                            "contributions welcome", "bug reports and issues welcome",
                                            "readable source"};

bool holds_any(std::string_view text, Words words) {
    for (const auto word : words)
        if (core::contains_ignoring_case(text, word)) return true;
    return false;
}

// "nominate" and "maintainer" far apart in a page say nothing; in one sentence they do.
bool has_sentence_with(std::string_view text, Words first, Words second) {
    for (const auto sentence : core::split(text, '.'))
        if (holds_any(sentence, first) && holds_any(sentence, second)) return true;
    return false;
}

// docs-only and archived say what a repository is, not how it is shared.
bool is_level_of_sharing(std::string_view word) {
    const auto profile = profile_from(word);
    return profile && *profile != Profile::docs_only && *profile != Profile::archived;
}

template <class Says>
std::optional<Evidence> find_block(const Facts& facts, Says says) {
    for (const auto role : {Role::governance, Role::contributing, Role::readme, Role::owners})
        for (const auto* document : documents_with(facts, role))
            for (const auto& block : document->blocks)
                if (block.kind != BlockKind::code && says(block.text))
                    return Evidence{fmt::format("{}:{}", document->path, block.line),
                                    "“" + core::shorten(core::one_line(block.text), 90) + "”"};
    return std::nullopt;
}

}  // namespace

std::optional<Evidence> find_path_to_maintainer(const Facts& facts) {
    return find_block(facts, [](std::string_view text) { return has_sentence_with(text, becoming, roles); });
}

std::optional<Evidence> find_named_level(const Facts& facts) {
    if (facts.declared && facts.declared->profile && is_level_of_sharing(*facts.declared->profile))
        return Evidence{facts.declared->path, "profile " + *facts.declared->profile};
    return find_block(facts, [](std::string_view text) { return holds_any(text, level_names); });
}

}  // namespace insight
