// SPDX-License-Identifier: Apache-2.0
#include "storage/backup.hpp"

#include "storage/broken.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

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

void sync(const std::filesystem::path& file) {
    const Descriptor opened(file, O_RDONLY);
    if (::fsync(opened.number()) != 0) throw broken_by_system(errno, file, "cannot be written to disk");
}

void check(const std::filesystem::path& copy) {
    Connection connection(copy, Access::read);
    const auto verdict = connection.pragma("integrity_check");
    if (verdict != "ok") throw broken(Broken::Kind::corrupt, copy, verdict);
}

}  // namespace

void create_private(const std::filesystem::path& file) { const Descriptor created(file, O_RDWR | O_CREAT); }

void back_up(Connection& connection, const std::filesystem::path& target) {
    auto copy = target;
    copy += ".tmp";
    std::error_code failed;
    std::filesystem::remove(copy, failed);
    create_private(copy);
    connection.run(fmt::format("VACUUM INTO {}", sql_text(copy.string())));
    check(copy);
    sync(copy);
    std::filesystem::rename(copy, target, failed);
    if (failed) throw broken_by_system(failed.value(), target, "cannot be renamed");
    sync(target.parent_path().empty() ? std::filesystem::path(".") : target.parent_path());
}

}  // namespace storage
