// SPDX-License-Identifier: Apache-2.0
#include "net/http.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    net::Form form;
    std::size_t decoded = 0;
    if (net::parse_form(text, form))
        for (const auto& [name, value] : form) decoded += name.size() + value.size();
    // Decoding never makes anything longer.
    if (decoded > size || net::percent_decode(text, true).size() > size) std::abort();
    return 0;
}
