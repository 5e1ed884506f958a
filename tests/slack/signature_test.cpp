// SPDX-License-Identifier: Apache-2.0
#include "slack/signature.hpp"

#include "net/crypto.hpp"

#include <catch2/catch.hpp>

namespace {

using Verdict = slack::Verifier::Verdict;

// Slack's own example, docs.slack.dev/authentication/verifying-requests-from-slack.
const std::string secret = "8f742231b10e8888abcd99yyyzzz85a5";
const std::string sent = "1531420618";
const std::string body =
    "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_"
    "name="
    "foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%"
    "2Fhooks."
    "slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015."
    "47445629121."
    "803a0bc887a14d10d2c447fce8b6703c";
const std::string signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
const core::Time then = core::from_unix(1531420618);

std::string signed_with(const std::string& key, const std::string& time, const std::string& text) {
    net::crypto::HmacSha256 mac(key);
    return "v0=" + net::crypto::to_hex(mac("v0:" + time + ":", text));
}

}  // namespace

TEST_CASE("Slack's own example is genuine") {
    slack::Verifier verifier({secret});
    CHECK(verifier.check(sent, signature, body, then) == Verdict::genuine);
    CHECK(verifier.check(sent, signature, body, then) == Verdict::genuine);
}

TEST_CASE("a request is taken up to 300 seconds from now, on both sides") {
    slack::Verifier verifier({secret});
    struct Row {
        int seconds;
        Verdict verdict;
    };
    for (const auto& row : {Row{300, Verdict::genuine}, Row{301, Verdict::stale}, Row{-300, Verdict::genuine},
                            Row{-301, Verdict::from_the_future}, Row{86400, Verdict::stale}}) {
        INFO(row.seconds);
        CHECK(verifier.check(sent, signature, body, then + std::chrono::seconds(row.seconds)) == row.verdict);
    }
}

TEST_CASE("a time that is no plain integer is malformed, however it is signed") {
    slack::Verifier verifier({secret});
    for (const std::string time : {" 1531420618", "+1531420618", "-1531420618", "1531420618.0", "1531420618x",
                                   "0x5b4", "153142061800", "99999999999999999999", "１５３１"}) {
        INFO(time);
        CHECK(verifier.check(time, signed_with(secret, time, body), body, then) == Verdict::malformed);
    }
}

TEST_CASE("what is missing, of another version or changed is not genuine") {
    slack::Verifier verifier({secret});
    CHECK(verifier.check("", signature, body, then) == Verdict::missing);
    CHECK(verifier.check(sent, "", body, then) == Verdict::missing);
    CHECK(verifier.check(sent, "v1=" + signature.substr(3), body, then) == Verdict::malformed);
    CHECK(verifier.check(sent, signature.substr(3), body, then) == Verdict::malformed);
    CHECK(verifier.check(sent, signature + "0", body, then) == Verdict::malformed);
    CHECK(verifier.check(sent, signature, body + " ", then) == Verdict::wrong);
    CHECK(verifier.check("1531420619", signature, body, then) == Verdict::wrong);
    auto upper = signature;
    for (auto& c : upper) c = static_cast<char>(c == 'v' ? c : std::toupper(c));
    CHECK(verifier.check(sent, upper, body, then) == Verdict::wrong);
    CHECK(verifier.check(sent, "v0=" + std::string(64, '0'), body, then) == Verdict::wrong);
}

TEST_CASE("any of several secrets will do, and no other") {
    slack::Verifier verifier({"the new one", secret});
    CHECK(verifier.check(sent, signature, body, then) == Verdict::genuine);
    CHECK(verifier.check(sent, signed_with("the new one", sent, body), body, then) == Verdict::genuine);
    CHECK(verifier.check(sent, signed_with("a third", sent, body), body, then) == Verdict::wrong);
    slack::Verifier moved = std::move(verifier);
    CHECK(moved.check(sent, signature, body, then) == Verdict::genuine);
}

TEST_CASE("an empty secret is refused at start") {
    CHECK_THROWS_AS(slack::Verifier({}), std::invalid_argument);
    CHECK_THROWS_AS(slack::Verifier({""}), std::invalid_argument);
    CHECK_THROWS_AS(slack::Verifier({secret, ""}), std::invalid_argument);
}

TEST_CASE("each verdict has a word of its own for the log") {
    CHECK(slack::to_word(Verdict::genuine) == "genuine");
    CHECK(slack::to_word(Verdict::missing) == "missing");
    CHECK(slack::to_word(Verdict::stale) == "stale");
    CHECK(slack::to_word(Verdict::from_the_future) == "from_the_future");
    CHECK(slack::to_word(Verdict::malformed) == "malformed");
    CHECK(slack::to_word(Verdict::wrong) == "wrong");
}
