// SPDX-License-Identifier: Apache-2.0
// The files of web/assets, compiled into the program.
#pragma once

#include <span>
#include <string_view>

namespace web {

struct Asset {
    std::string_view name, bytes;
};
std::span<const Asset> assets();
const Asset* find_asset(std::string_view name);  // null when there is none
std::string_view media_type_of(std::string_view name);

}  // namespace web
