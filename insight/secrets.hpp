// SPDX-License-Identifier: Apache-2.0
// Does a text hold a secret? Only what is certain: a private key, or a value behind a name of secrets. Pure.
#pragma once

#include <string_view>

namespace insight {

// A block "-----BEGIN … PRIVATE KEY-----" with a key in it; the mere line, as in a manual, is none.
bool holds_private_key(std::string_view text);

// The same as a value of JSON: the key of a service account.
bool holds_private_key_as_json(std::string_view text);

// A line of .git-credentials: "https://user:token@host".
bool holds_stored_login(std::string_view text);

// Of a file like .env, .npmrc or .pypirc: a line gives a password, token or key a value that is no
// placeholder.
bool holds_secret_setting(std::string_view text);

// A line of .netrc: "machine host login name password value". An anonymous login needs no secret.
bool holds_login_of_machine(std::string_view text);

// The same of JSON, which may be broken: {"client_secret": "…"}.
bool holds_secret_in_json(std::string_view text);

// Of Docker's config.json: {"auths": {"host": {"auth": "…"}}}.
bool holds_login_of_docker(std::string_view text);

}  // namespace insight
