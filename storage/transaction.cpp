// SPDX-License-Identifier: Apache-2.0
#include "storage/transaction.hpp"

#include "storage/broken.hpp"

namespace storage {
namespace {

// The undoing must not hide why it was needed.
void undo(Connection& connection, const char* script) noexcept {
    try {
        if (connection.is_in_transaction()) connection.run(script);
    } catch (...) {
    }
}

// SQLite ends a transaction by itself when the disk is full or fails. What follows must not be saved one by
// one.
void need_open(const Connection& connection) {
    if (connection.in_group && !connection.is_in_transaction())
        throw broken(Broken::Kind::other, connection.file(),
                     "the transaction was ended by an earlier failure");
}

void within(Connection& connection, const char* begin, const char* end, const char* back,
            const std::function<void()>& work) {
    connection.run(begin);
    try {
        work();
        need_open(connection);
        connection.run(end);
    } catch (...) {
        undo(connection, back);
        throw;
    }
}

struct Group {
    explicit Group(bool& flag_) : flag(flag_) { flag = true; }
    ~Group() { flag = false; }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    bool& flag;
};

}  // namespace

void transaction(Connection& connection, const std::function<void()>& work) {
    if (connection.in_group || connection.is_in_transaction()) return savepoint(connection, work);
    within(connection, "BEGIN IMMEDIATE", "COMMIT", "ROLLBACK", [&] {
        const Group group(connection.in_group);
        work();
        need_open(connection);
    });
}

void savepoint(Connection& connection, const std::function<void()>& work) {
    need_open(connection);
    within(connection, "SAVEPOINT unit", "RELEASE unit", "ROLLBACK TO unit; RELEASE unit", work);
}

}  // namespace storage
