// SPDX-License-Identifier: Apache-2.0
// Where the links of a document lead: a file of the tree, a guide elsewhere, or neither. Pure.
#pragma once

#include "insight/facts.hpp"

#include <string>
#include <string_view>
#include <unordered_map>

namespace insight {

// Where `target`, as written in the document `from`, points inside the repository; empty when it leaves it or
// is an address of its own. Percent-encoding is undone, fragment and query are dropped.
std::string resolve_link(std::string_view from, std::string_view target);

// The regular file with exactly this path; null when there is none. The files of a tree are sorted by path.
const File* find_file(const Tree& tree, std::string_view path);

// The page of the tree at a resolved path: as written, with the ending that generators leave out, or the
// first page of a folder. Null when there is none, or it is no document.
const File* find_page(const Tree& tree, std::string_view path);
// The same among the documents that were read, which also knows inherited ones; any letter case. Whoever
// follows many links makes one `DocumentPaths`. Borrows the facts.
class DocumentPaths {
  public:
    explicit DocumentPaths(const Facts& facts);
    const Document* find(std::string_view path) const;

  private:
    std::unordered_map<std::string, const Document*> by_path_;  // in lower case
};
const Document* find_document(const Facts& facts, std::string_view path);

// Host and path of an http(s) address, lower case, without port, query and fragment; both empty for every
// other target.
struct Address {
    std::string host;
    std::string path;  // "/a/b", no slash at the end
    std::string query;
};
Address address_of(std::string_view target);

// A link to a guide to contributing, by its words or the last part of its path; not a list of contributors.
bool names_a_guide(const Link& link);
// The same where it stands: "here" and a bare address mean what their sentence speaks of. `in_guide`: all
// around it speaks of contributing.
bool names_a_guide(const Block& block, const Link& link, bool in_guide = false);
// A part of a guide: "setting up", "testing", "review process", "developer workflow".
bool names_a_part_of_a_guide(const Link& link);
// A heading below which every link may lead to the guide.
bool heads_guide(std::string_view title);
// A guide on another host, where more is called so: issues, badges, a covenant are no guide.
bool leads_to_foreign_guide(const Link& link);
bool leads_to_foreign_guide(const Block& block, const Link& link, bool in_guide = false);
// A document of the tree that is known to be something else: README, LICENSE, a test.
bool plays_another_part(std::string_view path);

}  // namespace insight
