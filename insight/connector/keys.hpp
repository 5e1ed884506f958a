// SPDX-License-Identifier: Apache-2.0
// How people and teams of a file of facts are called where those of all sources stand together: "source:id".
// A source's name may hold colons, and an id anything: in the id "%" and ":" are written %25 and %3A, so that
// no two pairs have one key and the last colon ends the source.
#pragma once

#include <string>
#include <string_view>

namespace insight::connector {

std::string key_in(std::string_view source, std::string_view id);
// Whether key_in() may have made it for that source.
bool is_key_in(std::string_view source, std::string_view key);
// The other way round; what is called otherwise is its own id.
std::string id_in(std::string_view source, std::string_view key);
// With the colons that it had.
std::string unescaped_id(std::string_view id);

}  // namespace insight::connector
