// SPDX-License-Identifier: Apache-2.0
#include "web/assets.hpp"

namespace web {

const Asset* find_asset(std::string_view name) {
    for (const auto& asset : assets())
        if (asset.name == name) return &asset;
    return nullptr;
}

std::string_view media_type_of(std::string_view name) {
    if (name.ends_with(".css")) return "text/css; charset=utf-8";
    if (name.ends_with(".js")) return "text/javascript; charset=utf-8";
    if (name.ends_with(".svg")) return "image/svg+xml";
    if (name.ends_with(".html") || name.ends_with(".mustache")) return "text/html; charset=utf-8";
    return "application/octet-stream";
}

}  // namespace web
