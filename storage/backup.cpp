// SPDX-License-Identifier: Apache-2.0
#include "storage/backup.hpp"

#include "storage/broken.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>
#include <cerrno>

namespace storage {
namespace {

class Descriptor {
  public:
    Descriptor(const std::filesystem::path& file, int flags)
        : number_(::open(file.c_str(), flags | O_CLOEXEC, 0600)) {
        if (number_ < 0) throw broken_by_system(errno, file, "cannot be opened or created");
    }
    ~Descriptor() { ::close(number_); }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int number() const { return number_; }

  private:
    int number_;
};

std::string sql_text(std::string_view text) {
    std::string out = "'";
    for (const char c : text) out += c == '\'' ? std::string("''") : std::string(1, c);
    return out + "'";
}

void check(const std::filesystem::path& copy, const std::stop_token& stop) {
    Connection connection(copy, Access::read);
    connection.end_when(stop);
    const auto verdict = connection.pragma("integrity_check");
    if (verdict != "ok") throw broken(Broken::Kind::corrupt, copy, verdict);
}

// An empty file with a name that nobody could foresee, gone again unless it is placed.
class Part {
  public:
    explicit Part(const std::filesystem::path& target) : name_(target.string() + ".XXXXXX") {
        const int made = ::mkostemp(name_.data(), O_CLOEXEC);
        if (made < 0) throw broken_by_system(errno, target, "cannot be created");
        ::close(made);
    }
    ~Part() {
        if (!placed_) ::unlink(name_.c_str());
    }
    Part(const Part&) = delete;
    Part& operator=(const Part&) = delete;
    const std::string& name() const { return name_; }
    void place(const std::filesystem::path& target, There there) {
        const unsigned how = there == There::nothing ? RENAME_NOREPLACE : 0U;
        if (::renameat2(AT_FDCWD, name_.c_str(), AT_FDCWD, target.c_str(), how) != 0)
            throw broken_by_system(errno, target, "cannot be put in its place");
        placed_ = true;
    }

  private:
    std::string name_;
    bool placed_ = false;
};

}  // namespace

void create_private(const std::filesystem::path& file) { const Descriptor created(file, O_RDWR | O_CREAT); }

void sync_to_disk(const std::filesystem::path& path) {
    const Descriptor opened(path, O_RDONLY);
    if (::fsync(opened.number()) != 0) throw broken_by_system(errno, path, "cannot be written to disk");
}

void back_up(Connection& connection, const std::filesystem::path& target, There there,
             const std::stop_token& stop) {
    Part part(target);
    connection.end_when(stop);
    connection.run(fmt::format("VACUUM INTO {}", sql_text(part.name())));
    connection.end_when({});
    check(part.name(), stop);
    sync_to_disk(part.name());
    part.place(target, there);
    sync_to_disk(target.parent_path().empty() ? std::filesystem::path(".") : target.parent_path());
}

}  // namespace storage
