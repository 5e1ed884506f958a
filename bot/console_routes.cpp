// SPDX-License-Identifier: Apache-2.0
#include "bot/console_routes.hpp"

#include "bot/demo.hpp"
#include "bot/log.hpp"
#include "bot/version.hpp"
#include "commands/answer_json.hpp"
#include "commands/command.hpp"
#include "core/text.hpp"
#include "net/crypto.hpp"
#include "slack/blocks.hpp"
#include "sources/sample.hpp"
#include "web/assets.hpp"
#include "web/console.hpp"

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::string_view policy =
    "default-src 'self'; img-src 'self' data:; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

net::Response with_safety(net::Response response) {
    response.headers.emplace_back("content-security-policy", policy);
    response.headers.emplace_back("x-content-type-options", "nosniff");
    response.headers.emplace_back("referrer-policy", "no-referrer");
    response.headers.emplace_back("cache-control", "no-store");
    return response;
}

net::Response problem(int status, const std::string& sentence) {
    const core::Json body = {{"error", sentence}};
    return with_safety(net::json_response(status, core::dump_json(body)));
}

std::optional<net::Response> objection(const Service& service, const net::Request& request, bool changes) {
    if (!is_loopback_host(request.header("host")))
        return problem(421, "This console answers to 127.0.0.1 and localhost only.");
    if (const auto origin = request.header("origin"); !origin.empty()) {
        const auto host = origin.starts_with("http://") ? origin.substr(7) : std::string_view();
        if (host != request.header("host"))
            return problem(403, "This call did not come from the console's own page.");
    }
    if (changes &&
        !net::crypto::equal_in_constant_time(request.header("x-ispo-token"), service.console_token))
        return problem(403, "This page is out of date; load it again.");
    return std::nullopt;
}

// The parsed body, or what to answer.
core::Result<core::Json> body_of(const net::Request& request) {
    auto body = core::parse_json(request.body, {.size_bytes = 64U << 10U, .depth = 4});
    if (body && !body->is_object()) return core::invalid("An object is needed.");
    return body;
}

commands::Role role_from(std::string_view word) {
    for (const auto role : {commands::Role::guest, commands::Role::viewer, commands::Role::maintainer,
                            commands::Role::ispo, commands::Role::admin})
        if (commands::to_word(role) == word) return role;
    return commands::Role::guest;
}

// The asker and place that the page chose. Unknown names are the least: a guest, in a channel with outsiders.
commands::Request console_request(const Service& service, const core::Json& body) {
    commands::Request out;
    out.asker.role = commands::Role::guest;
    const auto people = sources::sample::personas();
    const auto person = std::find_if(people.begin(), people.end(), [&](const auto& each) {
        return each.id == core::text_of(body, "persona");
    });
    if (person != people.end())
        out.asker = {.person = "demo:" + person->id,
                     .name = person->name,
                     .role = role_from(person->role),
                     .teams = {person->team}};
    const auto places = sources::sample::channels();
    const auto channel = std::find_if(places.begin(), places.end(), [&](const auto& each) {
        return each.id == core::text_of(body, "channel");
    });
    const bool direct = core::text_of(body, "channel") == "dm";
    // As in Slack: a slash command, and what a button leads to, is answered to that person alone.
    const bool is_alone = direct || core::truth_of(body, "alone") ||
                          core::starts_with_ignoring_case(core::text_of(body, "text"), "/ispo");
    out.place = {.kind = is_alone ? commands::PlaceKind::dm : commands::PlaceKind::channel,
                 .channel = core::text_of(body, "channel"),
                 .external = !direct && (channel == places.end() || (channel->external && !is_alone))};
    out.previous = core::text_of(body, "previous");
    out.now = service.clock.now();
    out.id = new_reference();
    return out;
}

bool is_for_guests(const Dispatcher& dispatcher, std::string_view line) {
    const auto needed = dispatcher.role_needed();
    return std::ranges::any_of(commands::commands(), [&](const auto* command) {
        const bool is_it = line == command->name || line.starts_with(std::string(command->name) + " ");
        return is_it && needed(*command) == commands::Role::guest;
    });
}

std::string without_address(std::string text) {
    for (const std::string_view lead : {"/ispo", "@ispo-bot", "@ispo"})
        if (core::starts_with_ignoring_case(text, lead))
            return std::string(core::trim(std::string_view(text).substr(lead.size())));
    return text;
}

core::Json block_errors_json(const core::Json& message) {
    core::Json errors = core::Json::array();
    for (const auto& error : slack::validate(message, slack::Surface::message))
        errors.push_back({{"pointer", error.pointer}, {"message", error.message}});
    return errors;
}

