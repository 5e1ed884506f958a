// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/intent.hpp"

#include "sources/sample/named_projects.hpp"

namespace sources::sample {

int intended_level(std::string_view repository) {
    for (const auto& project : named_projects())
        if (project.name == repository) return project.level;
    return -1;
}

}  // namespace sources::sample
