// SPDX-License-Identifier: Apache-2.0
#include "bot/rules_mark.hpp"

#include "bot/version.hpp"
#include "core/text.hpp"
#include "net/crypto.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace bot {

namespace {

std::string text_in(const std::string& path) {
    std::error_code failed;
    if (path.empty() || !std::filesystem::is_regular_file(path, failed)) return {};
    std::ostringstream text;
    text << std::ifstream(path, std::ios::binary).rdbuf();
    return text.str();
}

}  // namespace

std::string rules_mark(const Config& config) {
    const auto rules = fmt::format("{}\n{}\n{}\n{}\n{}\n{}", version(), commit(),
                                   core::join(config.list("readiness.listing_topics"), ","),
                                   config.truth("readiness.internal_default_licence"),
                                   config.integer("readiness.findings_only_below"),
                                   text_in(config.text("readiness.governance")));
    return net::crypto::to_hex(net::crypto::sha256(rules));
}

}  // namespace bot
