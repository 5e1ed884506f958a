// SPDX-License-Identifier: Apache-2.0
// A file of facts, line after line, whatever its size: what is kept of it is one number for each record.
#pragma once

#include "insight/connector/records.hpp"

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sources::facts {

inline constexpr std::size_t most_lines = 10'000'000;

struct Fault {
    std::size_t line = 0;  // from 1
    std::string what;      // one sentence on one line
};

// Numbers that are far apart, eight bytes and a little for each.
class Numbers {
  public:
    bool add(std::uint64_t number);  // false: it was there
    bool has(std::uint64_t number) const;

  private:
    std::size_t place_of(std::uint64_t number) const;
    void grow();

    std::vector<std::uint64_t> places_;  // 0: free
    std::size_t count_ = 0;
};

// Which of the things a record is about, for telling that a file speaks of one twice.
class Named {
  public:
    // False: it was there. A response that is stated once more says the same: several in one second are one.
    bool add(std::string_view source, const insight::connector::Record& record);

  private:
    Numbers known_;
};

class File {
  public:
    // The next line without its line feed; nothing at the end. The view lives until the next call. A line
    // that is longer than longest_line may be cut behind that.
    using NextLine = std::function<std::optional<std::string_view>()>;
    // `now`: as read_line() takes it.
    explicit File(NextLine next, std::optional<core::Time> now = {}) : next_(std::move(next)), now_(now) {}

    // The next record, with its line; empty lines are passed over. Nothing at the end, and where a line is
    // wrong: then fault() says so, and the next call goes on behind it. A source comes first.
    std::optional<insight::connector::Record> next();
    const std::optional<Fault>& fault() const { return fault_; }
    bool is_at_end() const { return is_at_end_; }
    std::size_t lines() const { return line_; }
    const std::string& source() const { return source_; }  // of the latest record

  private:
    void say(std::string what);

    NextLine next_;
    std::optional<core::Time> now_;
    std::size_t line_ = 0;
    std::string source_;
    Named named_;
    std::optional<Fault> fault_;
    bool is_at_end_ = false;
};

}  // namespace sources::facts
