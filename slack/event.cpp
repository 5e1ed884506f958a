// SPDX-License-Identifier: Apache-2.0
// Events in one pass without building a tree: of a body only a dozen strings are kept.
#include "slack/payloads.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace slack {
namespace {

constexpr std::size_t deepest = 64;
constexpr std::size_t most_revoked = 1000;
constexpr std::uint64_t latest_time = 1ULL << 40U;

constexpr std::array known_types = {"app_mention",
                                    "message",
                                    "app_home_opened",
                                    "member_joined_channel",
                                    "team_join",
                                    "user_change",
                                    "channel_archive",
                                    "channel_rename",
                                    "channel_deleted",
                                    "channel_id_changed",
                                    "app_uninstalled",
                                    "tokens_revoked",
                                    "subteam_created",
                                    "subteam_members_changed",
                                    "subteam_updated",
                                    "link_shared",
                                    "agent_session_stopped",
                                    "app_context_changed",
                                    "grid_migration_started",
                                    "grid_migration_finished"};

struct Seen {
    std::string type, challenge, event_id, team, enterprise, app;                       // of the body
    std::string event_type, subtype, bot, author_app, user, channel, thread, ts, text;  // of its event
    std::string author_team;
    std::vector<std::string> revoked_bots;
    std::string own_team, own_enterprise, own_user;  // of its first authorization
    bool has_authorization = false, is_enterprise_install = false;
    bool has_event = false, is_edited = false, says_external = false, external = false;
    std::int64_t at = 0;
};

// Where the pass stands. Only these three objects are read.
enum class Place { body, event, authorization, elsewhere };

std::string* slot(Seen& seen, Place place, std::string_view key) {
    using Row = std::pair<std::string_view, std::string*>;
    const auto find = [key](const auto& rows) -> std::string* {
        for (const auto& [name, value] : rows)
            if (name == key) return value;
        return nullptr;
    };
    if (place == Place::body)
        return find(std::array<Row, 6>{{{"type", &seen.type},
                                        {"challenge", &seen.challenge},
                                        {"event_id", &seen.event_id},
                                        {"team_id", &seen.team},
                                        {"enterprise_id", &seen.enterprise},
                                        {"api_app_id", &seen.app}}});
    if (place == Place::event)
        return find(std::array<Row, 10>{{{"type", &seen.event_type},
                                         {"team", &seen.author_team},
                                         {"subtype", &seen.subtype},
                                         {"bot_id", &seen.bot},
                                         {"app_id", &seen.author_app},
                                         {"user", &seen.user},
                                         {"channel", &seen.channel},
                                         {"thread_ts", &seen.thread},
                                         {"ts", &seen.ts},
                                         {"text", &seen.text}}});
    if (place == Place::authorization)
        return find(std::array<Row, 3>{{{"team_id", &seen.own_team},
                                        {"enterprise_id", &seen.own_enterprise},
                                        {"user_id", &seen.own_user}}});
    return nullptr;
}

// nlohmann's SAX interface; its parser keeps its own stack, so depth costs memory only, and is limited all
// the same.
class Pass {
  public:
    explicit Pass(Seen& seen) : seen_(seen) {}

    bool null() { return leave_value(); }
    bool boolean(bool value) {
        if (place_ == Place::body && key_ == "is_ext_shared_channel") {
            seen_.says_external = true;
            seen_.external = value;
        }
        if (place_ == Place::authorization && key_ == "is_enterprise_install")
            seen_.is_enterprise_install = value;
        return leave_value();
    }
    bool number_integer(std::int64_t) { return leave_value(); }
    bool number_unsigned(std::uint64_t value) {
        if (place_ == Place::body && key_ == "event_time" && value <= latest_time)
            seen_.at = static_cast<std::int64_t>(value);
        return leave_value();
    }
    bool number_float(double, const std::string&) { return leave_value(); }
    bool binary(core::Json::binary_t&) { return leave_value(); }
    bool string(std::string& value) {
        if (in_revoked_bots_ && depth_ == 4 && seen_.revoked_bots.size() < most_revoked)
            seen_.revoked_bots.push_back(value);
        if (auto* kept = slot(seen_, place_, key_)) *kept = std::move(value);
        return leave_value();
    }
    bool key(std::string& name) {
        key_ = name;
        return true;
    }
    bool start_object(std::size_t) {
        if (++depth_ == 1) return enter(Place::body);
        if (depth_ == 2 && key_ == "event") {
            seen_.has_event = true;
            return enter(Place::event);
        }
        if (depth_ == 3 && in_authorizations_ && authorizations_++ == 0) {
            seen_.has_authorization = true;
            return enter(Place::authorization);
        }
        if (depth_ == 3) in_tokens_ = place_ == Place::event && key_ == "tokens";
        if (place_ == Place::event && key_ == "edited") seen_.is_edited = true;
        return enter(Place::elsewhere);
    }
    bool end_object() { return leave(); }
    bool start_array(std::size_t) {
        ++depth_;
        if (depth_ == 1) return false;
        if (depth_ == 2) in_authorizations_ = key_ == "authorizations";
        if (depth_ == 4) in_revoked_bots_ = in_tokens_ && key_ == "bot";
        return enter(Place::elsewhere);
    }
    bool end_array() {
        if (depth_ == 2) in_authorizations_ = false;
        if (depth_ == 4) in_revoked_bots_ = false;
        return leave();
    }
    bool parse_error(std::size_t, const std::string&, const core::Json::exception&) { return false; }

