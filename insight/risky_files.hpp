// SPDX-License-Identifier: Apache-2.0
// Files that should not be in a repository that strangers read and change, by their names alone.
#pragma once

#include "insight/facts.hpp"

namespace insight {

enum class FileRisk { none, secret, test_secret, binary };
// test_secret: named like a secret, but among tests, examples or fixtures. Empty files and links carry no
// risk.
FileRisk risk_of(const File& file);

}  // namespace insight
