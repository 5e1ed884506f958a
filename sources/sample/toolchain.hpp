// SPDX-License-Identifier: Apache-2.0
// What a repository in some language looks like on disk, and how it is built and tested.
#pragma once

#include <string_view>

namespace sources::sample {

struct Toolchain {
    std::string_view language, manifest, manifest_text, lock_file, set_up, test, source, test_source, comment;
};
// Of `language`; for an unknown one the first of the table.
const Toolchain& toolchain_of(std::string_view language);

}  // namespace sources::sample
