// SPDX-License-Identifier: Apache-2.0
#include "bot/tell_troubles.hpp"

#include "bot/log.hpp"
#include "commands/trouble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

namespace asio = boost::asio;

namespace bot {

namespace {

using Troubles = std::vector<storage::Trouble>;

constexpr std::size_t most_told = 50;

bool is_about(const Troubles& troubles, const std::string& channel) {
    return std::ranges::any_of(troubles, [&](const auto& each) { return each.channel == channel; });
}

// What is new. When that is that a contact could not be told, everything.
Troubles worth_telling(const Troubles& all, const std::vector<std::string>& contacts) {
    Troubles fresh;
    for (const auto& each : all)
        if (!each.told_at) fresh.push_back(each);
    const bool untold = std::ranges::any_of(contacts, [&](const auto& who) { return is_about(fresh, who); });
    return untold ? all : fresh;
}

commands::Effect notice(const Troubles& troubles, const std::string& contact) {
    Posting posting;
    posting.channel = contact;
    posting.kind = "notice";
    posting.answer = commands::trouble_notice(troubles);
    std::string id = "trouble " + contact;
    for (const auto& each : troubles)
        id += fmt::format(" {}:{}:{}", each.channel, each.error, core::to_unix(each.first_at));
    return effect_of(std::move(id), posting);
}

commands::Request as_system(core::Time now) {
    commands::Request request;
    request.asker.person = "system";
    request.asker.role = commands::Role::admin;
    request.place.kind = commands::PlaceKind::scheduler;
    request.place.installation = file_installation;  // that of people.admin and people.ispo
    request.now = now;
    request.id = new_reference();
    return request;
}

// True when a message was kept for delivery.
bool tell(storage::Writer& writer, const Effects& effects, const std::vector<std::string>& contacts,
          core::Time now) {
    auto all = writer.troubles(most_told);
    std::erase_if(all, [](const auto& each) { return commands::is_of_the_token(each.error); });
    const auto troubles = worth_telling(all, contacts);
    if (troubles.empty()) return false;
    const auto contact = std::ranges::find_if(contacts, [&](const auto& who) { return !is_about(all, who); });
    for (const auto& each : troubles) writer.mark_told(each, now);
    if (contact == contacts.end()) {
        log(Level::error, "slack.nobody_to_tell",
            "Channels take no messages, and nobody of people.admin and people.ispo can be told; ispo status "
            "names them.");
        return false;
    }
    const auto verdict = effects.carry_out(writer, as_system(now), notice(troubles, *contact));
    return verdict == Gate::goes || verdict == Gate::waits;
}

}  // namespace

asio::awaitable<void> tell_troubles(Service& service) {
    auto is_new = [](const storage::Reader& reader) {
        const auto all = reader.troubles(most_told);
        return std::ranges::any_of(
            all, [](const auto& each) { return !each.told_at && !commands::is_of_the_token(each.error); });
    };
    if (!co_await service.database.read_slowly(std::move(is_new))) co_return;
    auto has_message = std::make_shared<bool>(false);
    auto contacts = service.people.contacts();
    if (!service.directory.can_ask(file_installation)) contacts.clear();  // no token to write to them with
    auto unit = [has_message, &effects = service.effects, contacts = std::move(contacts), now = wall_now()](
                    storage::Writer& writer) { *has_message = tell(writer, effects, contacts, now); };
    co_await service.database.write(Priority::delivery, std::move(unit), Touches::messages);
    if (*has_message) service.outbox.wake();
}

}  // namespace bot
