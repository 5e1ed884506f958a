// SPDX-License-Identifier: Apache-2.0
// Stores for the tests of commands: the sample company, and a small one with the odd cases. ask() runs a line
// as the dispatcher would, without its guard.
#pragma once

#include "commands/command.hpp"
#include "commands/field_words.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"
#include "sources/sample.hpp"
#include "storage/store.hpp"

#include <fmt/core.h>
#include <map>
#include <memory>
#include <string>

namespace stored {

using namespace commands;

inline const Time now = sources::sample::demo_start();
inline constexpr core::Days month{30};

struct Company {
    storage::Store store{":memory:"};
    std::shared_ptr<const Vocabulary> vocabulary;
    std::map<std::string, std::int64_t> ids;  // full name → id
    bool keeps_changes = false;               // else what ask() changes is undone: most are shared

    void learn() { vocabulary = std::make_shared<const Vocabulary>(vocabulary_of(store.reader())); }
};

inline void import_sample(Company& company, Time at) {
    const auto settings = sources::sample::demo_settings(at);
    const auto facts = sources::sample::company(settings);
    auto writer = company.store.writer();
    writer.put_company(facts);
    for (const auto& row : facts.repositories) company.ids[row.full_name] = writer.put_repository(row);
    for (const auto& each : sources::sample::repositories(settings, facts))
        writer.put_assessment(company.ids.at(each.full_name), insight::assess(each, {}, at));
}

// The sample company with two assessments of each repository, a month apart. Made once, only read.
inline Company& sample() {
    static Company company;
    if (!company.vocabulary) {
        import_sample(company, now - month);
        import_sample(company, now);
        company.learn();
    }
    return company;
}

inline std::int64_t put(Company& company, const std::string& full_name, insight::Visibility visibility) {
    const auto name = full_name.substr(full_name.find('/') + 1);
    insight::Repository row{.key = full_name, .name = name, .full_name = full_name};
    row.description = "Moves crates";
    row.visibility = visibility;
    row.source = "git";
    return company.ids[full_name] = company.store.writer().put_repository(row);
}

inline insight::Assessment assessment(const std::string& name, Time at) {
    insight::Facts facts;
    facts.name = name;
    facts.full_name = "acme/" + name;
    return insight::assess(facts, {}, at);
}

// Seven repositories of one name, a private one, one that nobody has assessed and one with a hostile name.
inline Company& odd() {
    static Company company;
    if (company.vocabulary) return company;
    for (int i = 1; i <= 7; ++i) put(company, fmt::format("team{}/twin", i), insight::Visibility::internal);
    for (const std::string name : {"secret-plans", "lone", "lone-two"}) {
        const auto open = name != "secret-plans";
        const auto id = put(company, "acme/" + name,
                            open ? insight::Visibility::internal : insight::Visibility::private_);
        company.store.writer().put_assessment(id, assessment(name, now - month));
    }
    put(company, "acme/new-here", insight::Visibility::internal);
    put(company, "acme/crates \"and\" <!channel> \xe2\x80\xae`boxes`", insight::Visibility::internal);
    company.learn();
    return company;
}

inline Request from(PlaceKind kind, Role role) {
    Request request;
    request.asker = {.person = "U1", .role = role};
    request.place.kind = kind;
    request.now = now;
    request.id = "7Q4M1K00";
    return request;
}
inline Request viewer() { return from(PlaceKind::dm, Role::viewer); }
inline Request office() { return from(PlaceKind::dm, Role::ispo); }
inline Request shell() { return from(PlaceKind::shell, Role::admin); }

inline Answer ask(Company& company, std::string_view line, Request request = viewer()) {
    request.words = core::split_words(line);
    const auto found = match(request.words, *company.vocabulary, request.previous, knows_private(request));
    if (!found.command) return not_understood(found, request);
    auto arguments = found.arguments;
    take_field_words(*found.command, arguments, request.fields);
    const Context context{request, company.vocabulary, arguments};
    if (!found.command->changes) return found.command->run(context, company.store.reader());
    Answer answer;
    auto writer = company.store.writer();
    if (company.keeps_changes) return found.command->run_changing(context, writer);
    try {
        writer.in_savepoint([&] {
            answer = found.command->run_changing(context, writer);
            throw answer.outcome;
        });
    } catch (const Outcome&) {
        return answer;
    }
    return answer;
}

// All that a person sees or hears of it, for "is never mentioned".
inline std::string lines_of(const Answer& answer) {
    std::string text;
    for (const auto& action : answer.actions) text += action.line + "\n";
    return text;
}

template <class T>
const T* part_of(const Answer& answer) {
    for (const auto& part : answer.parts)
        if (const auto* found = std::get_if<T>(&part)) return found;
    return nullptr;
}

}  // namespace stored
