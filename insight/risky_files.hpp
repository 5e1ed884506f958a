// SPDX-License-Identifier: Apache-2.0
// Files that should not be in a repository that strangers read and change: by their names, and by their texts
// where those were read.
#pragma once

#include "insight/facts.hpp"

namespace insight {

enum class FileRisk { none, secret, test_secret, possible_secret, binary };
// test_secret: named like a secret, but among tests, examples or fixtures. possible_secret: the name alone
// does not tell, and `text` (null: not read) was not seen. Empty files and links carry no risk.
FileRisk risk_of(const File& file, const std::string* text = nullptr);

}  // namespace insight
