// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/ci.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The first byte chooses the vendor.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<std::string_view, 12> paths = {
        ".github/workflows/a.yml", ".gitlab-ci.yml",    "Jenkinsfile", ".circleci/config.yml",
        "azure-pipelines.yml",     ".woodpecker/a.yml", ".travis.yml", "bitbucket-pipelines.yml",
        ".teamcity/settings.kts",  "screwdriver.yaml",  ".zuul.yaml",  "buildspec.yml"};
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto file = sources::parse_ci(paths[data[0] % paths.size()], text);
    if (file.parsed == !file.fault.empty() || file.vendor.empty()) std::abort();
    for (const auto& trigger : file.triggers)
        if (trigger.line < 1 || trigger.name.empty()) std::abort();
    for (const auto& step : file.steps)
        if (step.line < 1 || core::clean(step.run) != step.run || core::one_line(step.uses) != step.uses)
            std::abort();
    return 0;
}
