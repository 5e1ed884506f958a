// SPDX-License-Identifier: Apache-2.0
// Names of contribution guides in other languages. Pure.
#pragma once

#include <string_view>

namespace insight {

// "CONTRIBUTING.de", "contributing_pt-BR": the name of a file without its ending. "CONTRIBUTING.js" speaks of
// a tool. Source: ISO 639-1, and the countries that people write instead.
bool is_translated_guide(std::string_view stem);

}  // namespace insight
