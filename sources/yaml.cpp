// SPDX-License-Identifier: Apache-2.0
#include "sources/yaml.hpp"

#include "core/text.hpp"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>

namespace sources::yaml {
namespace {

constexpr std::size_t longest_text = 256U << 10U;
constexpr std::size_t deepest = 64;
constexpr std::size_t most_nodes = 50'000;
constexpr std::size_t most_documents = 100;
constexpr int most_merged_maps = 8;
constexpr std::size_t most_fields = 500;

// Stops yaml-cpp from inside, before it goes one level deeper.
struct TooMuch {
    int line = 0;
    const char* what = "";
};

using Anchor = YAML::anchor_t;

// Builds the tree from events, so that the limits hold while parsing and not after it.
class Builder final : public YAML::EventHandler {
  public:
    NodePtr take() {
        open_.clear();
        anchors_.clear();
        return std::exchange(root_, nullptr);
    }

    void OnDocumentStart(const YAML::Mark&) override {}
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, Anchor anchor) override { leaf(mark, {}, anchor, Kind::null, {}); }
    void OnScalar(const YAML::Mark& mark, const std::string& tag, Anchor anchor,
                  const std::string& value) override {
        leaf(mark, tag, anchor, Kind::scalar, value);
    }
    void OnAlias(const YAML::Mark& mark, Anchor anchor) override {
        const auto found = anchors_.find(anchor);
        if (found == anchors_.end()) throw TooMuch{mark.line + 1, "an alias without its anchor"};
        // An alias of what is still open would make the tree a circle.
        for (const auto& open : open_)
            if (open.node == found->second) throw TooMuch{mark.line + 1, "an alias inside of what it names"};
        // Chains of aliases must not get deeper than what could be written out.
        if (open_.size() + static_cast<std::size_t>(found->second->height) > deepest)
            throw TooMuch{mark.line + 1, "too deep"};
        add(found->second);
    }
    void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, Anchor anchor,
                         YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Kind::sequence);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark& mark, const std::string& tag, Anchor anchor,
                    YAML::EmitterStyle::value) override {
        open(mark, tag, anchor, Kind::map);
    }
    void OnMapEnd() override { close(); }

  private:
    struct Open {
        std::shared_ptr<Node> node;
        NodePtr key;
    };

    std::shared_ptr<Node> make(const YAML::Mark& mark, const std::string& tag, Anchor anchor, Kind kind) {
        if (++nodes_ > most_nodes) throw TooMuch{mark.line + 1, "too many values"};
        auto node = std::make_shared<Node>();
        node->kind = kind;
        node->line = mark.line + 1;
        if (tag != "?" && tag != "!") node->tag = tag;
        if (anchor != 0) anchors_[anchor] = node;
        return node;
    }

    void leaf(const YAML::Mark& mark, const std::string& tag, Anchor anchor, Kind kind, std::string text) {
        auto node = make(mark, tag, anchor, kind);
        node->text = std::move(text);
        add(std::move(node));
    }

    void open(const YAML::Mark& mark, const std::string& tag, Anchor anchor, Kind kind) {
        if (open_.size() >= deepest) throw TooMuch{mark.line + 1, "too deep"};
        auto node = make(mark, tag, anchor, kind);
        add(node);
        open_.push_back({std::move(node), nullptr});
    }

    void close() {
        const int height = open_.back().node->height;
        open_.pop_back();
        if (!open_.empty()) raise(height);
    }

    void raise(int child) { open_.back().node->height = std::max(open_.back().node->height, child + 1); }

    void add(NodePtr node) {
        if (open_.empty()) {
            root_ = std::move(node);
            return;
        }
        raise(node->height);
        auto& parent = open_.back();
        if (parent.node->kind == Kind::sequence) {
            parent.node->items.push_back(std::move(node));
        } else if (parent.key == nullptr) {
            parent.key = std::move(node);
        } else {
            parent.node->fields.emplace_back(std::move(parent.key), std::move(node));
            parent.key = nullptr;
        }
    }

    NodePtr root_;
    std::vector<Open> open_;
    std::map<Anchor, std::shared_ptr<Node>> anchors_;
    std::size_t nodes_ = 0;
};

std::string with_line_feeds(std::string_view bytes) {
    std::string out;
    out.reserve(bytes.size());
    for (std::size_t i = 0; i < bytes.size(); ++i)
        if (bytes[i] != '\r')
            out += bytes[i];
        else if (i + 1 >= bytes.size() || bytes[i + 1] != '\n')
            out += '\n';
    return core::clean(out);
}

File broken(int line, std::string_view why) {
    return {.documents = {},
            .faults = {{std::max(line, 1), fmt::format("This is no readable YAML: {}.", why)}}};
}

const Node& null_node() {
    static const Node node;
    return node;
}

// `maps` bounds how many merged maps are looked into.
const Node* find_at(const Node& map, std::string_view key, int& maps) {
    if (!map.is_map() || maps-- <= 0) return nullptr;
    const Node* merged = nullptr;
    for (std::size_t i = 0; i < std::min(map.fields.size(), most_fields); ++i) {
        const auto& [name, value] = map.fields[i];
        if (name->is_text() && name->text == key) return value.get();
        if (merged != nullptr || !name->is_text() || name->text != "<<") continue;
        merged = find_at(*value, key, maps);
        for (std::size_t k = 0; merged == nullptr && k < value->items.size() && maps > 0; ++k)
            merged = find_at(*value->items[k], key, maps);
    }
    return merged;
}

void add_scalars(const Node& node, int depth, Budget& budget, std::vector<const Node*>& out) {
    if (!budget.spend() || depth > 8) return;
    if (node.is_text()) out.push_back(&node);
    for (const auto& item : node.items) add_scalars(*item, depth + 1, budget, out);
}

}  // namespace

File parse(std::string_view bytes) {
    if (bytes.size() > longest_text) return broken(1, "it is longer than 256 KiB");
    std::istringstream in(with_line_feeds(bytes));
    File file;
    Builder builder;
    try {
        YAML::Parser parser(in);
        while (file.documents.size() < most_documents && parser.HandleNextDocument(builder))
            if (auto root = builder.take()) file.documents.push_back(std::move(root));
    } catch (const TooMuch& stop) {
        return broken(stop.line, stop.what);
    } catch (const YAML::Exception& error) {
        return broken(error.mark.is_null() ? 1 : error.mark.line + 1, "the syntax is wrong here");
    }
    return file;
}

const Node& find(const Node& map, std::string_view key) {
    int maps = most_merged_maps;
    const auto* found = find_at(map, key, maps);
    return found == nullptr ? null_node() : *found;
}

int line_of_key(const Node& map, std::string_view key) {
    for (std::size_t i = 0; i < std::min(map.fields.size(), most_fields); ++i)
        if (const auto& name = *map.fields[i].first; name.is_text() && name.text == key) return name.line;
    return 0;
}

std::string_view text_of(const Node& node) {
    return node.is_text() ? std::string_view(node.text) : std::string_view{};
}

std::vector<const Node*> scalars_of(const Node& node, Budget& budget) {
    std::vector<const Node*> out;
    add_scalars(node, 0, budget, out);
    return out;
}

}  // namespace sources::yaml
