// SPDX-License-Identifier: Apache-2.0
// A file of facts, brought in as one unit: all of it, or nothing.
#include "core/text.hpp"
#include "storage/fact_rows.hpp"
#include "storage/facts.hpp"
#include "storage/transaction.hpp"

#include <fmt/format.h>
#include <algorithm>
#include <array>

namespace storage {
namespace {

using namespace insight::connector;

// Under which it is kept that a file stated a source.
std::string mark_of(std::string_view source) { return fmt::format("facts.source.{}", source); }

constexpr std::size_t most_faults = 20, most_sources = 100, most_later = 100'000;

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
        : rows_{connection, writer, now, FactIds(connection)},
          out_(out),
          is_first_(FactsReader(writer).stated_sources().empty()) {}

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
        if (later_.size() == most_later)
            return fault(line,
                         "Too many parents and managers stand behind those who name them; state them "
                         "first.");
        later_.push_back({line, is_team, rows_.ids.source(), id});
    }

    // What the program reads by itself is not to be overwritten by hand. What an export wrote of it comes
    // into an empty store, and is a file's from then on.
    void begin(std::size_t line, const std::string& name) {
        rows_.ids.begin(name);
        if (std::ranges::find(out_.sources, name) == out_.sources.end()) out_.sources.push_back(name);
        if (out_.sources.size() > most_sources)
            return fault(line, fmt::format("A file has at most {} sources; split it.", most_sources));
        if (const auto why = why_taken(name); !why.empty()) return fault(line, why);
        if (FactsReader(rows_.writer).is_by_file(name)) return;
        if (is_own_source(name) && !is_first_)
            return fault(line, fmt::format("{} is a name under which the program itself keeps what it reads; "
                                           "give this source another name.",
                                           name));
        rows_.writer.set_meta(mark_of(name), core::to_rfc3339(rows_.now));
    }
    std::string why_taken(const std::string& name) {
        // The directory's own keys are "team:…", and "…:user:…" those of people who own something.
        for (const auto* word : {"team", "user"})
            if (name == word || name.ends_with(fmt::format(":{}", word)))
                return fmt::format("{} is a word of the program's own; give this source another name.", name);
        auto synced = rows_.connection.query(Sql::is_synced);
        if (synced.with(":source", name).next())
            return fmt::format("{} is what `ispo sync` reads; give this source another name.", name);
        if (rows_.writer.meta(fmt::format("directory.import.{}", name)))
            return fmt::format("{} is what `ispo people import` reads; give this source another name.", name);
        return {};
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
    bool is_first_;  // nothing was known before
};

// Of a file that was not read to its end nothing is said of what it lacks.
void note(FactsImported& out, const core::Error& error) {
    if (error.code == core::Errc::invalid)
        out.faults.push_back({0, error.sentence});
    else
        out.failure = error;
}

}  // namespace

bool FactsImported::changes_anything() const {
    return std::ranges::any_of(kinds, [](const auto& kind) {
        return kind.second.fresh + kind.second.changed + kind.second.gone > 0;
    });
}

bool is_own_source(std::string_view name) {
    constexpr std::array<std::string_view, 8> own = {"catalog",   "git",    "org-chart", "org-data",
                                                     "overrides", "owners", "sample",    "teams"};
    return name == "github" || name.starts_with("github:") || std::ranges::find(own, name) != own.end();
}

bool FactsReader::is_by_file(std::string_view source) const { return meta(mark_of(source)).has_value(); }

FactsImported FactsWriter::put_facts(const NextRecord& next, Time now, bool is_trial,
                                     const std::function<void(const FactsImported&)>& at_end) {
    FactsImported out;
    try {
        transaction(*connection_, [&] {
            FactsImporter importer(*connection_, *this, now, out);
            for (;;) {
                const auto record = next();
                if (!record) {
                    note(out, record.error());
                    throw Undone();
                }
                if (!*record) break;
                importer.take(**record);
            }
            importer.end();
            if (is_trial || !out.faults.empty()) throw Undone();
            if (at_end) at_end(out);
        });
        out.is_kept = true;
    } catch (const Undone&) {
    }
    std::ranges::sort(out.faults, {}, &FactFault::line);
    return out;
}

}  // namespace storage
