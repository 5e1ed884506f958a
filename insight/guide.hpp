// SPDX-License-Identifier: Apache-2.0
// The contribution guide of a repository, wherever it stands (CONTRIBUTING, sections of README, linked
// documents, the organisation's default), and which of its four topics it really covers. Pure.
#pragma once

#include "insight/guide_topics.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace insight {

struct Guide {
    std::vector<Section> passages;  // own ones first; whole documents and sections of README
    std::array<std::optional<std::string>, 4> topics;  // by Topic: "path:line" of what covers it
    std::size_t length = 0;                            // code points without placeholders
    bool inherited = false;                            // every passage is the organisation's default
    bool legal_only = false;                           // nothing but CLA, DCO or licence text
    std::string unread_link;  // a link to another guide that was not read; empty when there is none
    std::string unread_at;    // "path:line" of that link
    int count() const;
};
Guide find_guide(const Facts& facts);

// CONTRIBUTING, the declared guide, and documents that README or CONTRIBUTING link to as a guide.
std::vector<const Document*> guide_documents(const Facts& facts);
// Where a document of README or the guide names a command of this kind; for tests also CI's own steps are
// asked elsewhere.
std::optional<std::string> documented_command(const Facts& facts, Topic topic);

}  // namespace insight
