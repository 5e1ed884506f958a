// SPDX-License-Identifier: Apache-2.0
// Files of facts as bytes: read line by line whatever their size, and kept aside while they come.
#pragma once

#include "core/result.hpp"

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace bot {

// A file that is open; closed when it goes.
class OpenFile {
  public:
    // Errc::not_found when it cannot be read.
    static core::Result<OpenFile> reading(const std::string& path);
    // With no name, so that nothing is left whatever happens. Errc::unavailable when there can be none.
    static core::Result<OpenFile> without_name(const std::filesystem::path& folder);
    // In the folder for what passes.
    static core::Result<OpenFile> without_name();
    static OpenFile standard_input();
    OpenFile(OpenFile&& other) noexcept;
    OpenFile& operator=(OpenFile&& other) noexcept;
    ~OpenFile();
    OpenFile(const OpenFile&) = delete;
    OpenFile& operator=(const OpenFile&) = delete;

    bool can_be_read_again() const;  // it is no pipe
    void begin_again();              // reading, from where it stood when it was opened
    std::uint64_t size() const;      // bytes from there on; 0 for a pipe
    // Behind what is there. Errc::unavailable: the disk is full or fails.
    core::Result<void> append(std::string_view bytes);
    int descriptor() const { return descriptor_; }

  private:
    explicit OpenFile(int descriptor);
    int descriptor_ = -1;
    std::int64_t begin_ = 0;
};

// Its lines from where it stands.
class FactsLines {
  public:
    explicit FactsLines(const OpenFile& file) : file_(file) {}
    // Without its line feed; of a longer line than a record may be, the beginning. Nothing at the end, and
    // when it cannot be read any further: then failed() says so. The view lives until the next call.
    std::optional<std::string_view> next();
    bool failed() const { return failed_; }

  private:
    bool fill();

    const OpenFile& file_;
    std::string buffer_;
    std::size_t at_ = 0;
    bool ended_ = false, failed_ = false;
};

}  // namespace bot
