// SPDX-License-Identifier: Apache-2.0
#include "bot/audience_guard.hpp"

#include "commands/action.hpp"
#include "commands/which_repository.hpp"
#include "insight/readers.hpp"

#include <algorithm>

namespace bot {

namespace {

// Beside the refusal, what everybody may read about it.
commands::Answer refused_by_rule(std::string sentence) {
    auto answer = commands::refused(std::move(sentence));
    answer.actions.insert(answer.actions.begin(),
                          commands::action("Who is shown what", "help privacy", "Say what is shown to whom"));
    return answer;
}

commands::Answer outsider_refusal() {
    return refused_by_rule(
        "I can't answer that here: this channel has readers from outside the company, or I could "
        "not find out who they are. Nothing was posted. Ask me in a direct message, or ask the InnerSource "
        "office to allow it.");
}

commands::Answer guest_place_refusal() {
    return refused_by_rule(
        "I can't answer that here: guests read this channel, or I could not find out whether they do. "
        "Nothing "
        "was posted. Ask me in a direct message, or ask the InnerSource office to allow it.");
}

commands::Answer refusal_for(insight::Objection objection) {
    switch (objection) {
        case insight::Objection::outsiders:
            return outsider_refusal();
        case insight::Objection::guests:
            return guest_place_refusal();
        case insight::Objection::not_all_on_list:
        case insight::Objection::no_list:
        case insight::Objection::none:
            break;
    }
    return commands::refused(
        "This repository is private, and not everybody who would read this is known to be allowed to; "
        "nothing was shown. Ask me in a direct message: there the InnerSource office and those on its list "
        "are shown it.");
}

insight::Reader weakest_reader(const commands::Request& request) {
    using commands::PlaceKind;
    using commands::Role;
    const auto& place = request.place;
    if (place.kind == PlaceKind::shell) return insight::Reader::office;
    if (place.external) return insight::Reader::outsider;
    if (place.guests || request.asker.role == Role::guest) return insight::Reader::guest;
    const bool office_alone = request.asker.role >= Role::ispo && place.kind != PlaceKind::channel;
    return office_alone ? insight::Reader::office : insight::Reader::colleague;
}

}  // namespace

std::vector<RepositoryVisibility> visibilities_of(const storage::Reader& reader,
                                                  const commands::Audience& audience,
                                                  const commands::Request& request) {
    std::vector<RepositoryVisibility> shown;
    shown.reserve(audience.repositories.size());
    for (const auto id : audience.repositories) {
        const auto row = reader.repository(id, request.now);
        shown.push_back({id, row ? row->visibility : insight::Visibility::private_,
                         row && commands::is_on_a_list(row->full_name, request), row ? row->name : ""});
    }
    return shown;
}

bool has_private(const std::vector<RepositoryVisibility>& shown) {
    return std::ranges::any_of(
        shown, [](const auto& row) { return row.visibility == insight::Visibility::private_; });
}

std::optional<commands::Answer> guard_audience(const commands::Request& request,
                                               const std::vector<RepositoryVisibility>& shown) {
    const insight::PlaceReaders place{weakest_reader(request), std::nullopt};
    for (const auto& row : shown) {
        const auto visibility = row.on_list ? insight::Visibility::internal : row.visibility;
        const auto objection = insight::objection_to({visibility, std::nullopt}, place);
        if (objection == insight::Objection::guests && request.asker.role == commands::Role::guest)
            return commands::refused(
                "Guests can't see repository details; nothing was shown. Ask the InnerSource office for "
                "access.");
        if (objection != insight::Objection::none) return refusal_for(objection);
    }
    return std::nullopt;
}

std::optional<commands::Answer> refusal_of_place(const commands::Request& request) {
    if (request.place.external) return outsider_refusal();
    if (request.place.guests) return guest_place_refusal();
    return std::nullopt;
}

std::optional<commands::Answer> refusal_of_asker(const commands::Request& request,
                                                 const commands::Command& command, commands::Role needed,
                                                 bool token_refused) {
    const auto& asker = request.asker;
    if (asker.outsider && command.needs_store)
        return commands::refused(
            "Slack says that you belong to another company, or does not say that you belong to this one. "
            "Nothing was shown and nothing was changed. If you do work here, ask the InnerSource office.");
    const bool is_too_much = asker.unproven && (command.changes || asker.role < needed);
    if (is_too_much && token_refused)
        return commands::refused(
            "Slack does not take my token any more, so I cannot tell who you are. Nothing was shown and "
            "nothing was changed. It does not pass by itself: tell whoever runs me, who has to renew the "
            "token (`ispo doctor` says how).");
    if (is_too_much)
        return commands::refused(
            "Slack has not said yet which workspace I am in, or who you are, so I cannot tell whether you "
            "belong to it. Nothing was shown and nothing was changed. Try again in a minute; if it stays so, "
            "whoever runs "
            "me finds the reason with `ispo doctor`.");
    return std::nullopt;
}

void say_unproven(commands::Answer& answer, bool token_refused) {
    if (token_refused) {
        answer.parts.emplace_back(commands::Note{
            "Slack does not take my token any more. Until whoever runs me renews it, private repositories "
            "are left out and nothing can be changed."});
        return;
    }
    answer.parts.emplace_back(commands::Note{
        "Slack has not said yet which workspace I am in. Until it does, private repositories are left out "
        "and nothing can be changed. Try again in a minute."});
}

void offer_alone(commands::Answer& refusal, const commands::Request& request, const std::string& line) {
    // Where outsiders read, a line is no more repeated than what it asks for.
    if (request.place.kind != commands::PlaceKind::channel || request.place.external || line.empty()) return;
    if (line.size() >= commands::line_limit) return;
    auto alone = commands::action("Show it to me only", line, "Show the answer to me only");
    refusal.actions.insert(refusal.actions.begin(), std::move(alone));
}

}  // namespace bot
