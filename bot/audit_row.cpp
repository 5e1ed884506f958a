// SPDX-License-Identifier: Apache-2.0
#include "bot/audit_row.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <pwd.h>
#include <array>

namespace bot {

namespace {
constexpr std::size_t longest_line = 500;
}  // namespace

std::string who_asked(const commands::Request& request) {
    const auto& asker = request.asker;
    auto who =
        asker.installation == 0 ? asker.person : fmt::format("slack:{}:{}", asker.installation, asker.person);
    if (who.empty()) who = "system";
    if (!asker.name.empty()) who += fmt::format(" ({})", core::shorten(core::one_line(asker.name), 40));
    return fmt::format("{} as {}", who, commands::to_word(asker.role));
}

std::string where_asked(const commands::Request& request) {
    const auto& place = request.place;
    std::string where(commands::to_word(place.kind));
    if (!place.channel.empty()) where += " " + place.channel;
    if (!place.thread.empty()) where += " in " + place.thread;
    return core::shorten(core::one_line(where), 100);
}

storage::AuditRow audit_row(const commands::Request& request, std::string_view line, std::string why) {
    storage::AuditRow row;
    row.at = request.now;
    row.who = who_asked(request);
    row.what = core::shorten(core::one_line(line), longest_line);
    row.where = where_asked(request);
    const bool is_due = request.place.kind == commands::PlaceKind::scheduler;
    row.why = !why.empty() ? std::move(why) : is_due ? "due" : "asked";
    row.request = request.id;
    row.dry = request.dry_run;
    return row;
}

storage::AuditRow shown_row(const commands::Request& request, std::string_view line) {
    auto row = audit_row(request, line, "shown: private repository");
    row.dry = false;
    return row;
}

std::string name_of_user(std::uint32_t user) {
    passwd entry{}, *found = nullptr;
    std::array<char, 4096> buffer{};
    if (::getpwuid_r(user, &entry, buffer.data(), buffer.size(), &found) != 0 || !found) return {};
    return found->pw_name;
}

}  // namespace bot
