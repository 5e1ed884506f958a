// SPDX-License-Identifier: Apache-2.0
#include "bot/tell_troubles.hpp"

#include "bot/log.hpp"
#include "commands/trouble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

namespace asio = boost::asio;

namespace bot {

namespace {

using Troubles = std::vector<storage::Trouble>;

constexpr std::size_t most_told = 50;

// Somebody of the settings, where they can be written to.
struct Reachable {
    std::int64_t installation = 0;
    std::string person;
};

// In their order; who is named for a place without a token is left out.
std::vector<Reachable> reachable(const Service& service) {
    std::vector<Reachable> out;
    const auto is_workspace_of = [&](std::int64_t id, const std::string& place) {
        const auto home = service.directory.home_of(id);
        return home && std::ranges::find(home->workspaces, place) != home->workspaces.end();
    };
    for (const auto& contact : service.people.contacts())
        for (const auto& [id, known] : service.installations.all()) {
            const bool is_there = contact.place.empty()
                                      ? id == file_installation
                                      : known.place == contact.place || is_workspace_of(id, contact.place);
            const bool is_known = std::ranges::any_of(out, [&, id = id](const auto& each) {
                return each.installation == id && each.person == contact.person;
            });
            if (is_there && !is_known && known.is_active && service.directory.can_ask(id))
                out.push_back({id, contact.person});
        }
    return out;
}

bool is_about(const Troubles& troubles, const Reachable& contact) {
    return std::ranges::any_of(troubles, [&](const auto& each) {
        // What may have arrived does not show that nothing does.
        return each.installation == contact.installation && each.channel == contact.person &&
               each.error != storage::unknown_outcome;
    });
}

// What is new. When that is that a contact could not be told, everything.
Troubles worth_telling(const Troubles& all, const std::vector<Reachable>& contacts) {
    Troubles fresh;
    for (const auto& each : all)
        if (!each.told_at) fresh.push_back(each);
    const bool untold = std::ranges::any_of(contacts, [&](const auto& who) { return is_about(fresh, who); });
    return untold ? all : fresh;
}

// Where a token is not taken nobody can be told of it; in another workspace they can.
bool can_be_told(const storage::Trouble& trouble, const std::vector<Reachable>& contacts) {
    return !commands::is_of_the_token(trouble.error) || std::ranges::any_of(contacts, [&](const auto& who) {
        return who.installation != trouble.installation;
    });
}

bool is_cut_off(const Troubles& troubles, const Reachable& contact) {
    return std::ranges::any_of(troubles, [&](const auto& each) {
        return !each.told_at && each.installation == contact.installation &&
               commands::is_of_the_token(each.error);
    });
}

// Slack still takes a token there, but renews it no more: better somewhere else, where there is somebody.
bool is_about_to_end(const Troubles& troubles, const Reachable& contact) {
    return std::ranges::any_of(troubles, [&](const auto& each) {
        return each.installation == contact.installation && commands::is_about_workspace(each);
    });
}

std::optional<Reachable> whom_to_tell(const Troubles& all, const std::vector<Reachable>& contacts) {
    const auto may_hear = [&](const auto& who) { return !is_about(all, who) && !is_cut_off(all, who); };
    const auto hears_longer = [&](const auto& who) { return may_hear(who) && !is_about_to_end(all, who); };
    auto contact = std::ranges::find_if(contacts, hears_longer);
    if (contact == contacts.end()) contact = std::ranges::find_if(contacts, may_hear);
    return contact == contacts.end() ? std::nullopt : std::optional(*contact);
}

commands::Effect notice(const Troubles& troubles, const Reachable& contact) {
    Posting posting;
    posting.channel = contact.person;
    posting.kind = "notice";
    posting.answer = commands::trouble_notice(troubles);
    auto id = fmt::format("trouble {}/{}", contact.installation, contact.person);
    for (const auto& each : troubles)
        id += fmt::format(" {}/{}:{}:{}", each.installation, each.channel, each.error,
                          core::to_unix(each.first_at));
    return effect_of(std::move(id), posting);
}

commands::Request as_system(std::int64_t installation, core::Time now) {
    commands::Request request;
    request.asker.person = "system";
    request.asker.role = commands::Role::admin;
    request.place.kind = commands::PlaceKind::scheduler;
    request.place.installation = installation;
    request.now = now;
    request.id = new_reference();
    return request;
}

// True when a message was kept for delivery.
bool tell(storage::Writer& writer, const Effects& effects, const std::vector<Reachable>& contacts,
          core::Time now) {
    auto all = writer.troubles(most_told);
    std::erase_if(all, [&](const auto& each) { return !can_be_told(each, contacts); });
    const auto troubles = worth_telling(all, contacts);
    if (troubles.empty()) return false;
    const auto contact = whom_to_tell(all, contacts);
    for (const auto& each : troubles) writer.mark_told(each, now);
    if (!contact) {
        log(Level::error, "slack.nobody_to_tell",
            "Channels take no messages, and nobody of people.admin and people.ispo can be told; ispo status "
            "names them.");
        return false;
    }
    const auto verdict =
        effects.carry_out(writer, as_system(contact->installation, now), notice(troubles, *contact));
    return verdict == Gate::goes || verdict == Gate::waits;
}

}  // namespace

asio::awaitable<void> tell_troubles(Service& service) {
    auto contacts = reachable(service);
    auto is_new = [contacts](const storage::Reader& reader) {
        const auto all = reader.troubles(most_told);
        return std::ranges::any_of(
            all, [&](const auto& each) { return !each.told_at && can_be_told(each, contacts); });
    };
    if (!co_await service.database.read_slowly(std::move(is_new))) co_return;
    auto has_message = std::make_shared<bool>(false);
    auto unit = [has_message, &effects = service.effects, contacts = std::move(contacts), now = wall_now()](
                    storage::Writer& writer) { *has_message = tell(writer, effects, contacts, now); };
    co_await service.database.write(Priority::delivery, std::move(unit), Touches::messages);
    if (*has_message) service.outbox.wake();
}

}  // namespace bot
