// SPDX-License-Identifier: Apache-2.0
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/facts_import.hpp"
#include "bot/facts_shell.hpp"
#include "bot/keep.hpp"
#include "bot/log.hpp"
#include "bot/way_in.hpp"
#include "core/text.hpp"
#include "sources/facts/write.hpp"
#include "storage/facts.hpp"
#include "storage/health.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

namespace bot {

namespace {

constexpr std::size_t written_at_once = 256U << 10U;

// All of it, in a file without a name: whoever reads slowly must not hold a state of the data, nor its lock.
core::Result<OpenFile> written(const storage::FactsReader& reader, const std::string& source) {
    auto file = OpenFile::without_name();
    if (!file) return file;
    core::Result<void> result;
    std::string some;
    const auto flush = [&] {
        if (result) result = file->append(some);
        some.clear();
    };
    reader.in_snapshot([&] {
        const auto sources = reader.stated_sources();
        if (!source.empty() && std::ranges::find(sources, source) == sources.end()) {
            result =
                core::not_found(fmt::format("No source is called “{}”; nothing was written. There is: {}.",
                                            core::shorten(core::one_line(source), 60),
                                            sources.empty() ? "none" : core::join(sources, ", ")));
            return;
        }
        reader.each_fact(source, [&](const insight::connector::Record& record) {
            if (!result) return;
            some += sources::facts::line_of(record) + "\n";
            if (some.size() >= written_at_once) flush();
        });
        flush();
    });
    if (!result) return result.error();
    file->begin_again();
    return file;
}

core::Result<void> print(const OpenFile& file) {
    std::string some(written_at_once, '\0');
    for (;;) {
        const auto count = ::read(file.descriptor(), some.data(), some.size());
        if (count < 0)
            return core::unavailable("Not all of it could be written: what was kept aside cannot be read.");
        const auto length = static_cast<std::size_t>(count);
        const bool is_written = std::fwrite(some.data(), 1, length, stdout) == length;
        if (!is_written || (length == 0 && std::fflush(stdout) != 0))
            return core::unavailable(
                "Not all of it could be written: who reads it has gone, or the disk is full.");
        if (length == 0) return {};
    }
}

// Beside the service, on one state of its data.
core::Result<OpenFile> export_beside(const std::filesystem::path& socket, const std::string& source) {
    const core::Json message = {{"kind", "facts"}, {"do", "export"}, {"source", source}};
    if (const auto noted = ask_service(socket, message); !noted) return noted.error();
    const auto reader = storage::look_into(socket.parent_path() / "ispo.db");
    if (!reader)
        return core::conflict("The running service is of another version; use the same version of ispo.");
    return written(storage::FactsReader(*reader), source);
}

core::Result<OpenFile> export_here(const Config& config, const std::string& source) {
    storage::Store store(config.data_folder() / "ispo.db");
    auto writer = store.writer();
    writer.in_transaction([&] { writer.add_audit(facts_row(::getuid(), export_line(source), wall_now())); });
    return written(storage::FactsReader(store.reader()), source);
}

}  // namespace

std::string export_line(const std::string& source) {
    return source.empty() ? "export" : "export --source " + core::quote_word(core::one_line(source));
}

int export_facts(const Config& config, const std::string& source, const ShellOptions& options) {
    start_log("error", "text");
    const auto file = [&]() -> core::Result<OpenFile> {
        try {
            const auto way = way_in(config, Demo::answers);
            if (!way) return way.error();
            return way->service ? export_beside(*way->service, source) : export_here(config, source);
        } catch (const storage::Broken& broken) {
            return error_of(broken);
        }
    }();
    if (!file) return show_error(file.error(), options);
    const auto done = print(*file);
    return done ? 0 : show_error(done.error(), options);
}

}  // namespace bot
