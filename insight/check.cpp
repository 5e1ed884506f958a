// SPDX-License-Identifier: Apache-2.0
#include "insight/check.hpp"

namespace insight {
namespace {

constexpr std::string_view unseen_mark = "not seen: ";

}  // namespace

std::string_view to_word(Outcome outcome) {
    switch (outcome) {
        case Outcome::yes:
            return "yes";
        case Outcome::partly:
            return "partly";
        case Outcome::no:
            return "no";
        case Outcome::unknown:
            return "unknown";
        case Outcome::not_applicable:
            return "not_applicable";
    }
    return "unknown";
}

std::string_view to_word(Group group) {
    switch (group) {
        case Group::discoverable:
            return "discoverable";
        case Group::documented:
            return "documented";
        case Group::contributable:
            return "contributable";
        case Group::responsive:
            return "responsive";
        case Group::owned:
            return "owned";
        case Group::safe:
            return "safe";
    }
    return "";
}

std::string_view to_word(Effort effort) {
    switch (effort) {
        case Effort::small:
            return "S";
        case Effort::medium:
            return "M";
        case Effort::large:
            return "L";
    }
    return "";
}

std::string_view to_phrase(Effort effort) {
    switch (effort) {
        case Effort::small:
            return "under an hour";
        case Effort::medium:
            return "under a day";
        case Effort::large:
            return "more than a day";
    }
    return "";
}

std::string_view to_word(Profile profile) {
    switch (profile) {
        case Profile::contributions_welcome:
            return "contributions-welcome";
        case Profile::readable_source:
            return "readable-source";
        case Profile::shared_write:
            return "shared-write";
        case Profile::shared_ownership:
            return "shared-ownership";
        case Profile::docs_only:
            return "docs-only";
        case Profile::archived:
            return "archived";
    }
    return "";
}

std::optional<Profile> profile_from(std::string_view word) {
    for (const auto profile :
         {Profile::contributions_welcome, Profile::readable_source, Profile::shared_write,
          Profile::shared_ownership, Profile::docs_only, Profile::archived})
        if (to_word(profile) == word) return profile;
    return std::nullopt;
}

Verdict yes(std::string where, std::string note) {
    return {.outcome = Outcome::yes, .evidence = {{std::move(where), std::move(note)}}};
}
Verdict partly(std::string where, std::string note, std::string missing) {
    return {.outcome = Outcome::partly,
            .evidence = {{std::move(where), std::move(note)}},
            .missing = std::move(missing)};
}
Verdict no(std::string note, std::string missing) {
    return {.outcome = Outcome::no, .evidence = {{{}, std::move(note)}}, .missing = std::move(missing)};
}
Verdict unknown(std::string settled_by) {
    return {.outcome = Outcome::unknown, .missing = std::move(settled_by)};
}
Verdict not_applicable(std::string note) {
    return {.outcome = Outcome::not_applicable, .evidence = {{{}, std::move(note)}}};
}

std::string not_seen(std::string_view what) { return std::string(unseen_mark) + std::string(what); }
void add_not_seen(Verdict& verdict, std::string_view what) {
    if (!verdict.missing.empty()) verdict.missing += "; ";
    verdict.missing += not_seen(what);
}
std::string lack_of(const Verdict& verdict) {
    if (verdict.missing.empty() || verdict.missing.starts_with(unseen_mark)) return verdict.missing;
    return (verdict.outcome == Outcome::unknown ? std::string(unseen_mark) : "missing: ") + verdict.missing;
}

}  // namespace insight
