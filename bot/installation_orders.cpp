// SPDX-License-Identifier: Apache-2.0
#include "bot/installation_orders.hpp"

#include "bot/install_routes.hpp"
#include "core/text.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::Installation;
using storage::InstallationRow;

commands::Answer not_configured() {
    return commands::refused(
        "Installing is not configured; nothing was done. Set slack.client_id, slack.client_secret_file, "
        "slack.token_key_file and server.public_url (docs/slack.md).");
}

commands::Answer no_such(std::int64_t id) {
    return commands::wrong_use(fmt::format(
        "There is no installation {}; nothing was changed. `ispo slack installations` lists them.", id));
}

storage::AuditRow audit_of_link(const std::string& who, const std::string& hash, core::Time expires_at) {
    storage::AuditRow row;
    row.at = wall_now();
    row.who = who;
    row.what = "slack.link.make";
    row.where = "shell";
    row.why = "asked";
    row.after = name_of_link(hash) + ", until " + core::to_rfc3339(expires_at);
    return row;
}

asio::awaitable<commands::Answer> make_link(Service& service, std::chrono::seconds life, std::string who) {
    const auto code = net::crypto::base64url(net::crypto::random_bytes(24));
    const auto now = wall_now();
    const auto expires_at = now + life;
    auto unit = [hash = hash_of_link(code), who, now, expires_at](storage::Writer& writer) {
        writer.put_install_link(hash, who, expires_at, now);
        writer.add_audit(audit_of_link(who, hash, expires_at));
    };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    const auto url = service.installing->install_url() + "?link=" + code;
    auto answer = commands::say(
        fmt::format("This link installs the app once, in one workspace or organisation, until {}.",
                    core::to_readable(expires_at)));
    answer.parts.emplace_back(commands::Preformatted{.text = url});
    answer.parts.emplace_back(commands::Note{.text = "Whoever has it may install. It is not shown again."});
    answer.data = {{"url", url}, {"expires_at", core::to_rfc3339(expires_at)}};
    co_return answer;
}

std::string state_of(const Service& service, const InstallationRow& row) {
    if (!row.is_active) return "gone " + core::to_date(row.gone_at.value_or(row.installed_at));
    const auto* known = service.installations.find(row.id);
    return known && known->is_active ? "active" : "its token does not open";
}

std::string expiry_of(const InstallationRow& row) {
    if (!row.is_active) return "–";
    return row.tokens.expires_at ? core::to_readable(*row.tokens.expires_at) : "never";
}

core::Json json_of(const Service& service, const InstallationRow& row) {
    return {{"id", row.id},
            {"kind", row.kind == Installation::Kind::team ? "workspace" : "organisation"},
            {"team", row.team},
            {"team_name", row.team_name},
            {"enterprise", row.enterprise},
            {"enterprise_name", row.enterprise_name},
            {"app", row.app},
            {"scopes", row.scopes},
            {"state", state_of(service, row)},
            {"installed_at", core::to_rfc3339(row.installed_at)},
            {"installed_by", row.installed_by}};
}

std::vector<commands::Cell> cells_of(const Service& service, const InstallationRow& row) {
    const bool is_team = row.kind == Installation::Kind::team;
    const auto name = core::one_line(is_team ? row.team_name : row.enterprise_name);
    std::vector<commands::Cell> cells;
    for (auto& text : {std::to_string(row.id), std::string(is_team ? "workspace" : "organisation"), row.key(),
                       name.empty() ? std::string("–") : name, state_of(service, row), expiry_of(row),
                       core::to_date(row.installed_at)})
        cells.push_back({.text = text});
    return cells;
}

std::vector<commands::Cell> cells_of_file(const Installations::Known& file) {
    std::vector<commands::Cell> cells;
    for (auto& text :
         {std::string("1"), std::string("token from a file"),
          file.place.empty() ? std::string("–") : file.place, std::string("–"),
          std::string(file.token.empty() ? "commands only" : "active"), std::string("–"), std::string("–")})
        cells.push_back({.text = text});
    return cells;
}

core::Json json_of_file(const Installations::Known& file) {
    return {{"id", file_installation},
            {"kind", "token from a file"},
            {"team", file.place},
            {"state", file.token.empty() ? "commands only" : "active"}};
}

