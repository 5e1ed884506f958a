// SPDX-License-Identifier: Apache-2.0
// What Slack sends, as plain values. Pure parsers of hostile bytes; unknown fields and types are tolerated.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace slack {

// Where a delivery comes from: what decides which installation, hence which token, it belongs to.
struct Origin {
    std::string team, enterprise;  // team is empty where an organisation's app is used outside a workspace
    bool is_enterprise_install = false;
    std::string author_team;  // the workspace of who acts; empty where the delivery does not say it
    // Of who acts alone (direct messages, clicks, views): the delivery does not settle whether they are ours,
    // so what Slack says of the person does; not known = from outside.
    bool by_standing = false;

    // Is the author from outside, as far as the delivery says? Sets `by_standing` and `author_team`. Another
    // workspace of the same organisation is ours, and which those are no delivery says; nor has each a
    // workspace. That both are somebody else's only who knows our own can tell: see slack::belonging_of().
    bool is_from_outside(std::string_view authors);
};

struct SlashCommand : Origin {
    std::string channel, user, command, text, response_url, trigger;
};
// Errc::invalid when the form is malformed or lacks user_id or command.
core::Result<SlashCommand> parse_command(std::string_view body);
// The same fields as a JSON object, as Socket Mode brings them.
core::Result<SlashCommand> command_from(const core::Json& payload);
// The reverse of command_from().
core::Json to_json(const SlashCommand& command);
// Exactly ssl_check=1 and no command: the unsigned probe of Slack.
bool is_ssl_check(std::string_view body);

// An event's origin is its first authorization, never the outer team: with Slack Connect that is somebody
// else's. Only where Slack shows no authorization any more, as the app is gone, the outer fields count.
struct Event : Origin {
    enum class Kind {
        url_verification,
        mention,
        direct_message,
        uninstalled,
        tokens_revoked,
        own,
        rate_limited,
        other
    } kind = Kind::other;
    std::string challenge;                             // url_verification
    std::string id;                                    // event_id
    std::string app, user, channel, thread, ts, text;  // thread = thread_ts or ts
    std::string type;                       // the event's type, for metrics; only known ones, else "other"
    bool external = false;                  // is_ext_shared_channel, or not said
    std::int64_t at = 0;                    // event_time, seconds since 1970
    std::vector<std::string> revoked_bots;  // user ids of tokens_revoked
};
// Must it be stored before it is acknowledged? Everything else is only acknowledged.
bool must_be_kept(const Event& event);
core::Result<Event> parse_event(std::string_view body);

// Words people typed: entities decoded once, our own mention dropped, <@U…|name> and <#C…|name> to the id,
// <url|label> to its label.
std::string plain_words(std::string_view text, std::string_view own_user_id);

}  // namespace slack
