// SPDX-License-Identifier: Apache-2.0
#include "commands/trouble.hpp"

#include "commands/action.hpp"
#include "core/text.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <array>
#include <set>
#include <utility>

namespace commands {
namespace {

struct Row {
    std::string_view code;
    Advice advice;
};
constexpr std::string_view new_token =
    "Install the app again, put the new token into slack.bot_token_file and restart; `ispo doctor` checks "
    "it.";
constexpr std::string_view renewed_token =
    "Where the app was installed at /slack/install it is renewed by itself; if it stays so, open that "
    "address "
    "again. A token from a file: put a new one into slack.bot_token_file and restart.";
constexpr std::array rows = std::to_array<Row>({
    {"not_in_channel", {"the app is not in the channel", "In the channel, type /invite and the app's name."}},
    {"channel_not_found",
     {"the channel is gone, or private without the app",
      "Invite the app in the channel (/invite and its name), or stop what is posted there."}},
    {"thread_not_found",
     {"the question was deleted before its answer came", "Nothing needs to be mended; ask again."}},
    {"cannot_reply_to_message",
     {"the message that was to be answered takes no reply", "Nothing needs to be mended; ask elsewhere."}},
    {"is_archived", {"the channel is archived", "Unarchive it, or have it posted elsewhere."}},
    {"restricted_action",
     {"the channel lets only some people post", "Allow the app to post in the channel's settings."}},
    {"no_permission", {"the app may not do this there", "Ask a Slack admin which setting forbids it."}},
    {"user_not_found", {"the person is not in this workspace", "Take the person out of the settings."}},
    {"user_disabled", {"the person's account is deactivated", "Take the person out of the settings."}},
    {"cannot_dm_bot", {"the receiver is an app", "Take it out of the settings."}},
    {"missing_scope",
     {"a scope is not granted", "`ispo doctor` names it; add it to the app and install it again."}},
    {"invalid_auth", {"Slack does not know the token", new_token}},
    {"not_authed", {"there is no token", new_token}},
    {"token_revoked", {"the token was revoked", new_token}},
    {"token_expired", {"the token has expired", renewed_token}},
    {"account_inactive", {"the app was removed from the workspace", new_token}},
    {"app_uninstalled", {"the app was removed from the workspace", new_token}},
    {"tokens_revoked", {"the token was revoked", new_token}},
    {"invalid_refresh_token",
     {"Slack renews the app's token there no more",
      "Open /slack/install at server.public_url and install the app there again, before its last token "
      "ends."}},
    {storage::unknown_outcome,
     {"nobody said whether a message arrived; it may stand there",
      "Look in the channel. With the scopes `channels:history` and `groups:history` the app looks itself."}},
    {"team_disabled", {"the workspace is disabled", "Ask a Slack admin; nothing can be sent there."}},
});
constexpr Advice unknown{"Slack refused", "Look the code up at docs.slack.dev, or ask the makers."};

std::vector<Cell> row_of(const storage::Trouble& trouble) {
    const auto advice = advice_for(trouble.error);
    std::vector<Cell> row(4);
    row[0].text = core::one_line(trouble.channel);
    row[1].text = fmt::format("{} ({})", advice.meaning, core::one_line(trouble.error));
    const auto lost = is_about_workspace(trouble) ? core::counted(trouble.count, "renewal", "renewals")
                                                  : core::counted(trouble.count, "message", "messages");
    row[2].text = fmt::format("{}, last {}", lost, core::to_readable(trouble.last_at));
    row[3].text = advice.remedy;
    return row;
}

}  // namespace

Advice advice_for(std::string_view code) {
    const auto* found = std::ranges::find_if(rows, [&](const auto& row) { return row.code == code; });
    return found == rows.end() ? unknown : found->advice;
}

bool has_advice(std::string_view code) {
    return std::ranges::any_of(rows, [&](const auto& row) { return row.code == code; });
}

bool is_of_the_token(std::string_view code) {
    const auto remedy = advice_for(code).remedy;
    return remedy == new_token || remedy == renewed_token || code == "team_disabled";
}

bool is_about_workspace(const storage::Trouble& trouble) {
    return trouble.channel.starts_with('T') || trouble.channel.starts_with('E');
}

Table table_of(const std::vector<storage::Trouble>& troubles) {
    Table table;
    table.caption = "Where messages do not arrive, or may not have";
    table.header = {"Where", "Why", "Lost", "What to do"};
    for (const auto& trouble : troubles) table.rows.push_back(row_of(trouble));
    return table;
}

Troubled troubled_among(const std::vector<storage::Trouble>& troubles) {
    std::set<std::pair<std::int64_t, std::string>> refusing, unknown;
    for (const auto& each : troubles)
        if (!is_about_workspace(each))
            (each.error == storage::unknown_outcome ? unknown : refusing)
                .emplace(each.installation, each.channel);
    return {static_cast<std::int64_t>(refusing.size()), static_cast<std::int64_t>(unknown.size())};
}

std::string refusing_words(std::int64_t channels) {
    return core::counted(channels, "channel takes", "channels take") + " no messages";
}

std::string sentence_of(const std::vector<storage::Trouble>& troubles) {
    const auto [refused, unknown] = troubled_among(troubles);
    std::string out;
    if (refused > 0)
        out = fmt::format("I cannot post in {}; what was meant for {} is lost and not tried again.",
                          core::counted(refused, "channel", "channels"), refused == 1 ? "it" : "them");
    if (unknown > 0)
        out += fmt::format("{}In {} a message may have arrived or not; it is not sent again.",
                           out.empty() ? "" : " ", core::counted(unknown, "channel", "channels"));
    const auto workspaces = std::ranges::count_if(troubles, is_about_workspace);
    if (workspaces > 0)
        out += fmt::format(
            "{}Slack renews my token in {} no more: I fall silent there unless the app is installed again.",
            out.empty() ? "" : " ", core::counted(workspaces, "workspace", "workspaces"));
    return out;
}

Answer not_posted(std::string_view code, std::string reference) {
    auto answer = unavailable(fmt::format(
        "You asked me in a channel, and I cannot post there: {} ({}). Nothing was posted. {} Or ask me here.",
        advice_for(code).meaning, core::one_line(code), advice_for(code).remedy));
    answer.reference = std::move(reference);
    return answer;
}

Answer trouble_notice(const std::vector<storage::Trouble>& troubles) {
    auto answer = say(sentence_of(troubles));
    answer.parts.emplace_back(table_of(troubles));
    answer.parts.emplace_back(
        Text{"You are told once for each place and reason. `status` shows how it stands."});
    answer.actions = {action("Status", "status", "Show what waits and what was lost")};
    return answer;
}

}  // namespace commands
