// SPDX-License-Identifier: Apache-2.0
#include "insight/secret_stand_in.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace insight {
namespace {

using Text = std::string_view;

bool is_to_be_replaced(Text value) {
    constexpr auto parts = std::to_array<Text>(
        {"change", "your",  "example", "placeholder", "dummy",  "sample",    "insert", "replace",
         "xxx",    "todo",  "...",     "***",         "${",     "$(",        "{{",     "<",
         "fake",   "local", "foobar",  "redacted",    "not-a-", "notasecret"});
    return std::ranges::any_of(parts, [&](Text part) { return value.find(part) != Text::npos; });
}

bool is_everybodys(Text value) {
    constexpr auto words = std::to_array<Text>(
        {"secret", "password",    "passwd", "token", "key",   "test",  "tests",    "testing",
         "dev",    "development", "root",   "admin", "user",  "guest", "postgres", "mysql",
         "none",   "null",        "nil",    "true",  "false", "yes",   "no",       "on",
         "off",    "foo",         "bar",    "pass",  "value"});
    const bool is_number = value.find_first_not_of("0123456789.") == Text::npos;
    return value.size() < 6 || (is_number && value.size() < 12) ||
           std::ranges::find(words, value) != words.end();
}

// "00000000-0000-0000-0000-000000000001", "xx-xx": no secret is made of two signs. "npm_000…" is none either.
bool is_monotonous(Text value) {
    for (const Text start : {"npm_", "ghp_", "glpat-", "pypi-"})
        if (value.starts_with(start)) value.remove_prefix(start.size());
    char first = 0, second = 0;
    for (const char c : value) {
        if (Text("-_:.").find(c) != Text::npos || c == first || c == second) continue;
        if (second != 0) return false;
        (first == 0 ? first : second) = c;
    }
    return true;
}

bool is_name(Text text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_.-") == Text::npos;
}

// "$NAME", and what tools replace: "%NAME%", "__NAME__", "@NAME@".
bool is_variable(Text value) {
    constexpr auto around = std::to_array<std::pair<Text, Text>>({{"@@", "@@"},
                                                                  {"@", "@"},
                                                                  {"__", "__"},
                                                                  {"%(", ")s"},
                                                                  {"%", "%"},
                                                                  {"#{", "}#"},
                                                                  {"#{", "}"},
                                                                  {"{", "}"},
                                                                  {"[", "]"},
                                                                  {"env(", ")"}});
    if (value.starts_with('$') && is_name(value.substr(1))) return true;
    return std::ranges::any_of(around, [&](const auto& signs) {
        const auto& [before, after] = signs;
        return value.size() > before.size() + after.size() && value.starts_with(before) &&
               value.ends_with(after) &&
               is_name(value.substr(before.size(), value.size() - before.size() - after.size()));
    });
}

// Where it is kept, or what only a key opens: 1Password, Vault, vals, sops, Jasypt, dotenvx, the clouds'
// stores.
bool is_kept_elsewhere(Text value) {
    constexpr auto starts = std::to_array<Text>(
        {"vault:", "!vault", "ref+", "enc[", "enc(", "encrypted:", "{cipher}", "arn:aws", "ssm:", "env:"});
    if (std::ranges::any_of(starts, [&](Text start) { return value.starts_with(start); })) return true;
    return value.find("://") != Text::npos && !value.starts_with("http");
}

}  // namespace

bool is_stand_in(Text value) {
    return is_everybodys(value) || is_to_be_replaced(value) || is_monotonous(value) || is_variable(value) ||
           is_kept_elsewhere(value);
}

}  // namespace insight
