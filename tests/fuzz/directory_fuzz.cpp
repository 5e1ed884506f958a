// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/directory/read.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// The first byte chooses the kind of file. What is read must fit into lines again, or be refused.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    sources::directory::kind_of("x.csv", text);
    const auto kind = static_cast<sources::directory::ImportKind>(data[0] % 6);
    const auto found = sources::directory::read(kind, text);
    for (const auto& fault : found.faults.told)
        if (fault.line < 1 || core::one_line(fault.what) != fault.what) std::abort();
    for (const auto& note : found.notes)
        if (core::one_line(note) != note) std::abort();
    const auto lines = insight::directory::to_lines({found.import});
    const auto back = insight::directory::from_lines(lines);
    if (!back.has_value() || insight::directory::to_lines(*back) != lines) std::abort();
    return 0;
}
