// SPDX-License-Identifier: Apache-2.0
#include "bot/admission.hpp"

#include "bot/install_routes.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

using storage::Installation;

enum class Verdict { kept, not_allowed, link_is_used, of_the_file, not_stored };

Installation row_of(const slack::Installed& installed) {
    return {
        .kind = installed.is_enterprise_install ? Installation::Kind::enterprise : Installation::Kind::team,
        .team = installed.team,
        .team_name = installed.team_name,
        .enterprise = installed.enterprise,
        .enterprise_name = installed.enterprise_name,
        .bot_user = installed.bot_user,
        .app = installed.app,
        .scopes = installed.scopes,
        .installed_by = installed.installer};
}

std::string name_of(const slack::Installed& installed) {
    const auto& name = installed.is_enterprise_install ? installed.enterprise_name : installed.team_name;
    return name.empty() ? row_of(installed).key() : name;
}

storage::AuditRow audit_of(std::int64_t id, const Installation& row, bool is_listed, const std::string& link,
                           const std::string& reference) {
    storage::AuditRow audit;
    audit.at = wall_now();
    audit.who = fmt::format("slack:{}/{}", row.key(), row.installed_by);
    audit.what = "slack.installation.begin";
    audit.where = fmt::format("installation {} ({})", id, row.key());
    audit.why =
        is_listed ? "listed in slack.allowed_teams or slack.allowed_enterprises" : "by " + name_of_link(link);
    audit.after = row.key() + " " + row.scopes;
    audit.request = reference;
    return audit;
}

struct Kept {
    Verdict verdict = Verdict::not_allowed;
    std::int64_t id = 0;
};

// One unit: whoever uses a link twice at once finds it used.
asio::awaitable<Kept> keep(Service& service, const slack::Installed& installed, std::string link,
                           std::string reference) {
    auto kept = std::make_shared<Kept>();
    auto unit = [kept, installed, link = std::move(link), reference = std::move(reference),
                 listed = is_listed(*service.installing, installed),
                 vault = service.installations.vault()](storage::Writer& writer) {
        const auto now = wall_now();
        const bool by_link = !link.empty() && writer.use_install_link(link, now);
        if (!listed && !by_link) {
            if (!link.empty()) kept->verdict = Verdict::link_is_used;
            return;
        }
        const auto row = row_of(installed);
        kept->id = writer.put_installation(row, now);
        writer.put_tokens(kept->id, vault.seal(kept->id, row.key(), installed.tokens, now), now);
        writer.add_audit(audit_of(kept->id, row, listed, link, reference));
        kept->verdict = Verdict::kept;
    };
    try {
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    } catch (const std::exception& error) {
        kept->verdict = Verdict::not_stored;
        log(Level::error, "slack.install_not_stored", "An installation could not be stored.",
            {{"why", error.what()}});
    }
    co_return *kept;
}

asio::awaitable<void> give_back(Service& service, const slack::Installed& installed,
                                const std::string& reference) {
    if (service.installations.is_active_at(row_of(installed).key())) co_return;
    const auto revoked = co_await service.tokens.calls().revoke(installed.tokens.access);
    if (!revoked)
        log(Level::error, "slack.not_revoked",
            "A token that was not kept could not be revoked; an admin of that workspace can remove the app.",
            {{"request", reference}, {"why", revoked.error().detail}});
}

std::string_view reason_of(Verdict verdict) {
    if (verdict == Verdict::of_the_file) return "connected already, by the configuration";
    if (verdict == Verdict::link_is_used) return "its link was used already, or is too old";
    return "not listed in slack.allowed_teams or slack.allowed_enterprises, and without a link";
}

