// SPDX-License-Identifier: Apache-2.0
// A file of facts, brought in as one unit: all of it, or nothing.
#include "core/text.hpp"
#include "storage/fact_rows.hpp"
#include "storage/facts.hpp"
#include "storage/transaction.hpp"

#include <fmt/format.h>
#include <algorithm>

namespace storage {
namespace {

using namespace insight::connector;

constexpr std::size_t most_faults = 20;

struct Undone {};  // thrown to undo what was put

// Parents and managers may stand behind those who name them.
struct Later {
    std::size_t line = 0;
    bool is_team = false;
    std::string source, id;
};

class FactsImporter {
  public:
    FactsImporter(Connection& connection, Writer& writer, Time now, FactsImported& out)
        : rows_{connection, writer, now, FactIds(connection)}, out_(out) {}

    void take(const Record& record) {
        if (const auto* source = std::get_if<Source>(&record.what)) return begin(record.line, source->name);
        const auto put = std::visit([&](const auto& what) { return take(record, what); }, record.what);
        if (put)
            count(std::string(word_of(record)), *put);
        else
            fault(record.line, put.error().sentence);
    }

    void end() {
        for (const auto& later : later_) {
            if (rows_.ids.source() != later.source) rows_.ids.begin(later.source);
            const auto found = later.is_team ? rows_.ids.team(later.id) : rows_.ids.person(later.id);
            if (!found)
                fault(later.line, fmt::format("No {} “{}” is in the file, and none is known of {}.",
                                              later.is_team ? "team" : "person",
                                              core::shorten(core::one_line(later.id), 60), later.source));
        }
    }

  private:
    template <class What>
    PutResult take(const Record& record, const What& what) {
        if (record.is_gone) return rows_.remove(what);
        auto put = rows_.put(what);
        if (put) remember(record.line, what);
        return put;
    }
    PutResult take(const Record&, const Source&) { return Put::unchanged; }

    void remember(std::size_t, const auto&) {}
    void remember(std::size_t line, const Team& team) { need_later(line, true, team.row.parent); }
    void remember(std::size_t line, const Person& person) { need_later(line, false, person.row.manager); }
    void need_later(std::size_t line, bool is_team, const std::string& id) {
        if (id.empty() || (is_team ? rows_.ids.team(id) : rows_.ids.person(id))) return;
        later_.push_back({line, is_team, rows_.ids.source(), id});
    }

    // What the program reads by itself is not to be overwritten by hand.
    void begin(std::size_t line, const std::string& name) {
        rows_.ids.begin(name);
        if (std::ranges::find(out_.sources, name) == out_.sources.end()) out_.sources.push_back(name);
        auto synced = rows_.connection.query(Sql::is_synced);
        if (synced.with(":source", name).next())
            return fault(line,
                         fmt::format("{} is what `ispo sync` reads; give this source another name.", name));
        if (rows_.writer.meta(fmt::format("directory.import.{}", name)))
            fault(line,
                  fmt::format("{} is what `ispo people import` reads; give this source another name.", name));
    }

    void count(const std::string& kind, Put put) {
        auto& counts = out_.kinds[kind];
        switch (put) {
            case Put::fresh:
                ++counts.fresh;
                break;
            case Put::changed:
                ++counts.changed;
                break;
            case Put::unchanged:
                ++counts.unchanged;
                break;
            case Put::gone:
                ++counts.gone;
                break;
        }
    }

    void fault(std::size_t line, std::string what) {
        if (out_.faults.size() < most_faults)
            out_.faults.push_back({line, std::move(what)});
        else
            ++out_.more_faults;
    }

    FactRows rows_;
    FactsImported& out_;
    std::vector<Later> later_;
};

}  // namespace

bool FactsImported::changes_anything() const {
    return std::ranges::any_of(kinds, [](const auto& kind) {
        return kind.second.fresh + kind.second.changed + kind.second.gone > 0;
    });
}

FactsImported FactsWriter::put_facts(const NextRecord& next, Time now, bool is_trial) {
    FactsImported out;
    try {
        transaction(*connection_, [&] {
            FactsImporter importer(*connection_, *this, now, out);
            for (;;) {
                const auto record = next();
                if (!record) out.faults.push_back({0, record.error().sentence});
                if (!record || !*record) break;
                importer.take(**record);
            }
            importer.end();
            if (is_trial || !out.faults.empty()) throw Undone();
        });
        out.is_kept = true;
    } catch (const Undone&) {
    }
    std::ranges::sort(out.faults, {}, &FactFault::line);
    return out;
}

}  // namespace storage
