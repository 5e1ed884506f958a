// SPDX-License-Identifier: Apache-2.0
// What stands in a commit on GitHub: the list of its files, and the contents of some, many in one query.
// Source: docs.github.com, "REST API endpoints for Git trees", GraphQL object Blob.
#pragma once

#include "core/json.hpp"
#include "core/result.hpp"
#include "insight/facts.hpp"
#include "sources/assemble.hpp"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace sources::github {

// The files of a commit, and by which id GitHub knows the content of each.
struct Files {
    insight::Tree tree;
    std::map<std::string, std::string, std::less<>> ids;  // by path
};
// The path of the call for it. `full_name`: "acme/payments-api".
std::string tree_path(std::string_view full_name, std::string_view commit);
// Entries that are no files are left out, as is what no file may be called. Errc::unavailable when it is not
// what was asked for.
core::Result<Files> read_tree(const core::Json& body, std::size_t most_files);

// One query for the contents of these ids (40 or 64 hexadecimal digits; others are left out), at most 50.
inline constexpr std::size_t most_contents = 50;
std::string contents_query(std::string_view full_name, const std::vector<std::string>& ids);
// What it gave, by id, in the order asked for. Of a binary or cut file GitHub tells the size only: such a
// blob is without bytes. An id that GitHub left out is not among them.
std::map<std::string, Blob> read_contents(const core::Json& data, const std::vector<std::string>& ids);

}  // namespace sources::github