asio::awaitable<commands::Answer> list(Service& service) {
    auto work = [](const storage::Reader& reader) { return reader.installations(); };
    const auto rows = co_await service.database.read(std::move(work));
    const auto* file = service.installations.find(file_installation);
    commands::Table table{.caption = "Installations"};
    table.header = {"Id", "Kind", "Place", "Name", "State", "Token expires", "Since"};
    if (file) table.rows.push_back(cells_of_file(*file));
    auto data = core::Json::array();
    if (file) data.push_back(json_of_file(*file));
    for (const auto& row : rows) {
        table.rows.push_back(cells_of(service, row));
        data.push_back(json_of(service, row));
    }
    auto answer = commands::say(
        core::counted(static_cast<std::int64_t>(table.rows.size()), "installation.", "installations."));
    answer.parts.emplace_back(std::move(table));
    if (const auto trouble = service.tokens.trouble(); !trouble.empty())
        answer.parts.emplace_back(commands::Note{.text = trouble, .kind = commands::NoteKind::warning});
    answer.data = {{"installations", std::move(data)}};
    co_return answer;
}

// Removes the app in Slack, with a new token when the one at hand has ended. False when it may still be
// there.
asio::awaitable<bool> is_out(Service& service, std::int64_t id, std::string token) {
    auto told = co_await service.tokens.calls().uninstall(token);
    if (told) co_return true;
    const auto code = told.error().detail;
    const bool again = co_await service.tokens.may_try_again(id, std::move(token), code);
    if (again) told = co_await service.tokens.calls().uninstall(service.installations.token_of(id));
    co_return told || slack::token_fate(told.error().detail, false) == slack::TokenFate::dead;
}

// Slack first: a token that lives on where nobody can end it helps nobody.
asio::awaitable<commands::Answer> end(Service& service, std::int64_t id, std::string who) {
    if (id == file_installation)
        co_return commands::refused(
            "Installation 1 is the token from a file; nothing was changed. Remove the app in Slack (Manage "
            "apps) and slack.bot_token_file from the configuration.");
    const auto* known = service.installations.find(id);
    if (!known) co_return no_such(id);
    const auto place = known->place;
    const auto token = known->token;
    if (!token.empty() && service.installing) {
        const bool out = co_await is_out(service, id, token);
        if (!out)
            co_return commands::unavailable(
                fmt::format("Slack did not take the app out of {}; nothing was changed. Try again later, or "
                            "let an admin remove it there: the bot hears of it.",
                            place));
    }
    co_await service.tokens.end(id, "uninstalled_here", std::move(who), 0);
    co_return commands::say(
        token.empty()
            ? fmt::format("Installation {} ({}) is ended here. Its token was not at hand, so Slack was not "
                          "told: an admin there can remove the app.",
                          id, place)
            : fmt::format("Installation {} ({}) is ended: the app is removed there, its tokens are deleted, "
                          "what waited for it is not sent.",
                          id, place));
}

}  // namespace

asio::awaitable<commands::Answer> carry_out(Service& service, core::Json order, std::string who) {
    const auto what = core::text_of(order, "do");
    if (what == "list") co_return co_await list(service);
    if (what == "end") co_return co_await end(service, core::number_of(order, "id"), std::move(who));
    if (what != "link")
        co_return commands::wrong_use(
            "The running service does not know this request; nothing was done. Use the same version of "
            "ispo.");
    if (!service.installing) co_return not_configured();
    const std::chrono::seconds life(
        std::clamp<std::int64_t>(core::number_of(order, "seconds"), 60, 30L * 86400));
    co_return co_await make_link(service, life, std::move(who));
}

core::Result<std::chrono::seconds> read_span(std::string_view text) {
    std::int64_t number = 0;
    const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
    const auto unit = std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end));
    const std::int64_t seconds = unit == "m" ? 60 : unit == "h" ? 3600 : unit == "d" ? 86400 : 0;
    if (failed != std::errc{} || seconds == 0 || number < 1 || number > 30L * 86400 / seconds)
        return core::invalid(
            "--expires needs a time from a minute to 30 days, e.g. 30m, 24h or 7d; nothing was done.");
    return std::chrono::seconds(number * seconds);
}

}  // namespace bot
