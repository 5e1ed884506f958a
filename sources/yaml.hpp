// SPDX-License-Identifier: Apache-2.0
// YAML from strangers as a small tree with lines. Size, depth and number of nodes are bounded while it is
// parsed; an alias is a reference and is never unfolded, and whoever walks the tree does so within a Budget.
#pragma once

#include "core/result.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace sources::yaml {

struct Node;
using NodePtr = std::shared_ptr<const Node>;

enum class Kind { null, scalar, sequence, map };

struct Node {
    Kind kind = Kind::null;
    int line = 0;      // 1-based
    int height = 0;    // levels below this node, aliases included
    std::string tag;   // "!reference"; empty for plain values
    std::string text;  // of a scalar, as written between its quotes: "on" stays "on"
    std::vector<NodePtr> items;
    std::vector<std::pair<NodePtr, NodePtr>> fields;  // of a map, in file order

    bool is_text() const { return kind == Kind::scalar; }
    bool is_map() const { return kind == Kind::map; }
    bool is_sequence() const { return kind == Kind::sequence; }
};

// A fault has one sentence and the line where reading ended.
struct Fault {
    int line = 0;
    std::string what;
};
struct File {
    std::vector<NodePtr> documents;  // never null; empty when `fault` is set
    std::vector<Fault> faults;       // at most one
    bool is_broken() const { return !faults.empty(); }
};

// Reads all documents of `bytes`. Never throws for what they hold. At most 256 KiB, 64 levels, 50,000 nodes.
File parse(std::string_view bytes);

// The value of `key` among the first 500 of a map, merge keys ("<<") included; a null node that lives for
// ever when it is not there.
const Node& find(const Node& map, std::string_view key);
// Line of the key itself; 0 when it is not among the first 500. Merge keys are not looked into.
int line_of_key(const Node& map, std::string_view key);
// The text of a scalar; empty otherwise.
std::string_view text_of(const Node& node);
// How many nodes a walk may still visit: aliases make a small file a large tree.
struct Budget {
    int nodes = 20'000;
    bool spend() { return nodes-- > 0; }
};
// A scalar as a list of one, a sequence as its scalars, nested ones included; less when the budget ends.
std::vector<const Node*> scalars_of(const Node& node, Budget& budget);

}  // namespace sources::yaml
