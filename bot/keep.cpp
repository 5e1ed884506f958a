// SPDX-License-Identifier: Apache-2.0
#include "bot/keep.hpp"

#include "bot/assess.hpp"
#include "bot/clock.hpp"
#include "bot/control.hpp"
#include "bot/way_in.hpp"
#include "insight/introduction.hpp"
#include "insight/readiness_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

namespace bot {

namespace {

// Few at a time: people who ask meanwhile wait for no more than these.
constexpr std::size_t in_one_message = 20;

using Some = std::span<const insight::Assessment>;

core::Result<Kept> keep_some(const std::filesystem::path& socket, Some assessments) {
    core::Json list = core::Json::array();
    for (const auto& assessment : assessments) list.push_back(insight::to_json(assessment));
    const core::Json message = {{"kind", "keep"}, {"assessments", list}};
    const auto reply = ask_service(socket, message);
    if (!reply) return reply.error();
    Kept kept;
    for (const auto& each : core::member_of(*reply, "before")) {
        const auto read = insight::assessment_from_json(each);
        kept.before.push_back(read ? std::optional(*read) : std::nullopt);
    }
    for (const auto& each : core::member_of(*reply, "for_few")) kept.for_few.push_back(each == true);
    kept.before.resize(assessments.size());
    kept.for_few.resize(assessments.size());
    return kept;
}

Kept keep_through(const std::filesystem::path& socket, Some assessments) {
    Kept all;
    while (!assessments.empty()) {
        const auto some = assessments.first(std::min(in_one_message, assessments.size()));
        auto kept = keep_some(socket, some);
        if (!kept) {
            all.failed = kept.error();
            break;
        }
        std::move(kept->before.begin(), kept->before.end(), std::back_inserter(all.before));
        all.for_few.insert(all.for_few.end(), kept->for_few.begin(), kept->for_few.end());
        assessments = assessments.subspan(some.size());
    }
    return all;
}

// Who said who may see this very commit of this repository need not say it again. Another commit at the same
// path may be another repository: a build machine checks out everything at one place. One kept before its
// origin was known is called by its path.
std::optional<insight::Visibility> stated_before(const storage::Writer& writer,
                                                 const insight::Repository& row,
                                                 const insight::Assessment& assessment) {
    for (const auto& known : writer.repositories_named(row.key, assessment.at)) {
        const bool is_same = known.full_name == row.full_name || known.full_name == row.key;
        if (known.source != row.source || !is_same) continue;
        const auto latest = writer.latest_assessment(known.id);
        if (latest && !assessment.commit.empty() && latest->commit == assessment.commit)
            return known.visibility;
    }
    return std::nullopt;
}

std::vector<storage::StatedOwner> owners_of(const insight::Assessment& assessment) {
    std::vector<storage::StatedOwner> owners;
    for (const auto& owner : assessment.owners) owners.push_back({owner, insight::is_team(owner)});
    return owners;
}

// Names are looked up in a demo that runs here, so it must know them too. Asked before the folder is locked:
// a demo that hangs must not keep others from it.
std::optional<core::Error> show_in_demo(const Config& config, Some assessments) {
    if (const auto service = service_in(config.data_folder()); !service || *service) return std::nullopt;
    const auto demo = service_in(demo_folder(config));
    return demo && *demo ? keep_through(**demo, assessments).failed : std::nullopt;
}

Kept keep_under_lock(const Config& config, const std::vector<insight::Assessment>& assessments) {
    Kept kept;
    try {
        storage::Store store(config.data_folder() / "ispo.db");
        auto writer = store.writer();
        writer.in_transaction([&] { kept = keep_in(writer, assessments, wall_now()); });
    } catch (const storage::Broken& broken) {
        kept = Kept();
        kept.failed = error_of(broken);
    }
    return kept;
}

}  // namespace

core::Error error_of(const storage::Broken& broken) {
    if (broken.kind == storage::Broken::Kind::newer_schema)
        return core::Error{core::Errc::conflict, broken.with_path, broken.what()};
    return core::unavailable(broken.with_path, broken.what());
}

Kept keep_in(storage::Writer& writer, const std::vector<insight::Assessment>& assessments, core::Time now) {
    Kept kept;
    for (const auto& assessment : assessments) {
        auto row = repository_of(assessment);
        if (!assessment.visibility)
            if (const auto stated = stated_before(writer, row, assessment)) row.visibility = *stated;
        const auto id = writer.put_repository(row);
        kept.before.push_back(writer.latest_assessment(id));
        kept.for_few.push_back(!assessment.visibility && row.visibility == insight::Visibility::private_);
        writer.put_assessment(id, assessment);
        writer.put_owners(id, owners_of(assessment), row.source, std::min(assessment.at, now));
    }
    return kept;
}

Kept keep(const Config& config, const std::vector<insight::Assessment>& assessments) {
    const auto not_shown = show_in_demo(config, assessments);
    Kept kept;
    if (const auto way = way_in(config, Demo::is_passed_over); !way)
        kept.failed = way.error();
    else
        kept = way->service ? keep_through(*way->service, assessments) : keep_under_lock(config, assessments);
    kept.not_shown = not_shown;
    return kept;
}

std::string objection_of(const Kept& kept, std::size_t asked) {
    std::string said;
    if (kept.failed && kept.before.empty()) said = "Judged, but not kept: " + kept.failed->sentence;
    if (kept.failed && !kept.before.empty())
        said = fmt::format("Judged, but only the first {} of {} are kept for sure: {}", kept.before.size(),
                           asked, kept.failed->sentence);
    if (!kept.not_shown) return said;
    return fmt::format("{}{} in the demo that runs here: {}", said, said.empty() ? "Kept, but not" : " Nor",
                       kept.not_shown->sentence);
}

}  // namespace bot
