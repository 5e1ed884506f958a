// SPDX-License-Identifier: Apache-2.0
#include "sources/github/outcome.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace sources::github {

namespace {

using Kind = Outcome::Kind;

// GitHub's own advice where a secondary limit does not say how long.
constexpr std::chrono::seconds unless_said{60}, longest_wait{3600}, soonest{1};

std::string_view header(const net::Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers)
        if (known == name) return value;
    return {};
}

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
    return value;
}

// A word of GitHub's ("RATE_LIMITED", "FORBIDDEN") may be logged; a sentence may quote what was asked.
std::string safe_word(std::string_view word) {
    const auto is_plain = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_'; };
    const bool is_word =
        !word.empty() && word.size() <= 40 && std::all_of(word.begin(), word.end(), is_plain);
    return is_word ? std::string(word) : std::string();
}

bool says(std::string_view text, std::string_view words) {
    return core::lower(text.substr(0, 2000)).find(words) != std::string::npos;
}

// We were too fast.
bool tells_of_pace(std::string_view message) {
    return says(message, "secondary rate limit") || says(message, "abuse detection");
}

core::Time in_bounds(core::Time until, core::Time now) {
    return std::clamp(until, now + soonest, now + longest_wait);
}

// Which limit, and until when. Nothing: the refusal is about something else.
std::optional<Outcome> limit_of(const net::Response& response, std::string_view message, core::Time now) {
    const auto after = number(header(response, "retry-after"));
    const auto left = left_of(response);
    const bool is_used_up = left && left->remaining == 0;
    const bool is_secondary = tells_of_pace(message);
    if (!after && !is_used_up && !is_secondary && response.status != 429) return std::nullopt;
    Outcome out{.kind = Kind::wait, .status = response.status};
    out.is_secondary = is_secondary || !is_used_up;
    if (after)
        out.until =
            in_bounds(now + std::chrono::seconds(std::min<std::int64_t>(*after, longest_wait.count())), now);
    else if (is_used_up)
        out.until = in_bounds(left->resets_at, now);
    else
        out.until = now + unless_said;
    out.detail = fmt::format("HTTP {}, {} limit", response.status, out.is_secondary ? "secondary" : "hourly");
    return out;
}

Outcome plain(Kind kind, const net::Response& response) {
    return {.kind = kind, .status = response.status, .detail = fmt::format("HTTP {}", response.status)};
}

Outcome of_status(const net::Response& response, core::Time now) {
    if (response.status >= 200 && response.status < 300) return plain(Kind::fine, response);
    switch (response.status) {
        case 301:
        case 302:
        case 307:
        case 308: {
            auto out = plain(Kind::moved, response);
            out.location = std::string(header(response, "location"));
            if (out.location.empty()) out.kind = Kind::not_understood;
            return out;
        }
        case 304:
            return plain(Kind::unchanged, response);
        case 401:
            return plain(Kind::denied, response);
        case 403:
        case 429: {
            const auto body = core::parse_json(response.body);
            const auto message = body ? core::text_of(*body, "message") : std::string();
            if (auto limit = limit_of(response, message, now)) return std::move(*limit);
            return plain(Kind::denied, response);
        }
        case 404:
        case 410:
        case 451:
            return plain(Kind::gone, response);
        case 502:
        case 504:
            return plain(Kind::too_heavy, response);
        default:
            return plain(
                response.status >= 500 && response.status != 599 ? Kind::trouble : Kind::not_understood,
                response);
    }
}

// The types of GraphQL errors. Source: docs.github.com, "Rate limits and query limits for the GraphQL API";
// NOT_FOUND and FORBIDDEN as its answers show them.
Kind kind_of(std::string_view type, std::string_view message) {
    if (type == "RATE_LIMITED" || type == "RATE_LIMIT" || tells_of_pace(message)) return Kind::wait;
    if (type == "NOT_FOUND") return Kind::gone;
    if (type == "FORBIDDEN" || type == "INSUFFICIENT_SCOPES") return Kind::denied;
    if (type == "MAX_NODE_LIMIT_EXCEEDED") return Kind::not_understood;
    if (type == "RESOURCE_LIMITS_EXCEEDED" || says(message, "timeout") || says(message, "timed out") ||
        says(message, "something went wrong"))
        return Kind::too_heavy;
    return Kind::not_understood;
}

// Several errors in one answer: the one that decides what is done next.
int weight_of(Kind kind) {
    constexpr auto order =
        std::to_array({Kind::gone, Kind::denied, Kind::not_understood, Kind::too_heavy, Kind::wait});
    return static_cast<int>(std::find(order.begin(), order.end(), kind) - order.begin());
}

// Beside what every query asks about its own price.
bool holds_something(const core::Json& data) {
    if (!data.is_object()) return false;
    const auto items = data.items();
    return std::any_of(items.begin(), items.end(),
                       [](const auto& item) { return item.key() != "rateLimit" && !item.value().is_null(); });
}

}  // namespace

std::optional<Left> left_of(const net::Response& response) {
    const auto remaining = number(header(response, "x-ratelimit-remaining"));
    const auto resets = number(header(response, "x-ratelimit-reset"));
    if (!remaining || !resets) return std::nullopt;
    Left left{.resource = safe_word(header(response, "x-ratelimit-resource"))};
    left.limit = number(header(response, "x-ratelimit-limit")).value_or(*remaining);
    left.remaining = *remaining;
    // A time that no clock of ours can hold is none.
    constexpr std::int64_t year_3000 = 32'503'680'000;
    left.resets_at = core::from_unix(std::min(*resets, year_3000));
    return left;
}

Outcome outcome_of_rest(const net::Response& response, core::Time now) { return of_status(response, now); }

Outcome outcome_of_graphql(const net::Response& response, const core::Json& body, core::Time now) {
    auto out = of_status(response, now);
    if (out.kind != Kind::fine) return out;
    if (!body.is_object()) {
        out.kind = Kind::trouble;
        out.detail += ", no JSON";
        return out;
    }
    const auto& errors = core::member_of(body, "errors");
    if (!errors.is_array() || errors.empty()) {
        if (!core::member_of(body, "data").is_object()) out.kind = Kind::not_understood;
        return out;
    }
    Kind worst = Kind::gone;
    std::string message;
    bool has_one = false;
    for (const auto& error : errors) {
        auto type = core::text_of(error, "type");
        if (type.empty()) type = core::text_of(core::member_of(error, "extensions"), "code");
        const auto kind = kind_of(type, core::text_of(error, "message"));
        if (has_one && weight_of(kind) <= weight_of(worst)) continue;
        worst = kind;
        has_one = true;
        message = core::text_of(error, "message");
        out.detail = fmt::format("HTTP {} {}", response.status, safe_word(type));
    }
    out.kind = worst;
    if (worst == Kind::wait) {
        if (auto limit = limit_of(response, message, now)) return std::move(*limit);
        out.until = now + unless_said;
        out.is_secondary = true;
    } else if (holds_something(core::member_of(body, "data"))) {
        out.is_heavy = worst == Kind::too_heavy;
        out.kind = Kind::partial;
    }
    return out;
}

}  // namespace sources::github
