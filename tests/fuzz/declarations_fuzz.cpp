// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/declarations.hpp"
#include "sources/templates.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace {

void hold(const std::vector<insight::Fault>& faults) {
    for (const auto& fault : faults)
        if (fault.line < 1 || core::one_line(fault.what) != fault.what) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    hold(sources::parse_declarations(".innersource-readiness.yml", text).faults);
    hold(sources::parse_governance("governance.yml", text).faults);
    for (const auto* path : {".github/ISSUE_TEMPLATE/a.md", ".github/ISSUE_TEMPLATE/a.yml"}) {
        const auto found = sources::parse_template(path, text, insight::TemplateKind::issue);
        if (found.complete != found.missing.empty()) std::abort();
    }
    return 0;
}
