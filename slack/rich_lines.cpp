// SPDX-License-Identifier: Apache-2.0
#include "slack/rich_lines.hpp"

#include "slack/mrkdwn.hpp"

#include <utility>

namespace slack {
namespace {

constexpr std::size_t comfortable = 2500;

core::Json element(Run run) {
    core::Json out = {{"type", "text"}, {"text", std::move(run.text)}};
    if (run.is_bold) out["style"] = {{"bold", true}};
    return out;
}

}  // namespace

void RichLines::add(std::vector<Run> line) {
    std::size_t needed = 1;
    for (const auto& run : line) needed += units(run.text);
    if (count_ > 0 && units_ + needed > comfortable) flush();
    if (count_ > 0) append({.text = "\n"});
    for (auto& run : line) append(std::move(run));
    units_ += needed;
    ++count_;
}

void RichLines::append(Run run) {
    if (run.text.empty()) return;
    if (!runs_.empty() && runs_.back().is_bold == run.is_bold)
        runs_.back().text += run.text;
    else
        runs_.push_back(std::move(run));
}

void RichLines::flush() {
    auto elements = core::Json::array();
    for (auto& run : runs_) elements.push_back(element(std::move(run)));
    if (count_ > 0) canvas_.lay(list_of(rich_text("rich_text_section", std::move(elements))), count_);
    runs_.clear();
    count_ = units_ = 0;
}

core::Json rich_text(std::string_view part, core::Json elements) {
    core::Json only = {{"type", part}, {"elements", std::move(elements)}};
    return {{"type", "rich_text"}, {"elements", list_of(std::move(only))}};
}

}  // namespace slack
