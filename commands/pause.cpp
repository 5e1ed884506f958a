// SPDX-License-Identifier: Apache-2.0
// The emergency brake: messages that nobody asked for stop before the next one.
#include "commands/action.hpp"
#include "commands/command.hpp"
#include "commands/pause_words.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>

namespace commands {
extern const Command pause;
extern const Command resume;
namespace {

using storage::Pause;

constexpr std::size_t most_offered = 4;

std::string line_of(std::string_view command, const Pause& pause) {
    const auto name = pause.reach == Pause::Reach::everything ? std::string("everything") : pause.name;
    return fmt::format("{} {}", command, name);
}

const Pause* same(const std::vector<Pause>& pauses, const Pause& wanted) {
    const auto found = std::ranges::find_if(
        pauses, [&](const auto& each) { return each.reach == wanted.reach && each.name == wanted.name; });
    return found == pauses.end() ? nullptr : &*found;
}

std::string who_asks(const Request& request) {
    return request.asker.name.empty() ? request.asker.person
                                      : fmt::format("{} ({})", request.asker.person, request.asker.name);
}

Answer run_pause(const Context& context, storage::Writer& writer) {
    const auto& request = context.request;
    const auto& arguments = context.arguments;
    const std::vector<std::string> examples = {"pause everything", "status"};
    if (arguments.empty()) return wrong_use("Say what to pause; nothing was changed.", examples);
    auto target = pause_target(arguments.front(), request, writer);
    if (!target) return from_error(target.error(), examples);
    const auto end = pause_end(std::span(arguments).subspan(1), request.now);
    if (!end) return from_error(end.error(), examples);
    const auto before = writer.pauses(request.now);
    const auto* was = same(before, *target);
    target->until = *end;
    target->who = who_asks(request);
    target->since = request.now;
    writer.put_pause(*target);
    auto answer = say(fmt::format("Paused: {}.", sentence_of(*target)));
    answer.parts.emplace_back(
        Text{"From now on these messages are kept back until the pause ends; what waits too long is dropped. "
             "Whoever asks is still answered."});
    const auto line = line_of("resume", *target);
    answer.actions = {action("Resume", line, "Resume " + name_of(*target)), action("Status", "status")};
    answer.data = {{"paused", name_of(*target)},
                   {"until", target->until ? core::Json(core::to_rfc3339(*target->until)) : core::Json()}};
    answer.changes.push_back({was ? sentence_of(*was) : "not paused", "paused " + sentence_of(*target), ""});
    return answer;
}

void tell_what_is_left(Answer& answer, const std::vector<Pause>& left) {
    if (left.empty()) return;
    answer.parts.emplace_back(Text{"Still paused: " + pauses_sentence(left) + "."});
    for (const auto& each : left)
        if (answer.actions.size() < most_offered)
            answer.actions.push_back(action("Resume " + name_of(each), line_of("resume", each)));
}

Answer not_paused(const Pause& target, const std::vector<Pause>& others) {
    auto answer = say(fmt::format("{} is not paused; nothing was changed.", name_of(target)));
    answer.outcome = Outcome::no;
    answer.actions = {action("Status", "status")};
    if (target.reach == Pause::Reach::everything) tell_what_is_left(answer, others);
    return answer;
}

Answer run_resume(const Context& context, storage::Writer& writer) {
    const auto& request = context.request;
    const auto& arguments = context.arguments;
    const auto before = writer.pauses(request.now);
    const std::vector<std::string> examples = {"resume everything", "status"};
    if (arguments.size() != 1) return wrong_use("Say what to resume; nothing was changed.", examples);
    const auto target = pause_target(arguments.front(), request, writer);
    if (!target) return from_error(target.error(), examples);
    const auto* was = same(before, *target);
    if (was == nullptr) return not_paused(*target, before);
    // What was paused by itself before the brake was drawn stays paused.
    writer.end_pause(target->reach, target->name);
    const auto left = writer.pauses(request.now);
    auto answer = say(fmt::format("Resumed: {}.", name_of(*target)));
    answer.actions = {action("Status", "status")};
    tell_what_is_left(answer, left);
    answer.changes.push_back(
        {"paused " + sentence_of(*was),
         left.empty() ? "nothing paused" : "not paused by itself; paused " + pauses_sentence(left), ""});
    return answer;
}

}  // namespace

const Command pause{
    .name = "pause",
    .usage = "pause everything|<kind>|<channel>|<person> [until]",
    .summary = "Stop messages that nobody asked for, before the next one is sent.",
    .examples = {{"pause everything 2h", "please pause everything 2h"},
                 {"pause digest", "hey bot, pause digest please"}},
    .role = Role::ispo,
    .changes = true,
    .run_changing = run_pause,
};

const Command resume{
    .name = "resume",
    .usage = "resume everything|<kind>|<channel>|<person>",
    .summary = "End a pause; what waited is sent, unless it is too old.",
    .examples = {{"resume everything", "please resume everything"},
                 {"resume digest", "hey bot, resume digest please"}},
    .role = Role::ispo,
    .changes = true,
    .run_changing = run_resume,
};

}  // namespace commands
