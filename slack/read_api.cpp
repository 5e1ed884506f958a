// SPDX-License-Identifier: Apache-2.0
#include "slack/read_api.hpp"

#include "core/text.hpp"
#include "slack/web_api.hpp"
#include "slack/web_call.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace slack {
namespace {

// apps.connections.open only makes an address; nobody connects by it here.
constexpr std::array reading = std::to_array<std::string_view>(
    {"auth.test", "auth.teams.list", "apps.connections.open", "users.info", "users.list",
     "usergroups.users.list", "conversations.info", "conversations.members"});

std::string header_of(const net::Response& response, std::string_view name) {
    for (const auto& [known, value] : response.headers)
        if (known == name) return value;
    return {};
}

int number_in(std::string_view text) {
    int number = -1;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : -1;
}

}  // namespace

std::optional<core::Time> date_of(std::string_view text) {
    constexpr std::array<std::string_view, 12> months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                         "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    if (text.size() != 29 || !text.ends_with(" GMT") || text.substr(3, 2) != ", ") return std::nullopt;
    const auto month = std::ranges::find(months, text.substr(8, 3));
    const auto day = number_in(text.substr(5, 2)), year = number_in(text.substr(12, 4)),
               hour = number_in(text.substr(17, 2)), minute = number_in(text.substr(20, 2)),
               second = number_in(text.substr(23, 2));
    if (month == months.end() || std::min({day, year, hour, minute, second}) < 0) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::year(year), std::chrono::month(static_cast<unsigned>(month - months.begin()) + 1),
        std::chrono::day(static_cast<unsigned>(day))};
    if (!date.ok() || hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return core::Time(std::chrono::sys_days(date)) + std::chrono::hours(hour) + std::chrono::minutes(minute) +
           std::chrono::seconds(second);
}

boost::asio::awaitable<Said> ReadApi::call(std::string method, core::Json arguments,
                                           std::chrono::milliseconds deadline) {
    if (std::ranges::find(reading, method) == reading.end())
        throw std::logic_error(method + " does more than read");
    auto url = base_ + method;
    auto request = web_request(arguments, token_);
    const auto response = co_await client_.send(std::move(url), std::move(request), deadline);
    Said said;
    if (!response) {
        said.reply = response.error();
        co_return said;
    }
    said.reply = read_reply(*response);
    if (!said.reply) said.wait = wait_of(said.reply.error());
    said.date = date_of(header_of(*response, "date"));
    const auto scopes = header_of(*response, "x-oauth-scopes");
    for (const auto scope : core::split(scopes, ','))
        if (!core::trim(scope).empty()) said.scopes.emplace_back(core::trim(scope));
    co_return said;
}

}  // namespace slack
