// SPDX-License-Identifier: Apache-2.0
// What happens in repositories, as a host tells it page by page, and how far each list of it is read. Page
// and place are written in one unit, so a run that was interrupted goes on where it was: no item twice, none
// missing. A list (changes, or issues, of one repository) is read from its newest item down:
//
//     newest_at ── not read yet ── read_to ═══════ read_from ── not read yet ── the oldest
//
// `read_to` is set before the first page: what changes while the list is walked is newer, so the next look
// finds it. News are a walk of their own, from the newest down to `read_to`; older items go on at
// `back_cursor`, whose place does not move.
#pragma once

#include "insight/activity.hpp"
#include "storage/store.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

struct Stream {
    std::int64_t repository = 0;  // row id
    insight::ItemKind kind = insight::ItemKind::change;
    std::string key, full_name;     // the host's number of the repository, and what it is called
    std::optional<Time> newest_at;  // as the last sweep told; nothing: the list is empty
    std::int64_t total = 0;         // in the whole list, as the host counts
    std::optional<Time> read_to, read_from;
    bool is_whole = false;        // the end of the list was reached
    std::string back_cursor;      // where older items go on; empty = at the newest
    std::string news_cursor;      // where the walk through news goes on
    std::optional<Time> news_to;  // what read_to will be at its end; nothing: none is under way
    int page_size = 0;            // the last that passed
    int holes = 0;             // of the place where it stands: what could not be read, so it goes no further
    int stuck = 0;             // runs in a row that ended at that hole on the way back
    int news_stuck = 0;        // and on the way down through the news
    std::int64_t skipped = 0;  // rows that never came, and were passed over
    std::string trouble;       // one sentence; empty when the last try went well
    bool has_news() const { return read_to && (news_to || (newest_at && *newest_at > *read_to)); }
};

// What a sweep told of one list. `key`: the host's number of the repository.
struct SweptList {
    std::string key;
    insight::ItemKind kind = insight::ItemKind::change;
    std::int64_t total = 0;
    std::optional<Time> newest_at;
};

struct UndecidedItem {
    std::int64_t id = 0, repository = 0;
    insight::ItemKind kind = insight::ItemKind::change;
    std::string node, repository_key, repository_name;
};

// Of the lists that hold something newer than a moment.
struct StreamCounts {
    std::int64_t lists = 0, waiting = 0, troubled = 0, undecided = 0;
    std::int64_t skipped = 0;  // rows that never came
};

// Looked at by whoever has a Reader; the same thread rules.
class ActivityReader : public Reader {
  public:
    explicit ActivityReader(const Reader& reader) : Reader(reader) {}
    // Those of `source` that are to be read, back to `floor`, last pushed to first; or, apart, those of them
    // that could not be read the last time, the longest untried first.
    std::vector<Stream> waiting_streams(std::string_view source, Time floor, std::size_t limit,
                                        bool is_troubled = false) const;
    std::int64_t count_waiting(std::string_view source, Time floor) const;
    StreamCounts stream_counts(std::string_view source, Time floor) const;
    std::vector<std::string> stream_troubles(std::string_view source, std::size_t limit) const;
    // By id, those after `after`; those that were asked about in vain only when it was before `asked_before`.
    std::vector<UndecidedItem> undecided(std::string_view source, Time asked_before, std::int64_t after,
                                         std::size_t limit) const;
    // Of a repository, by row, those after the row `after`; `after` becomes the last row's.
    std::vector<insight::HostedItem> hosted_items(std::int64_t repository, std::int64_t& after,
                                                  std::size_t limit) const;
};

class ActivityWriter : public Writer {
  public:
    explicit ActivityWriter(const Writer& writer) : Writer(writer) {}
    // Of repositories that are not stored nothing is kept.
    void put_swept(std::string_view source, const std::vector<SweptList>& lists);
    void put_stream(const Stream& stream, Time now);
    // Idempotent by key. Whoever is named in them and in no list of members is kept as only referred to, with
    // login and kind. An undecided item keeps the responses that are known of it.
    void put_items(std::int64_t repository, const std::vector<insight::HostedItem>& items,
                   const std::vector<insight::Person>& people, std::string_view source);
    // A question about it did not tell who answered first: it stays undecided.
    void mark_asked(std::int64_t item, Time now);
};

// Keys of meta(): back to which moment a source is read (RFC 3339), for whoever tells how far it is.
std::string history_key(std::string_view source);

}  // namespace storage
