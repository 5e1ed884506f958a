// SPDX-License-Identifier: Apache-2.0
// What puts a repository into the company's InnerSource listing, wherever it is asked. Places are "path",
// "path:line" or "topics = …". Pure.
#pragma once

#include "insight/check.hpp"

#include <optional>
#include <string>

namespace insight {

// A listing file (innersource.json, catalog-info.yaml) that holds something; an empty or broken one is none.
std::optional<std::string> find_listing(const Facts& facts);
// The programme's topic, or its badge in README.
std::optional<std::string> find_sign(const Facts& facts, const Policy& policy);

}  // namespace insight
