// SPDX-License-Identifier: Apache-2.0
// Files of facts: what became of one that was brought in, and how the store gives everything back.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "insight/connector/records.hpp"
#include "storage/store.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace storage {

struct FactCounts {
    std::size_t fresh = 0, changed = 0, unchanged = 0, gone = 0;
};
struct FactFault {
    std::size_t line = 0;
    std::string what;  // one sentence on one line
};
struct FactsImported {
    std::vector<std::string> sources;         // in the order of the file, each once
    std::map<std::string, FactCounts> kinds;  // "person" → …
    std::vector<FactFault> faults;            // at most twenty; with one nothing was kept
    std::size_t more_faults = 0;
    std::optional<core::Error> failure;  // why it could not be read to its end; then nothing was kept
    bool is_kept = false;
    bool changes_anything() const;
};

// A repository with all that was stated of it for checks.
struct ToJudge {
    std::int64_t id = 0;
    insight::Repository repository;
    std::vector<insight::connector::CheckFact> facts;  // by name
};

// The next one; nothing at the end. An error ends the import, and nothing is kept: Errc::invalid is a fault
// of the file, anything else is its failure.
using NextRecord = std::function<core::Result<std::optional<insight::connector::Record>>()>;
using TakeRecord = std::function<void(const insight::connector::Record&)>;

// What the program writes under by itself: imports of the directory, checkouts, the sample company and hosts
// that it reads ("github:…").
bool is_own_source(std::string_view name);

class FactsReader : public Reader {
  public:
    explicit FactsReader(const Reader& reader) : Reader(reader) {}

    // Everything that `source` states (empty: all sources), in an order that depends on nothing but the
    // facts.
    void each_fact(std::string_view source, const TakeRecord& take) const;
    std::vector<std::string> stated_sources() const;  // sorted
    // A file of facts has stated it: nothing else writes under its name.
    bool is_by_file(std::string_view source) const;
};

class FactsWriter : public Writer {
  public:
    explicit FactsWriter(const Writer& writer) : Writer(writer) {}

    // Everything that `next` gives, all or nothing: with a fault nothing is kept. What a source stated before
    // and does not state now stays. Again the same changes nothing. A trial is undone at its end. `at_end` is
    // called in the same transaction, when all of it is written and is to be kept. Not inside another one:
    // what a savepoint would undo is held in memory.
    FactsImported put_facts(const NextRecord& next, Time now, bool is_trial = false,
                            const std::function<void(const FactsImported&)>& at_end = {});
    // Repositories whose facts for checks have changed since they were judged, at most so many.
    std::vector<ToJudge> to_judge(std::size_t limit) const;
    void mark_judged(std::int64_t repository);
    // All of which anything is stated for checks wait to be judged.
    void want_all_judged();
};

}  // namespace storage
