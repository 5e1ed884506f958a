// SPDX-License-Identifier: Apache-2.0
// Files that should not be in a repository that strangers read and change: by their names, and by their texts
// where those were read.
#pragma once

#include "insight/facts.hpp"

#include <vector>

namespace insight {

enum class FileRisk { none, secret, test_secret, possible_secret, binary };
// test_secret: a secret among tests, examples or fixtures. possible_secret: the name alone does not tell and
// `text` (null: not read) was not seen, or it holds values that every developer may see. Empty files and
// links carry no risk. Of a program its first bytes are enough.
FileRisk risk_of(const File& file, const std::string* text = nullptr);

// The files whose texts tell whether they are a secret, at most 64: those that are named like one, then those
// in which people leave one, from the top folder down. A longer one than this many bytes is none. Behind
// them at most 8 that may be a program.
inline constexpr std::size_t longest_suspect = 16U << 10U;
std::vector<const File*> suspects_of(const Tree& tree);

// A file to be executed whose name does not tell what it is: a script, or a built program.
bool may_be_a_program(const File& file);
inline constexpr std::size_t start_of_program = 4;  // so many bytes tell

}  // namespace insight
