// SPDX-License-Identifier: Apache-2.0
// SQL is written once. What differs between databases is the words for types, the spelling of parameters and
// the one trigger; all are put in here.
#pragma once

#include <string>
#include <string_view>

namespace storage {

enum class Dialect { sqlite, postgresql };

// Replaces {id} {int64} {real} {text} {bytes} {time} {strict}, and {audit_stays_as_it_is}: a statement that
// makes the database itself refuse changes of the audit's rows. A word of ours that nobody knows throws
// std::logic_error.
std::string with_types(std::string_view sql, Dialect dialect);
// `:name` becomes `$n`, numbered by first appearance; quoted text stays.
std::string with_numbered_parameters(std::string_view sql);

}  // namespace storage
