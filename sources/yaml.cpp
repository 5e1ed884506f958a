// SPDX-License-Identifier: Apache-2.0
#include "sources/yaml.hpp"

#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sources {

namespace {

constexpr std::size_t most_bytes = 256U << 10U;
constexpr std::size_t deepest = 40;
constexpr std::ptrdiff_t most_aliases = 64;

// An upper bound of the nesting: flow brackets that are open at once, and steps of indentation and list
// dashes within a line.
bool is_too_deep(std::string_view text) {
    std::size_t brackets = 0;
    for (const auto line : core::lines(text)) {
        std::size_t dashes = 0;
        for (std::size_t i = 0; i + 1 < line.size() && (line[i] == ' ' || line[i] == '-' || line[i] == '?');
             ++i)
            if (line[i] != ' ' && line[i + 1] == ' ') ++dashes;
        if (dashes > deepest || std::min(line.find_first_not_of(' '), line.size()) > 8 * deepest) return true;
        for (const char c : line) {
            if (c == '[' || c == '{')
                ++brackets;
            else if ((c == ']' || c == '}') && brackets > 0)
                --brackets;
            if (brackets > deepest) return true;
        }
    }
    return false;
}

// A node converts from anything, so the kind of result is named.
core::Result<YAML::Node> refuse(std::string sentence) {
    return core::Result<YAML::Node>(boost::system::in_place_error, core::invalid(std::move(sentence)));
}

}  // namespace

core::Result<YAML::Node> parse_yaml(std::string_view text) {
    if (text.size() > most_bytes) return refuse("It is too large to be read as YAML.");
    if (is_too_deep(text) || std::count(text.begin(), text.end(), '*') > most_aliases * 16)
        return refuse("It is nested too deeply to be read as YAML.");
    // An alias stands where a value does; many of them are a bomb.
    std::ptrdiff_t aliases = 0;
    for (std::size_t i = 1; i < text.size(); ++i)
        if (text[i] == '*' && (text[i - 1] == ' ' || text[i - 1] == '[' || text[i - 1] == ',') &&
            i + 1 < text.size() && text[i + 1] != ' ')
            ++aliases;
    if (aliases > most_aliases) return refuse("It repeats itself by too many aliases to be read as YAML.");
    try {
        return core::Result<YAML::Node>(boost::system::in_place_value, YAML::Load(std::string(text)));
    } catch (const YAML::Exception& error) {
        return refuse(fmt::format("Line {} is not valid YAML.", error.mark.line + 1));
    } catch (const std::exception&) {
        return refuse("It is not valid YAML.");
    }
}

const YAML::Node child(const YAML::Node& node, const std::string& key) {
    if (!node.IsDefined() || !node.IsMap()) return {};
    const auto found = node[key];
    return found.IsDefined() ? found : YAML::Node();
}

std::string scalar(const YAML::Node& node) {
    return node.IsDefined() && node.IsScalar() ? node.Scalar() : std::string();
}
int line_of(const YAML::Node& node) { return node.IsDefined() ? std::max(0, node.Mark().line) + 1 : 1; }

}  // namespace sources
