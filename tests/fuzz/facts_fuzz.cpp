// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "sources/facts/file.hpp"
#include "sources/facts/read.hpp"
#include "sources/facts/write.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

// Lines of a file of facts. What is read is written as a line that reads as the same; what is refused is so
// in one line, at a line that there is.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest(reinterpret_cast<const char*>(data), size);
    std::size_t lines = 0;
    sources::facts::File file([&]() -> std::optional<std::string_view> {
        if (rest.empty()) return std::nullopt;
        ++lines;
        const auto end = rest.find('\n');
        const auto line = rest.substr(0, end);
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
        return line;
    });
    while (!file.is_at_end()) {
        const auto record = file.next();
        if (const auto& fault = file.fault();
            fault && (fault->line < 1 || fault->line > lines || core::one_line(fault->what) != fault->what))
            std::abort();
        if (!record) continue;
        const auto written = sources::facts::line_of(*record);
        const auto again = sources::facts::read_line(written);
        if (!again || sources::facts::line_of(*again) != written) std::abort();
    }
    return 0;
}