    // A body that is a bare word or number has no object.
    bool saw_object() const { return saw_object_; }

  private:
    bool enter(Place place) {
        saw_object_ = saw_object_ || place == Place::body;
        if (depth_ > deepest) return false;
        places_[depth_] = place;
        place_ = place;
        return true;
    }
    bool leave() {
        --depth_;
        place_ = places_[depth_];
        key_.clear();
        return true;
    }
    bool leave_value() {
        key_.clear();
        return true;
    }

    Seen& seen_;
    Place place_ = Place::elsewhere;
    std::array<Place, deepest + 1> places_{Place::elsewhere};
    std::size_t depth_ = 0, authorizations_ = 0;
    bool in_authorizations_ = false, in_tokens_ = false, in_revoked_bots_ = false, saw_object_ = false;
    std::string key_;
};

// Slack gives these two to what a person wrote; every other subtype is an edit, a deletion, a bot or a
// notice.
bool is_written_by_a_person(std::string_view subtype) {
    return subtype.empty() || subtype == "file_share" || subtype == "thread_broadcast";
}

bool is_own(const Seen& seen) {
    return !seen.bot.empty() || seen.subtype == "bot_message" ||
           (!seen.author_app.empty() && seen.author_app == seen.app) ||
           (!seen.own_user.empty() && seen.own_user == seen.user);
}

Event::Kind kind_of(const Seen& seen) {
    using Kind = Event::Kind;
    if (seen.type == "url_verification") return Kind::url_verification;
    if (seen.type == "app_rate_limited") return Kind::rate_limited;
    if (seen.type != "event_callback") return Kind::other;
    if (seen.event_type == "app_uninstalled") return Kind::uninstalled;
    if (seen.event_type == "tokens_revoked") return Kind::tokens_revoked;
    if (is_own(seen)) return Kind::own;
    const bool complete = !seen.user.empty() && !seen.channel.empty() && !seen.ts.empty();
    if (!complete || seen.is_edited || !is_written_by_a_person(seen.subtype)) return Kind::other;
    if (seen.event_type == "app_mention") return Kind::mention;
    return seen.event_type == "message" && seen.channel.starts_with('D') ? Kind::direct_message : Kind::other;
}

std::string known_type(const std::string& type) {
    return std::find(known_types.begin(), known_types.end(), type) == known_types.end() ? "other" : type;
}

bool is_end(Event::Kind kind) {
    return kind == Event::Kind::uninstalled || kind == Event::Kind::tokens_revoked;
}

void set_origin(Event& event, Seen& seen) {
    if (seen.has_authorization) {
        event.team = std::move(seen.own_team);
        event.enterprise = std::move(seen.own_enterprise);
        event.is_enterprise_install = seen.is_enterprise_install;
    } else if (is_end(event.kind)) {
        event.team = std::move(seen.team);
        event.enterprise = std::move(seen.enterprise);
        event.is_enterprise_install = event.team.empty() || event.team == event.enterprise;
    }
}

// Not said whether outsiders read a channel: then they may. A direct message has one reader.
bool may_be_external(Event& event, const Seen& seen) {
    if (!seen.channel.starts_with('D')) {
        event.author_team = seen.author_team;
        return !seen.says_external || seen.external;
    }
    const bool is_outsider = event.is_from_outside(seen.author_team);
    if (seen.says_external && seen.external) event.by_standing = false;
    return is_outsider || (seen.says_external && seen.external);
}

Event to_event(Seen&& seen) {
    Event event;
    event.kind = kind_of(seen);
    event.at = seen.at;
    event.revoked_bots = std::move(seen.revoked_bots);
    set_origin(event, seen);
    event.external = may_be_external(event, seen);
    event.type = known_type(seen.event_type);
    event.challenge = std::move(seen.challenge);
    event.id = std::move(seen.event_id);
    event.app = std::move(seen.app);
    event.thread = seen.thread.empty() ? seen.ts : std::move(seen.thread);
    event.user = std::move(seen.user);
    event.channel = std::move(seen.channel);
    event.ts = std::move(seen.ts);
    event.text = std::move(seen.text);
    return event;
}

// What Slack sends says what it is; an envelope has its event, and the handshake the text to give back.
bool is_whole(const Seen& seen) {
    if (seen.type == "event_callback") return seen.has_event;
    if (seen.type == "url_verification") return !seen.challenge.empty();
    return !seen.type.empty();
}

std::optional<Seen> read(std::string_view body) {
    std::optional<Seen> seen(std::in_place);
    Pass pass(*seen);
    if (!core::Json::sax_parse(body, &pass) || !pass.saw_object()) seen.reset();
    return seen;
}

}  // namespace

bool must_be_kept(const Event& event) {
    return event.kind == Event::Kind::mention || event.kind == Event::Kind::direct_message ||
           is_end(event.kind);
}

core::Result<Event> parse_event(std::string_view body) {
    auto seen = read(body);
    if (!seen)
        if (const auto mended = core::without_half_pairs(body)) seen = read(*mended);
    if (!seen || !is_whole(*seen)) return core::invalid("This is not an event.");
    auto event = to_event(std::move(*seen));
    if (must_be_kept(event) && event.id.empty()) return core::invalid("An event has an id.");
    return event;
}

}  // namespace slack
