// SPDX-License-Identifier: Apache-2.0
#include "storage/store.hpp"

#include "storage/backup.hpp"
#include "storage/broken.hpp"
#include "storage/database.hpp"
#include "storage/migrations.hpp"
#include "storage/transaction.hpp"

namespace storage {
namespace {

constexpr const char* in_memory = ":memory:";
bool lives_in_memory(const std::filesystem::path& file) { return file == in_memory; }

std::shared_ptr<Connection> open_for_writing(const std::filesystem::path& file) {
    if (!lives_in_memory(file)) create_private(file);
    auto connection = std::make_shared<Connection>(file, Access::write);
    migrate(*connection, migrations());
    return connection;
}

// Of another version it is not: a migration wants a backup, which has no room.
std::shared_ptr<Connection> copy_of(const std::filesystem::path& file) {
    auto copy = std::make_shared<Connection>(in_memory, Access::write);
    Connection source(file, Access::alone);
    source.copy_to(*copy);
    need_newest(*copy, migrations(), file);
    return copy;
}

std::uintmax_t wal_bytes(std::filesystem::path file) {
    file += "-wal";
    std::error_code missing;
    const auto size = std::filesystem::file_size(file, missing);
    return missing ? 0 : size;
}

}  // namespace

struct Store::Inside {
    std::filesystem::path file;
    std::shared_ptr<Connection> writing;
    std::unique_ptr<Connection> checkpoints = {};
};

Store::Store(const std::filesystem::path& file, Kept kept)
    : inside_(std::make_unique<Inside>(kept == Kept::in_file ? Inside{file, open_for_writing(file)}
                                                             : Inside{in_memory, copy_of(file)})) {}
Store::~Store() = default;

Reader Store::reader() {
    if (lives_in_memory(inside_->file)) return Reader(inside_->writing);
    return Reader(std::make_shared<Connection>(inside_->file, Access::read));
}

Writer Store::writer() { return Writer(inside_->writing); }

std::string Store::pragma(std::string_view name) { return inside_->writing->pragma(name); }

bool Store::checkpoint(std::size_t truncate_above_bytes) {
    if (lives_in_memory(inside_->file)) return true;
    if (!inside_->checkpoints)
        inside_->checkpoints = std::make_unique<Connection>(inside_->file, Access::checkpoint);
    const bool is_long = wal_bytes(inside_->file) > truncate_above_bytes;
    try {
        const auto* how = is_long ? "wal_checkpoint(TRUNCATE)" : "wal_checkpoint(PASSIVE)";
        return inside_->checkpoints->pragma(how) == "0";  // its first column: was it blocked
    } catch (const Broken& broken) {
        // Somebody is in the way: the WAL only grows until the next call.
        if (broken.kind != Broken::Kind::busy) throw;
        return false;
    }
}

Reader::Reader(std::shared_ptr<Connection> connection) : connection_(std::move(connection)) {}

void Reader::in_snapshot(const std::function<void()>& work) const { savepoint(*connection_, work); }
void Writer::in_savepoint(const std::function<void()>& unit) { savepoint(*connection_, unit); }
void Writer::in_transaction(const std::function<void()>& group) { transaction(*connection_, group); }

}  // namespace storage
