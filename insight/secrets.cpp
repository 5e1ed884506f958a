// SPDX-License-Identifier: Apache-2.0
#include "insight/secrets.hpp"

#include "core/text.hpp"
#include "insight/secret_stand_in.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace insight {
namespace {

using Text = std::string_view;

bool holds_any(Text text, const auto& words) {
    return std::ranges::any_of(words, [&](Text word) { return text.find(word) != Text::npos; });
}

// The text below the line that opens the block: "Proc-Type: 4,ENCRYPTED", or the key itself.
bool starts_like_a_key(Text text) {
    constexpr Text alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=";
    const auto line = core::trim(core::trim(text.substr(0, 200)).substr(0, 80));
    const auto first = core::trim(line.substr(0, line.find('\n')));
    if (first.starts_with("Proc-Type:")) return true;
    return first.size() >= 3 && first.find_first_not_of(alphabet) == Text::npos;
}

// The words of "AWS_SECRET_ACCESS_KEY" and "dbPassword" that mean something nobody else may know.
bool names_a_secret(Text lower_case_key) {
    constexpr auto words = std::to_array<Text>({"secret", "password", "passwd", "passphrase", "_pwd", "token",
                                                "apikey", "api_key", "access_key", "private", "credential",
                                                "encryption_key", "signing_key"});
    constexpr auto others = std::to_array<Text>(
        {"public", "key_id",     "token_url", "token_ttl",  "expire",   "expiry",  "lifetime", "length",
         "_file",  "_path",      "_name",     "_url",       "_uri",     "_host",   "enabled",  "algorithm",
         "issuer", "header",     "hasher",    "manager",    "provider", "storage", "backend",  "cookie",
         "_role",  "_arn",       "_model",    "_type",      "_mode",    "_region", "registry", "tokenizer",
         "vite_",  "react_app_", "vue_app_",  "storybook_", "_process", "_source", "helper"});
    return (lower_case_key == "pwd" || lower_case_key == "_auth" || holds_any(lower_case_key, words)) &&
           !holds_any(lower_case_key, others);
}

// "postgres://pay:s3cr3t@db.acme.example/pay"; what stands before "@" of an address of one's own machine is
// known to nobody else's.
bool is_address_with_password(Text lower_case_value) {
    const auto start = lower_case_value.find("://");
    if (start == Text::npos) return false;
    const auto rest = lower_case_value.substr(start + 3);
    const auto authority = rest.substr(0, rest.find('/'));
    const auto end = authority.rfind('@'), colon = authority.find(':');
    if (end == Text::npos || colon == Text::npos || colon > end) return false;
    const auto host = authority.substr(end + 1);
    const bool is_own = host.starts_with("127.") || host.find('.') == Text::npos;
    const auto password = authority.substr(colon + 1, end - colon - 1);
    // GitHub takes a token as the name beside this word.
    return !is_own && !is_stand_in(password == "x-oauth-basic" ? authority.substr(0, colon) : password);
}

// What services give out, whatever it is called.
bool is_known_token(Text value) {
    constexpr auto starts =
        std::to_array<Text>({"ghp_", "gho_", "ghs_", "github_pat_", "glpat-", "xoxb-", "xoxp-", "xapp-",
                             "sk_live_", "rk_live_", "npm_", "pypi-", "AKIA", "SG.", "AIza"});
    return value.size() >= 16 &&
           std::ranges::any_of(starts, [&](Text start) { return value.starts_with(start); });
}

bool is_secret(Text lower_case_key, Text value) {
    // A key of Google's for a page is shown to everybody who looks at it.
    constexpr auto shown = std::to_array<Text>({"public", "vite_", "react_app_", "vue_app_", "storybook_"});
    const bool is_of_a_page = value.starts_with("AIza") && holds_any(lower_case_key, shown);
    return (names_a_secret(lower_case_key) || (is_known_token(value) && !is_of_a_page)) &&
           !is_stand_in(core::lower(value));
}

bool sets_a_secret(Text line) {
    line = core::trim(line);
    if (line.starts_with("export ")) line = core::trim(line.substr(7));
    const auto equals = line.find('=');
    if (line.empty() || line.front() == '#' || line.front() == ';' || equals == Text::npos) return false;
    auto key = core::lower(core::trim(line.substr(0, equals)));
    key.erase(0, key.find_last_of(":/") + 1);  // "//registry.npmjs.org/:_authToken"
    auto value = core::trim(line.substr(equals + 1));
    const bool is_quoted = value.size() >= 2 && (value.front() == '"' || value.front() == '\'');
    if (is_quoted)
        value = value.substr(1, std::min(value.find(value.front(), 1), value.size()) - 1);
    else
        value = core::trim(value.substr(0, value.find(" #")));
    return is_address_with_password(core::lower(value)) || is_secret(key, value);
}

// Behind the quote before `text`: the string up to the next one; more than there is when none comes.
Text quoted(Text text) {
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '"') return text.substr(0, at);
        if (text[at] == '\\') ++at;
    }
    return text;
}

