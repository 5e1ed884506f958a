// SPDX-License-Identifier: Apache-2.0
#include "sources/documents/latin1.hpp"

#include "core/text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace sources::documents {
namespace {

// From 0x80 to 0x9F; the rest means what its number says.
constexpr std::array<std::uint16_t, 32> windows = {
    0x20AC, 0xFFFD, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0xFFFD, 0x017D, 0xFFFD, 0xFFFD, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0xFFFD, 0x017E, 0x0178};

// Bytes that the letter at `at` takes by its first one; 1 for what begins none.
std::size_t length_at(std::string_view bytes, std::size_t at) {
    const auto first = static_cast<unsigned char>(bytes[at]);
    return first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
}

}  // namespace

Letters letters_of(std::string_view bytes, bool cut) {
    bool good = false, bad = false;
    for (std::size_t at = 0; at < bytes.size();) {
        if (static_cast<unsigned char>(bytes[at]) < 0x80) {
            ++at;
            continue;
        }
        const auto length = length_at(bytes, at);
        const bool is_letter = length > 1 && core::is_utf8(bytes.substr(at, length));
        if (cut && length > 1 && at + length > bytes.size()) break;
        good = good || is_letter;
        bad = bad || !is_letter;
        at += is_letter ? length : 1;
    }
    return !bad ? Letters::utf8 : good ? Letters::mixed : Letters::latin1;
}

std::string from_latin1(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size() + bytes.size() / 8);
    for (const char each : bytes) {
        const auto byte = static_cast<unsigned char>(each);
        const std::uint32_t code = byte >= 0x80 && byte < 0xA0 ? windows.at(byte - 0x80U) : byte;
        if (code < 0x80) {
            out += each;
        } else if (code < 0x800) {
            out += static_cast<char>(0xC0U | (code >> 6U));
            out += static_cast<char>(0x80U | (code & 0x3FU));
        } else {
            out += static_cast<char>(0xE0U | (code >> 12U));
            out += static_cast<char>(0x80U | ((code >> 6U) & 0x3FU));
            out += static_cast<char>(0x80U | (code & 0x3FU));
        }
    }
    return out;
}

}  // namespace sources::documents
