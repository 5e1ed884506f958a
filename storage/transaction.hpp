// SPDX-License-Identifier: Apache-2.0
// All or nothing. What a piece of work throws goes on to the caller after its changes are undone.
#pragma once

#include "storage/database.hpp"

namespace storage {

// BEGIN IMMEDIATE … COMMIT. Inside another transaction it is a savepoint.
void transaction(Connection& connection, const std::function<void()>& work);
// SAVEPOINT … RELEASE; outside a transaction it is one by itself.
void savepoint(Connection& connection, const std::function<void()>& work);

}  // namespace storage