core::Json reply(const Dispatched& dispatched, bool is_alone, core::Time now) {
    const auto blocks = slack::command_reply(dispatched.answer, {.in_channel = !is_alone});
    return web::ask_reply(dispatched.answer, dispatched.line, commands::to_json(dispatched.answer), blocks,
                          block_errors_json(blocks), now);
}

// The data are of this time already.
asio::awaitable<net::Response> show_time(Service& service, core::Time now) {
    service.clock.set(now);
    co_await service.dispatcher.refresh_vocabulary();
    const core::Json body = {{"now", core::to_rfc3339(now)}};
    co_return with_safety(net::json_response(200, core::dump_json(body)));
}

}  // namespace

bool is_loopback_host(std::string_view host) {
    if (host.starts_with("[::1]")) return host.size() == 5 || host[5] == ':';
    const auto name = host.substr(0, host.find(':'));
    return name == "127.0.0.1" || name == "localhost";
}

net::Response console_asset(const net::Request& request) {
    if (!is_loopback_host(request.header("host")))
        return problem(421, "This console answers to 127.0.0.1 and localhost only.");
    const auto* asset = web::find_asset(request.path().substr(std::string_view("/assets/").size()));
    if (!asset) return net::text_response(404, "Not found.\n");
    return with_safety(
        {.content_type = std::string(web::media_type_of(asset->name)), .body = std::string(asset->bytes)});
}

asio::awaitable<net::Response> console_page(Service& service, net::Request request) {
    if (auto no = objection(service, request, false)) co_return std::move(*no);
    web::ConsoleSettings settings{
        .token = service.console_token, .now = service.clock.now(), .version = std::string(version())};
    for (const auto& each : sources::sample::personas())
        settings.personas.push_back({each.id, each.name, each.role, each.team});
    for (const auto& each : sources::sample::channels())
        settings.channels.push_back({each.id, each.name, each.topic, each.external});
    auto work = [](const storage::Reader& reader) { return lines_for_checkouts(reader); };
    auto lines = co_await service.database.read(std::move(work));
    for (const auto* line :
         {"help", "ready payments-api", "find feature flags", "ready history payments-api", "ready check C2"})
        lines.emplace_back(line);
    settings.examples.reserve(lines.size());
    for (auto& line : lines) {
        const bool for_guests = is_for_guests(service.dispatcher, line);
        settings.examples.push_back({std::move(line), for_guests});
    }
    co_return with_safety({.content_type = "text/html; charset=utf-8", .body = web::console_page(settings)});
}

asio::awaitable<net::Response> console_ask(Service& service, net::Request request) {
    if (auto no = objection(service, request, true)) co_return std::move(*no);
    const auto body = body_of(request);
    if (!body) co_return problem(400, body.error().sentence);
    auto asked = console_request(service, *body);
    asked.words = core::split_words(without_address(core::text_of(*body, "text")));
    for (const auto& [name, value] : core::member_of(*body, "fields").items())
        if (value.is_string()) asked.fields[name] = value.get<std::string>();
    const bool is_alone = asked.place.kind == commands::PlaceKind::dm;
    const auto dispatched = co_await service.dispatcher.ask(std::move(asked));
    const auto said = reply(dispatched, is_alone, service.clock.now());
    co_return with_safety(net::json_response(200, core::dump_json(said)));
}

asio::awaitable<net::Response> console_clock(Service& service, net::Request request) {
    if (auto no = objection(service, request, true)) co_return std::move(*no);
    const auto body = body_of(request);
    if (!body) co_return problem(400, body.error().sentence);
    // From the time that is kept when it is this one's turn: two windows may move the clock at once.
    auto unit = [step = core::text_of(*body, "forward"), rules = service.company](storage::Writer& writer) {
        auto target = moved_clock(demo_time(writer), step);
        if (target) import_sample(writer, *target, rules, false);
        return target;
    };
    const auto target = co_await service.database.write_for_long(std::move(unit));
    if (!target) co_return problem(400, target.error().sentence);
    co_return co_await show_time(service, *target);
}

asio::awaitable<net::Response> console_restart(Service& service, net::Request request) {
    if (auto no = objection(service, request, true)) co_return std::move(*no);
    auto unit = [rules = service.company](storage::Writer& writer) { start_sample_again(writer, rules); };
    co_await service.database.write_for_long(std::move(unit));
    co_return co_await show_time(service, sources::sample::demo_start());
}

}  // namespace bot
