// SPDX-License-Identifier: Apache-2.0
#include "insight/connector/keys.hpp"

namespace insight::connector {

std::string key_in(std::string_view source, std::string_view id) {
    std::string key(source);
    key += ':';
    for (const char c : id) {
        if (c == ':')
            key += "%3A";
        else if (c == '%')
            key += "%25";
        else
            key += c;
    }
    return key;
}

bool is_key_in(std::string_view source, std::string_view key) {
    return key.size() > source.size() + 1 && key.starts_with(source) && key[source.size()] == ':' &&
           key.find(':', source.size() + 1) == std::string_view::npos;
}

std::string id_in(std::string_view source, std::string_view key) {
    return is_key_in(source, key) ? unescaped_id(key.substr(source.size() + 1)) : std::string(key);
}

std::string unescaped_id(std::string_view id) {
    constexpr std::size_t length = 3;
    std::string out;
    while (!id.empty()) {
        const auto head = id.substr(0, length);
        const bool is_colon = head == "%3A", is_percent = head == "%25";
        out += is_colon ? ':' : is_percent ? '%' : id.front();
        id.remove_prefix(is_colon || is_percent ? length : 1);
    }
    return out;
}

}  // namespace insight::connector
