// SPDX-License-Identifier: Apache-2.0
#include "net/reply.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <boost/beast/http/status.hpp>
#include <stdexcept>

namespace net {
namespace {

void require_one_line(std::string_view text) {
    const auto is_control = [](char c) {
        return (static_cast<unsigned char>(c) < 0x20 && c != '\t') || c == 0x7f;
    };
    if (std::any_of(text.begin(), text.end(), is_control))
        throw std::invalid_argument("a response header holds a control character");
}

void add_header(std::string& out, std::string_view name, std::string_view value) {
    require_one_line(name);
    require_one_line(value);
    out.append(name).append(": ").append(value).append("\r\n");
}

void add_status(std::string& out, int status) {
    const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(status));
    out.append("HTTP/1.1 ").append(fmt::format_int(status).c_str()).append(" ");
    out.append(reason.data(), reason.size()).append("\r\n");
}

// Formatting a date costs as much as the rest of a reply, so the last one is kept.
void add_date(std::string& out) {
    thread_local std::time_t last = 0;
    thread_local std::string text;
    if (const auto now = std::time(nullptr); now != last) {
        last = now;
        text = "Date: " + http_date(now) + "\r\n";
    }
    out += text;
}

bool has_no_body(int status) { return status == 204 || status == 304 || status < 200; }

}  // namespace

std::string http_date(std::time_t when) {
    static constexpr const char* days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    static constexpr const char* months[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                             "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    std::tm utc{};
    gmtime_r(&when, &utc);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} GMT", days[utc.tm_wday], utc.tm_mday,
                       months[utc.tm_mon], utc.tm_year + 1900, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

void write_reply(std::string& out, const Response& response, ReplyShape shape) {
    out.clear();
    add_status(out, response.status);
    add_date(out);
    if (!response.content_type.empty()) add_header(out, "Content-Type", response.content_type);
    for (const auto& [name, value] : response.headers) add_header(out, name, value);
    if (!shape.keep_alive) out += "Connection: close\r\n";
    if (shape.keep_alive && shape.is_old) out += "Connection: keep-alive\r\n";
    if (has_no_body(response.status)) {
        out += "\r\n";
        return;
    }
    out.append("Content-Length: ").append(fmt::format_int(response.body.size()).c_str()).append("\r\n\r\n");
    if (!shape.without_body) out += response.body;
}

}  // namespace net
