// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/utf16.hpp"

#include <cstdint>

namespace sources::documents {
namespace {

constexpr std::uint32_t replacement = 0xFFFD;

void append(std::string& out, std::uint32_t code) {
    const auto add = [&](std::uint32_t byte) { out += static_cast<char>(byte); };
    const auto follow = [&](std::uint32_t shift) { add(0x80U | ((code >> shift) & 0x3FU)); };
    if (code < 0x80) return add(code);
    if (code < 0x800) {
        add(0xC0U | (code >> 6U));
    } else if (code < 0x10000) {
        add(0xE0U | (code >> 12U));
        follow(6);
    } else {
        add(0xF0U | (code >> 18U));
        follow(12);
        follow(6);
    }
    follow(0);
}

bool is_high(std::uint32_t unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool is_low(std::uint32_t unit) { return unit >= 0xDC00 && unit < 0xE000; }

}  // namespace

std::optional<std::string> from_utf16(std::string_view bytes) {
    const bool little = bytes.starts_with("\xFF\xFE") && bytes.substr(2, 2) != std::string_view("\0\0", 2);
    if (!little && !bytes.starts_with("\xFE\xFF")) return std::nullopt;
    const auto unit_at = [&](std::size_t at) {
        const auto first = static_cast<unsigned char>(bytes[at]);
        const auto second = static_cast<unsigned char>(bytes[at + 1]);
        return little ? first | std::uint32_t{second} << 8U : second | std::uint32_t{first} << 8U;
    };
    std::string out;
    out.reserve(bytes.size());
    std::size_t at = 2;
    for (; at + 1 < bytes.size(); at += 2) {
        const auto unit = unit_at(at);
        const bool has_next = is_high(unit) && at + 3 < bytes.size() && is_low(unit_at(at + 2));
        if (!has_next) {
            append(out, is_high(unit) || is_low(unit) ? replacement : unit);
            continue;
        }
        append(out, 0x10000 + ((unit - 0xD800) << 10U) + (unit_at(at + 2) - 0xDC00));
        at += 2;
    }
    if (at < bytes.size()) append(out, replacement);
    return out;
}

}  // namespace sources::documents
