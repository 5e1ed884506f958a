// SPDX-License-Identifier: Apache-2.0
// What stands where a secret would: a word to be replaced, a reference to where it is kept, or its encrypted
// form. Pure.
#pragma once

#include <string_view>

namespace insight {

// "changeme", "$TOKEN", "%TOKEN%", "op://vault/item", "enc[…]", "0000-0000"; also what is too short or too
// common to keep anybody out.
bool is_stand_in(std::string_view lower_case_value);

}  // namespace insight
