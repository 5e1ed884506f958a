// SPDX-License-Identifier: Apache-2.0
// What the steps of CI files come to, over the files of the same repository that they call. Pure.
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace insight {

struct CiUse {
    bool tests = false;
    bool has_effect = false;  // CI is red when they fail
    bool calls_out = false;   // what it runs was not read
};

// What the step calls is described elsewhere: a workflow or an action of the repository's own or the
// company's, what GitLab includes, a library of Jenkins', an orb of CircleCI's that is not a known one
// ("acme/ci/build").
bool is_shared(const CiFile& file, const CiStep& step);

// A declaration says where to look, never the outcome: a known test command, or a file that is there.
bool is_declared_command(const Facts& facts, const std::string& tests);

// The workflow of the same repository that `step` calls by its path, when it was read; null otherwise.
const CiFile* called_by(const Facts& facts, const CiStep& step);

// Who calls whom. Borrows the facts; a file that is called by a thousand steps is read once.
class CiCalls {
  public:
    explicit CiCalls(const Facts& facts);

    // The called file's own calls are not followed. What GitLab includes from the same repository is read as
    // a file with terms of its own.
    CiUse use_in(const CiFile& file, const CiStep& step);
    // A template of Azure's, which starts nothing by itself.
    bool is_template(const CiFile& file) const;

  private:
    const CiFile* called_by(const CiFile& file, const CiStep& step) const;
    CiUse use_of_all(const CiFile& called) const;

    const Facts& facts_;
    std::unordered_map<std::string_view, const CiFile*> files_;
    std::unordered_set<const CiFile*> templates_;
    std::unordered_map<const CiFile*, CiUse> uses_;
};

}  // namespace insight
