// SPDX-License-Identifier: Apache-2.0
// People as a host shows them, with the login that they have there now.
#pragma once

#include "storage/database.hpp"

#include <string_view>

namespace storage {

// Writes one by `put`, Sql::put_member or Sql::put_author, and gives the row's id. A login that was
// somebody else's on this host is theirs no more: a host gives one that was given up to whoever asks.
std::int64_t put_hosted_person(Connection& connection, Sql put, const insight::Person& person,
                               std::string_view source);

}  // namespace storage
