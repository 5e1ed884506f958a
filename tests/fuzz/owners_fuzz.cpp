// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/owners.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The first byte chooses the kind of file and the host.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::array<std::string_view, 5> paths = {"CODEOWNERS", "pkg/OWNERS", "MAINTAINERS.md",
                                                       "MAINTAINERS", ".github/component_owners.yml"};
    constexpr std::array hosts = {insight::Host::unknown, insight::Host::github, insight::Host::gitlab};
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    std::vector<insight::Fault> faults;
    const auto aliases = sources::parse_owners_aliases(text, faults);
    const auto file =
        sources::parse_owners(paths[data[0] % 5], text, text.size(), hosts[data[0] / 5 % 3], aliases);
    for (const auto& rule : file.rules)
        if (rule.line < 1 || core::clean(rule.pattern) != rule.pattern) std::abort();
    for (const auto& fault : file.faults)
        if (fault.line < 1 || core::one_line(fault.what) != fault.what) std::abort();
    return 0;
}
