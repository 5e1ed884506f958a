// SPDX-License-Identifier: Apache-2.0
// The answers as docs.github.com shows them for each limit and refusal.
#include "sources/github/outcome.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace sources::github;
using Kind = Outcome::Kind;
using std::chrono::seconds;

namespace {

const core::Time now = core::from_unix(1'767'600'000);

net::Response answer(int status, net::Headers headers = {}, std::string body = {}) {
    return {.status = status,
            .content_type = "application/json",
            .body = std::move(body),
            .headers = std::move(headers)};
}
net::Headers used_up(int seconds_left) {
    return {{"x-ratelimit-limit", "5000"},
            {"x-ratelimit-remaining", "0"},
            {"x-ratelimit-reset", std::to_string(core::to_unix(now) + seconds_left)},
            {"x-ratelimit-resource", "core"}};
}
Outcome graphql(const std::string& body, net::Headers headers = {}) {
    const auto json = core::parse_json(body);
    return outcome_of_graphql(answer(200, std::move(headers), body), json ? *json : core::Json(), now);
}

}  // namespace

TEST_CASE("a status says what is to be done next") {
    const std::vector<std::pair<int, Kind>> rows = {
        {200, Kind::fine},          {204, Kind::fine},           {304, Kind::unchanged},
        {401, Kind::denied},        {403, Kind::denied},         {404, Kind::gone},
        {410, Kind::gone},          {451, Kind::gone},           {429, Kind::wait},
        {500, Kind::trouble},       {502, Kind::too_heavy},      {503, Kind::trouble},
        {504, Kind::too_heavy},     {301, Kind::not_understood}, {422, Kind::not_understood},
        {599, Kind::not_understood}};
    for (const auto& [status, kind] : rows) {
        INFO(status);
        CHECK(outcome_of_rest(answer(status), now).kind == kind);
    }
    const auto moved =
        outcome_of_rest(answer(301, {{"location", "https://api.github.com/repositories/7"}}), now);
    CHECK(moved.kind == Kind::moved);
    CHECK(moved.location == "https://api.github.com/repositories/7");
}

TEST_CASE("each limit says how long to wait, and no longer than an hour, nor not at all") {
    struct Row {
        std::string what;
        net::Response response;
        seconds wait;
        bool is_secondary;
    };
    const std::string secondary = R"({"message": "You have exceeded a secondary rate limit. Please wait."})";
    for (const auto& row : {
             Row{"hourly budget, 403", answer(403, used_up(600)), seconds{600}, false},
             Row{"hourly budget, 429", answer(429, used_up(600)), seconds{600}, false},
             Row{"reset that has passed", answer(403, used_up(-5)), seconds{1}, false},
             Row{"reset far away", answer(403, used_up(1'000'000)), seconds{3600}, false},
             Row{"secondary with retry-after", answer(403, {{"retry-after", "90"}}, secondary), seconds{90},
                 true},
             Row{"secondary without", answer(403, {}, secondary), seconds{60}, true},
             Row{"retry-after alone", answer(403, {{"retry-after", "7"}}), seconds{7}, true},
             Row{"retry-after no number", answer(429, {{"retry-after", "soon"}}), seconds{60}, true},
             Row{"retry-after beyond all", answer(429, {{"retry-after", "99999999999999999999"}}),
                 seconds{60}, true},
             Row{"retry-after of a day", answer(429, {{"retry-after", "86400"}}), seconds{3600}, true},
         }) {
        INFO(row.what);
        const auto outcome = outcome_of_rest(row.response, now);
        CHECK(outcome.kind == Kind::wait);
        CHECK(outcome.until - now == row.wait);
        CHECK(outcome.is_secondary == row.is_secondary);
    }
    // Some budget is left: the refusal is about rights.
    auto left = used_up(600);
    left[1].second = "12";
    CHECK(outcome_of_rest(answer(403, left, R"({"message": "Resource not accessible by integration"})"), now)
              .kind == Kind::denied);
}

TEST_CASE("GraphQL refuses with status 200") {
    CHECK(graphql(R"({"data": {"organization": {}}})").kind == Kind::fine);
    const auto limited = graphql(
        R"({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]})", used_up(120));
    CHECK(limited.kind == Kind::wait);
    CHECK(limited.until - now == seconds{120});
    CHECK_FALSE(limited.is_secondary);
    CHECK(graphql(R"({"errors": [{"type": "RATE_LIMITED"}]})").until - now == seconds{60});
    CHECK(graphql(R"({"data": null, "errors": [{"type": "NOT_FOUND"}]})").kind == Kind::gone);
    CHECK(graphql(R"({"data": {"organization": null}, "errors": [{"type": "FORBIDDEN"}]})").kind ==
          Kind::denied);
    CHECK(graphql(R"({"data": {"organization": {}}, "errors": [{"type": "NOT_FOUND"}]})").kind ==
          Kind::partial);
    CHECK(
        graphql(
            R"({"data": null, "errors": [{"message": "Something went wrong while executing your query."}]})")
            .kind == Kind::too_heavy);
    CHECK(graphql(R"({"data": null, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]})").kind ==
          Kind::too_heavy);
    CHECK(graphql(R"({"data": null, "errors": [{"type": "MAX_NODE_LIMIT_EXCEEDED"}]})").kind ==
          Kind::not_understood);
    CHECK(graphql(R"({"data": null, "errors": [{"type": "NOT_FOUND"}, {"type": "RATE_LIMITED"}]})").kind ==
          Kind::wait);
    CHECK(
        graphql(R"({"errors": [{"extensions": {"code": "undefinedField"}, "message": "Field 'x'"}]})").kind ==
        Kind::not_understood);
    // Every query asks for its own price, which is always there.
    const auto nothing = graphql(
        R"({"data": {"rateLimit": {"cost": 1}, "repository": null}, "errors": [{"message": "Something went wrong: timeout"}]})");
    CHECK(nothing.kind == Kind::too_heavy);
    const auto half = graphql(
        R"({"data": {"rateLimit": {"cost": 1}, "repository": {}}, "errors": [{"type": "RESOURCE_LIMITS_EXCEEDED"}]})");
    CHECK(half.kind == Kind::partial);
    CHECK(half.is_heavy);
    const auto fast = graphql(
        R"({"errors": [{"type": "NOT_FOUND"}, {"message": "You have exceeded a secondary rate limit."}]})",
        {{"retry-after", "30"}});
    CHECK(fast.kind == Kind::wait);
    CHECK(fast.is_secondary);
    CHECK(fast.until - now == seconds{30});
    CHECK(graphql("<html>").kind == Kind::trouble);
    CHECK(graphql("{}").kind == Kind::not_understood);
}

TEST_CASE("what an answer says is not logged but for GitHub's own words") {
    const auto outcome =
        graphql(R"({"errors": [{"type": "ghs_secret-token", "message": "ghs_secret-token"}]})");
    CHECK(outcome.detail.find("secret") == std::string::npos);
    CHECK(graphql(R"({"data": null, "errors": [{"type": "NOT_FOUND"}]})").detail == "HTTP 200 NOT_FOUND");
}

TEST_CASE("what is left of a budget is read where it is told") {
    const auto left = left_of(answer(200, used_up(60)));
    REQUIRE(left.has_value());
    CHECK(left->resource == "core");
    CHECK(left->limit == 5000);
    CHECK(left->remaining == 0);
    CHECK(left->resets_at - now == seconds{60});
    CHECK_FALSE(left_of(answer(200)).has_value());
    CHECK_FALSE(
        left_of(answer(200, {{"x-ratelimit-remaining", "-1"}, {"x-ratelimit-reset", "7"}})).has_value());
    CHECK(left_of(answer(200, {{"x-ratelimit-remaining", "1"}, {"x-ratelimit-reset", "9223372036854775807"}}))
              ->resets_at < core::from_unix(33'000'000'000));
}