asio::awaitable<void> keep_refusal(Service& service, const Installation& row, Verdict verdict,
                                   std::string reference) {
    storage::AuditRow audit;
    audit.at = wall_now();
    audit.who = fmt::format("slack:{}/{}", row.key(), row.installed_by);
    audit.what = "slack.installation.refuse";
    audit.where = row.key();
    audit.why = reason_of(verdict);
    audit.request = std::move(reference);
    auto unit = [audit = std::move(audit)](storage::Writer& writer) { writer.add_audit(audit); };
    try {
        co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
    } catch (const std::exception& error) {
        log(Level::error, "slack.install_not_stored",
            "A refused installation could not be put into the audit.", {{"why", error.what()}});
    }
}

InstallPage welcome(const Service& service, const slack::Installed& installed) {
    InstallPage page{.title = "ISPO Bot is installed"};
    page.paragraphs = {fmt::format("It answers in {} now. Type /ispo there.", name_of(installed)),
                       "Nobody got any rights in it by installing."};
    if (!installed.is_enterprise_install) return page;
    page.paragraphs.insert(page.paragraphs.begin() + 1,
                           "An organisation's workspaces get the app when an admin adds it to them.");
    page.link = fmt::format("https://app.slack.com/manage/{}/integrations/profile/{}/workspaces/add",
                            installed.enterprise, installed.app);
    page.link_text = "Add it to workspaces";
    // Slack's address for governments is another; the app's id is not checked as strictly as the place's.
    const bool is_plain =
        service.slack->api_base == "https://slack.com/api/" &&
        installed.app.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == std::string::npos;
    if (!is_plain) page.link.clear();
    return page;
}

InstallPage turned_away(const Service& service, const std::string& name, const std::string& why) {
    return {
        .status = 403,
        .title = "ISPO Bot was not installed",
        .paragraphs = {fmt::format("{} {}", name, why),
                       "Nothing was kept; the permission was given back to Slack unless the app is in use "
                       "there already.",
                       fmt::format("Who can help: {}.", service.installing->contact)}};
}

InstallPage not_stored(const Service& service, const std::string& reference) {
    return {.status = 503,
            .title = "ISPO Bot was not installed",
            .paragraphs = {"The installation could not be stored. Nothing was kept. Try again later.",
                           fmt::format("Who can help: {}.", service.installing->contact),
                           "Reference: " + reference}};
}

}  // namespace

bool is_listed(const InstallSettings& settings, const slack::Installed& installed) {
    const auto has = [](const std::vector<std::string>& list, const std::string& id) {
        return !id.empty() && std::find(list.begin(), list.end(), id) != list.end();
    };
    if (has(settings.enterprises, installed.enterprise)) return true;
    return !installed.is_enterprise_install && has(settings.teams, installed.team);
}

asio::awaitable<InstallPage> admit(Service& service, slack::Installed installed, std::string link,
                                   std::string reference) {
    const auto place = row_of(installed).key();
    const auto* of_file = service.installations.find(file_installation);
    Kept kept;
    if (of_file && of_file->place == place)
        kept.verdict = Verdict::of_the_file;
    else
        kept = co_await keep(service, installed, std::move(link), reference);
    if (kept.verdict == Verdict::kept) {
        co_await service.tokens.installed(kept.id);
        service.directory.installed(kept.id);
        log(Level::info, "slack.installed", "The app was installed.",
            {{"request", reference}, {"installation", std::to_string(kept.id)}});
        co_return welcome(service, installed);
    }
    co_await give_back(service, installed, reference);
    if (kept.verdict == Verdict::not_stored) co_return not_stored(service, reference);
    service.metrics.request_refused("install");
    log(Level::warning, "slack.install_refused", "Somebody who may not tried to install the app.",
        {{"request", reference}, {"place", place}});
    const auto row = row_of(installed);
    co_await keep_refusal(service, row, kept.verdict, reference);
    if (kept.verdict == Verdict::of_the_file)
        co_return turned_away(service, name_of(installed), "is connected already, by the configuration.");
    if (kept.verdict == Verdict::link_is_used)
        co_return turned_away(service, name_of(installed),
                              "came by a link that was used already, or is too old. Ask for a new one.");
    co_return turned_away(service, name_of(installed), "is not among those that may install it.");
}

}  // namespace bot
