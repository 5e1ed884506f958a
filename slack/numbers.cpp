// SPDX-License-Identifier: Apache-2.0
#include "slack/numbers.hpp"

#include <fmt/format.h>

#include <cmath>

namespace slack {
namespace {
constexpr double exact = 9007199254740992.0;  // up to here every integer is a double
}

std::string number_text(double value) {
    if (std::abs(value) >= exact) return fmt::format("{:.6g}", value);
    auto text = fmt::format("{:.2f}", value);
    while (text.ends_with('0')) text.pop_back();
    if (text.ends_with('.')) text.pop_back();
    return text == "-0" ? "0" : text;
}

core::Json number_value(double value) {
    if (std::abs(value) < exact && std::trunc(value) == value) return static_cast<std::int64_t>(value);
    return value;
}

}  // namespace slack
