// SPDX-License-Identifier: Apache-2.0
#include "commands/pause_words.hpp"

#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <charconv>

namespace commands {
namespace {

using storage::Pause;

constexpr core::Days longest{366};
constexpr std::size_t most_channels = 10'000;

bool is_slack_id(std::string_view word, std::string_view first_letters) {
    return word.size() >= 5 && first_letters.find(word.front()) != std::string_view::npos &&
           word.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string_view::npos;
}

bool is_channel_id(std::string_view word) { return is_slack_id(word, "CG"); }

// With a digit, since UNTIL is a word.
bool is_person_id(std::string_view word) {
    return is_slack_id(word, "UW") && word.find_first_of("0123456789") != std::string_view::npos;
}

bool is_direct_id(std::string_view word) { return is_slack_id(word, "D"); }

core::Result<Pause> channel(std::string id) {
    Pause pause;
    pause.reach = Pause::Reach::channel;
    pause.name = std::move(id);
    return pause;
}

// Messages to a person are addressed to them, not to where they read them.
std::string addressee(const Request& request) {
    const auto& where = request.place.channel;
    return is_direct_id(where) ? request.asker.person : where;
}

core::Result<Pause> channel_named(std::string_view name, const storage::Reader& reader) {
    std::vector<std::string> ids;
    for (const auto& each : reader.slack_channels(most_channels))
        if (core::lower(each.name) == core::lower(name)) ids.push_back(each.channel);
    if (ids.size() == 1) return channel(ids.front());
    return core::invalid(
        fmt::format("{} of the channels I know is called #{}; nothing was changed. Give its id, which stands "
                    "at the end of "
                    "the channel's details (C…), or say `here` in it.",
                    ids.empty() ? "None" : "More than one", core::shorten(core::one_line(name), 60)));
}

std::string kind_of(const std::string& word) {
    for (const auto kind : message_kinds)
        if (word == kind || word == std::string(kind) + "s") return std::string(kind);
    return {};
}

std::string all_kinds() {
    std::string out;
    for (const auto kind : message_kinds) out += (out.empty() ? "" : ", ") + std::string(kind);
    return out;
}

std::optional<std::int64_t> number_of(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

std::optional<std::chrono::seconds> unit_of(std::string_view word) {
    using namespace std::chrono;
    if (word == "m" || word == "min" || word == "minute" || word == "minutes") return minutes(1);
    if (word == "h" || word == "hour" || word == "hours") return hours(1);
    if (word == "d" || word == "day" || word == "days") return days(1);
    if (word == "w" || word == "week" || word == "weeks") return weeks(1);
    return std::nullopt;
}

// "2h", "2 hours".
std::optional<Time> after_span(std::string_view text, Time now) {
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    const auto number = number_of(text.substr(0, digits));
    const auto unit = unit_of(core::trim(text.substr(digits)));
    if (!number || !unit || *number > 10'000) return std::nullopt;
    return now + *number * *unit;
}

// "18:00": today, or tomorrow when that is past.
std::optional<Time> at_hour(std::string_view text, Time now) {
    const auto parts = core::split(text, ':');
    if (parts.size() != 2 || parts[0].empty() || parts[0].size() > 2 || parts[1].size() != 2)
        return std::nullopt;
    const auto hour = number_of(parts[0]), minute = number_of(parts[1]);
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    const Time midnight = std::chrono::floor<std::chrono::days>(now);
    const auto at = midnight + std::chrono::hours(*hour) + std::chrono::minutes(*minute);
    return at > now ? at : at + core::Days(1);
}

// "2026-12-01 18:00".
std::optional<Time> at_day_and_hour(std::string_view text) {
    const auto space = text.find(' ');
    if (space == std::string_view::npos) return std::nullopt;
    const auto day = core::parse_time(text.substr(0, space));
    if (!day) return std::nullopt;
    return at_hour(text.substr(space + 1), *day - std::chrono::seconds(1));
}

}  // namespace

core::Result<Pause> pause_target(const std::string& given, const Request& request,
                                 const storage::Reader& reader) {
    const auto word = core::lower(given);
    if (word == "everything" || word == "all") return Pause{};
    if (auto kind = kind_of(word); !kind.empty()) {
        Pause pause;
        pause.reach = Pause::Reach::kind;
        pause.name = std::move(kind);
        return pause;
    }
    if (word == "here" && !request.place.channel.empty()) return channel(addressee(request));
    if (given.starts_with('#')) return channel_named(std::string_view(given).substr(1), reader);
    if (is_channel_id(given) || is_person_id(given)) return channel(given);
    return core::invalid(fmt::format(
        "“{}” cannot be paused; nothing was changed. There is: everything, a kind of messages ({}), "
        "a channel (its id, #name, or here), or messages to a person (their id, U…).",
        core::shorten(core::one_line(given), 60), all_kinds()));
}

core::Result<std::optional<Time>> pause_end(std::span<const std::string> words, Time now) {
    if (!words.empty() && (core::lower(words.front()) == "until" || core::lower(words.front()) == "for"))
        words = words.subspan(1);
    if (words.empty()) return std::optional<Time>{};
    const auto text = core::lower(core::join({words.begin(), words.end()}, " "));
    auto end = after_span(text, now);
    if (!end) end = at_hour(text, now);
    if (!end) end = at_day_and_hour(text);
    if (!end)
        if (const auto stamp = core::parse_time(core::join({words.begin(), words.end()}, " "))) end = *stamp;
    if (end && *end > now && *end - now <= longest) return end;
    return core::invalid(
        fmt::format("“{}” is no time in the coming year; nothing was changed. Say 2h, 3 days, 18:00 (UTC), "
                    "2026-12-01 or 2026-12-01 18:00.",
                    core::shorten(core::one_line(text), 60)));
}

std::string name_of(const Pause& pause) {
    if (pause.reach == Pause::Reach::everything) return "everything";
    if (pause.reach == Pause::Reach::kind) return pause.name;
    return (is_person_id(pause.name) ? "messages to " : "channel ") + pause.name;
}

std::string sentence_of(const Pause& pause) {
    return pause.until ? fmt::format("{} until {}", name_of(pause), core::to_readable(*pause.until))
                       : name_of(pause) + " until somebody resumes it";
}

std::string pauses_sentence(const std::vector<Pause>& pauses) {
    std::vector<std::string> all;
    all.reserve(pauses.size());
    for (const auto& pause : pauses) all.push_back(sentence_of(pause));
    return core::join(all, "; ");
}

std::string moves_sentence(const std::vector<storage::WorkspaceMove>& moves) {
    if (moves.empty()) return {};
    const auto last = std::ranges::max(moves, {}, &storage::WorkspaceMove::until).until;
    return fmt::format(
        "{} into an organisation; messages there wait until that is done, at the latest until {}",
        core::counted(static_cast<std::int64_t>(moves.size()), "workspace moves", "workspaces move"),
        core::to_readable(last));
}

}  // namespace commands
