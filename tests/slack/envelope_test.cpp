// SPDX-License-Identifier: Apache-2.0
#include "slack/envelope.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace slack;
using namespace std::chrono_literals;

template <class Kind>
Kind read(std::string_view text) {
    const auto frame = parse_frame(text);
    INFO(text);
    REQUIRE(frame.has_value());
    REQUIRE(std::holds_alternative<Kind>(*frame));
    return std::get<Kind>(*frame);
}

}  // namespace

TEST_CASE("hello says whose connection it is and how long it is meant to last") {
    const auto hello = read<Hello>(R"({"type":"hello","connection_info":{"app_id":"A1234"},
        "num_connections":2,"debug_info":{"host":"applink-7fc4fdbb64-4x5xq","started":"2020-10-07 14:20:36",
        "build_number":10,"approximate_connection_time":18060}})");
    CHECK(hello.app == "A1234");
    CHECK(hello.connections == 2);
    CHECK(hello.lifetime == 18060s);
}

TEST_CASE("a hello with less, or with nonsense, is still a hello") {
    for (const auto* text :
         {R"({"type":"hello"})",
          R"({"type":"hello","debug_info":null,"connection_info":[],"num_connections":"2"})",
          R"({"type":"hello","debug_info":{"approximate_connection_time":-1}})",
          R"({"type":"hello","debug_info":{"approximate_connection_time":0}})",
          R"({"type":"hello","debug_info":{"approximate_connection_time":"18060"}})",
          R"({"type":"hello","debug_info":{"approximate_connection_time":1e300}})",
          R"({"type":"hello","debug_info":{"approximate_connection_time":9223372036854775807}})"})
        CHECK_FALSE(read<Hello>(text).lifetime);
}

TEST_CASE("each kind of envelope is read with what it carries") {
    const auto command = read<Envelope>(R"({"envelope_id":"e1","type":"slash_commands",
        "accepts_response_payload":true,"payload":{"command":"/ispo","text":"ready"}})");
    CHECK(command.kind == Envelope::Kind::slash_commands);
    CHECK(command.id == "e1");
    CHECK(command.may_carry_payload);
    CHECK(core::text_of(command.payload, "text") == "ready");
    CHECK(command.retry == 0);
    const auto event = read<Envelope>(R"({"payload":{"event":{"type":"app_mention"}},"envelope_id":"dbdd0ef3",
        "type":"events_api","retry_attempt":2,"retry_reason":"timeout","accepts_response_payload":false})");
    CHECK(event.kind == Envelope::Kind::events_api);
    CHECK_FALSE(event.may_carry_payload);
    CHECK(event.retry == 2);
    CHECK(event.retry_reason == "timeout");
    CHECK(read<Envelope>(R"({"envelope_id":"e3","type":"interactive"})").kind == Envelope::Kind::interactive);
    CHECK(read<Envelope>(R"({"envelope_id":"e3","type":"interactive"})").payload.is_null());
}

TEST_CASE("an unknown type with an id must be acknowledged, one without cannot") {
    CHECK(read<Envelope>(R"({"envelope_id":"e1","type":"new_in_2027"})").kind == Envelope::Kind::other);
    CHECK(read<Envelope>(R"({"envelope_id":"e1"})").kind == Envelope::Kind::other);
    CHECK(read<Envelope>(R"({"envelope_id":"e1","type":7})").kind == Envelope::Kind::other);
    for (const auto* text : {"{}", R"({"type":"new_in_2027"})", R"({"type":{"hello":1}})",
                             R"({"type":"x","envelope_id":7})", R"({"type":"Hello"})"})
        read<UnknownFrame>(text);
}

TEST_CASE("every reason to disconnect is known, and what is not known is a reason too") {
    using Reason = Disconnect::Reason;
    CHECK(read<Disconnect>(R"({"type":"disconnect","reason":"warning","debug_info":{"host":"x"}})").reason ==
          Reason::warning);
    CHECK(read<Disconnect>(R"({"type":"disconnect","reason":"refresh_requested"})").reason ==
          Reason::refresh_requested);
    CHECK(read<Disconnect>(R"({"type":"disconnect","reason":"link_disabled"})").reason ==
          Reason::link_disabled);
    CHECK(read<Disconnect>(R"({"type":"disconnect","reason":"too_many_websockets"})").reason ==
          Reason::too_many_websockets);
    for (const auto* text : {R"({"type":"disconnect"})", R"({"type":"disconnect","reason":"new"})",
                             R"({"type":"disconnect","reason":[]})"})
        CHECK(read<Disconnect>(text).reason == Reason::other);
    CHECK(to_word(Reason::refresh_requested) == "refresh_requested");
    CHECK(to_word(Reason::other) == "other");
    CHECK(to_word(Envelope::Kind::interactive) == "interactive");
}

TEST_CASE("what is no frame is refused, and nothing of it is repeated") {
    const std::vector<std::string> rows = {
        "",
        "hello",
        "[]",
        "7",
        "null",
        "\"hello\"",
        "{",
        R"({"type":"hello"} x)",
        "{\"type\":\"\xff\"}",
        R"({"type":"events_api"})",
        R"({"type":"events_api","envelope_id":""})",
        R"({"type":"slash_commands","envelope_id":["secret"]})",
        R"({"type":"interactive","envelope_id":")" + std::string(201, 'x') + R"("})",
        R"({"type":"other","envelope_id":")" + std::string(201, 'x') + R"("})",
        R"({"type":"hello","x":)" + std::string(100, '[') + std::string(100, ']') + "}",
        R"({"type":"hello","x":")" + std::string(1U << 20U, 'x') + R"("})"};
    for (const auto& text : rows) {
        const auto frame = parse_frame(text);
        INFO(text.substr(0, 80));
        REQUIRE(frame.has_error());
        CHECK(frame.error().code == core::Errc::invalid);
        CHECK(frame.error().sentence.find("secret") == std::string::npos);
    }
}

TEST_CASE("an acknowledgement carries a payload only where one is taken") {
    Envelope envelope{Envelope::Kind::slash_commands, "e\"1", nullptr, true, 0, ""};
    CHECK(acknowledgement(envelope, nullptr) == R"({"envelope_id":"e\"1"})");
    CHECK(acknowledgement(envelope, {{"text", "hi"}}) == R"({"envelope_id":"e\"1","payload":{"text":"hi"}})");
    CHECK(core::parse_json(acknowledgement(envelope, {{"text", "\xff"}})).has_value());
    envelope.may_carry_payload = false;
    CHECK(acknowledgement(envelope, {{"text", "hi"}}) == R"({"envelope_id":"e\"1"})");
}
