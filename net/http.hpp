// SPDX-License-Identifier: Apache-2.0
// A request and a response as plain values; Beast stays inside net/*.cpp. Header names are lower case.
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace net {

using Headers = std::vector<std::pair<std::string, std::string>>;  // names lower case, in order

struct Request {
    std::string method;  // "GET"
    std::string target;  // path and query as sent
    Headers headers;
    std::string body;               // raw bytes
    std::string peer;               // address, for the log
    std::string_view path() const;  // target without the query
    std::string_view header(
        std::string_view name) const;  // first of that (lower-case) name; empty when absent
};

struct Response {
    int status = 200;
    std::string content_type;  // empty = no body type
    std::string body;
    Headers headers;  // further ones
};

Response text_response(int status, std::string body);
Response json_response(int status, std::string body);

// Value of `name` in a query or form body ("a=1&b=%20"), decoded; empty when absent. Malformed escapes make
// parse_form fail.
std::string percent_decode(std::string_view text, bool plus_is_space);
using Form = std::vector<std::pair<std::string, std::string>>;
bool parse_form(std::string_view body, Form& form);  // false when malformed
std::string_view form_value(const Form& form, std::string_view name);

}  // namespace net