// Each "key": "value" of JSON, whole or broken. Stops where `fits` holds.
template <class Fits>
bool any_pair(Text json, Fits fits) {
    Text key;
    bool is_value = false;
    for (std::size_t at = 0; at < json.size(); ++at) {
        if (json[at] == '"') {
            const auto text = quoted(json.substr(at + 1));
            if (is_value && fits(core::lower(key), text)) return true;
            key = is_value ? Text{} : text;
            is_value = false;
            at += text.size() + 1;
        } else if (json[at] == ':') {
            is_value = !key.empty();
        } else if (Text(" \t\r\n").find(json[at]) == Text::npos) {
            key = {}, is_value = false;
        }
    }
    return false;
}

}  // namespace

bool holds_private_key(Text text) {
    constexpr Text begin = "-----BEGIN ", kind = "PRIVATE KEY", end = "-----";
    for (auto at = text.find(begin); at != Text::npos; at = text.find(begin, at + begin.size())) {
        const auto rest = text.substr(at);
        const auto line = rest.substr(0, rest.find('\n'));
        const auto close = line.find(end, begin.size());
        const bool starts_a_line = at == 0 || text[at - 1] == '\n';
        if (starts_a_line && close != Text::npos && line.substr(0, close).find(kind) != Text::npos &&
            starts_like_a_key(rest.substr(line.size())))
            return true;
    }
    return false;
}

bool holds_private_key_as_json(Text text) {
    constexpr Text name = "\"private_key\"", begin = "-----BEGIN ", kind = "PRIVATE KEY-----\\n";
    for (auto at = text.find(name); at != Text::npos; at = text.find(name, at + name.size())) {
        const auto value = text.substr(at + name.size(), 200);
        const auto quote = value.find_first_not_of(" :\t\r\n");
        if (quote == Text::npos || value[quote] != '"' || !value.substr(quote + 1).starts_with(begin))
            continue;
        const auto start = value.find(kind);
        if (start == Text::npos) continue;
        const auto key = value.substr(start + kind.size());
        if (starts_like_a_key(key.substr(0, key.find_first_of("\\\"")))) return true;
    }
    return false;
}

bool holds_stored_login(Text text) {
    return std::ranges::any_of(core::lines(text), [](Text line) {
        return !core::trim(line).starts_with('#') && is_address_with_password(core::lower(core::trim(line)));
    });
}

bool holds_login_of_machine(Text text) {
    bool is_password = false, is_open = false, is_login = false;
    for (const auto line : core::lines(text)) {
        if (core::trim(line).starts_with('#')) continue;
        for (const auto& word : core::split_words(core::lower(line))) {
            if (is_password && !is_open && !is_stand_in(word)) return true;
            if (word == "machine" || word == "default") is_open = false;
            if (is_login) is_open = word == "anonymous" || word == "ftp";
            is_login = !is_login && !is_password && word == "login";
            is_password = !is_password && word == "password";
        }
    }
    return false;
}

bool holds_secret_in_json(Text text) {
    return any_pair(text, [](Text key, Text value) {
        return is_secret(key, value) || is_address_with_password(core::lower(value));
    });
}

bool holds_login_of_docker(Text text) {
    return any_pair(text, [](Text key, Text value) {
        return (key == "auth" || names_a_secret(key)) && !is_stand_in(core::lower(value));
    });
}

bool holds_secret_setting(Text text) { return std::ranges::any_of(core::lines(text), sets_a_secret); }

}  // namespace insight
