// SPDX-License-Identifier: Apache-2.0
#include "bot/sync.hpp"

#include "bot/client_settings.hpp"
#include "bot/log.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

constexpr std::int64_t judged_between_names = 50;

}  // namespace

struct Sync::Source {
    Source(asio::io_context& loop, GithubSettings settings_, GithubSync::Parts parts)
        : settings(settings_), sync(std::move(settings_), std::move(parts)), timer(loop) {}
    GithubSettings settings;
    GithubSync sync;
    SyncProgress progress;
    SyncReport report;
    asio::steady_timer timer;       // until its next time
    std::int64_t known_judged = 0;  // so many were judged when on_facts was last called
    bool under_way = false;
};

Sync::Sync(asio::io_context& loop, const Config& config, const CompanyPolicy& company,
           DatabaseThreads& database, std::function<core::Time()> now)
    : loop_(loop), database_(database), now_(std::move(now)), client_(loop, client_settings(config)) {
    for (auto& settings : config.github()) {
        const auto place = sources_.size();
        GithubSync::Parts parts{.client = client_, .database = database_, .company = company, .now = now_};
        parts.tell = [this, place](const SyncProgress& progress) {
            auto& source = *sources_[place];
            source.progress = progress;
            // A first run may take hours: what it has brought is of use meanwhile.
            if (on_facts && progress.judged >= source.known_judged + judged_between_names) {
                source.known_judged = progress.judged;
                asio::co_spawn(loop_, learn_names(), logged("sync.names"));
            }
            on_step();
        };
        parts.on_listed = [this] { asio::co_spawn(loop_, learn_names(), logged("sync.names")); };
        sources_.push_back(std::make_unique<Source>(loop_, std::move(settings), std::move(parts)));
    }
}

Sync::~Sync() = default;

void Sync::keep() {
    for (const auto& source : sources_)
        asio::co_spawn(loop_, run_from_time_to_time(*source), logged("sync.failed"));
}

// That new names cannot be typed yet is only logged; the next time finds them.
asio::awaitable<void> Sync::learn_names() {
    if (!on_facts || stopping_) co_return;
    co_await on_facts();
}

core::Result<void> Sync::begin(const SyncOrder& order) {
    if (stopping_) return core::unavailable("ISPO Bot is stopping; nothing was read.");
    if (sources_.empty())
        return core::invalid(
            "No source is configured, so nothing was read. Name a GitHub in the settings: "
            "[github.acme] with organisations and token_file; docs/sources.md says how.");
    if (order.full && !is_idle(order.source))
        return core::conflict(
            "A run is under way, so nothing was begun anew. Wait for it (`ispo sync`), then ask for --full "
            "again.");
    std::vector<std::string> known;
    bool is_found = false;
    for (const auto& source : sources_) {
        known.push_back(source->settings.name);
        if (!order.source.empty() && order.source != source->settings.name) continue;
        is_found = true;
        if (!source->under_way) asio::co_spawn(loop_, run(*source, order.full), logged("sync.failed"));
        source->under_way = true;  // from now on, whenever it gets its turn
    }
    if (is_found) return {};
    return core::not_found(fmt::format("No source is called '{}'; nothing was read. There is: {}.",
                                       core::shorten(core::one_line(order.source), 40),
                                       core::join(known, ", ")));
}

bool Sync::is_idle(std::string_view name) const {
    return std::ranges::none_of(sources_, [&](const auto& source) {
        return source->under_way && (name.empty() || name == source->settings.name);
    });
}

asio::awaitable<void> Sync::run(Source& source, bool full) {
    const auto inside = inside_.enter("sync " + source.settings.name);
    source.under_way = true;
    source.known_judged = 0;
    source.report = {};
    source.progress = {.source = source.settings.source(), .doing = "starting"};
    std::string broke;
    try {
        source.report = co_await source.sync.run(full);
    } catch (const storage::Broken& broken) {
        broke = broken.sentence;
    } catch (const std::exception& error) {
        log(Level::error, "sync.failed", "A source could not be read.", {{"why", error.what()}});
        broke = "It failed; the log says why.";
    }
    if (!broke.empty()) source.report.troubles.push_back(broke);
    source.progress.doing.clear();
    source.under_way = false;
    for (const auto& trouble : source.report.troubles)
        log(Level::warning, "sync.trouble", trouble, {{"source", source.settings.source()}});
    log(Level::info, "sync.done", "A source was read.",
        {{"source", source.settings.source()},
         {"listed", std::to_string(source.report.listed)},
         {"judged", std::to_string(source.report.judged)},
         {"items", std::to_string(source.report.items)},
         {"calls", std::to_string(source.report.calls)}});
    asio::co_spawn(loop_, learn_names(), logged("sync.names"));
    on_step();
}

asio::awaitable<void> Sync::run_from_time_to_time(Source& source) {
    const auto inside = inside_.enter("sync times of " + source.settings.name);
    while (!stopping_) {
        if (!source.under_way) co_await run(source, false);
        if (stopping_) co_return;
        source.timer.expires_after(source.settings.every);
        boost::system::error_code cancelled;
        co_await source.timer.async_wait(asio::redirect_error(asio::use_awaitable, cancelled));
    }
}

void Sync::stop() {
    stopping_ = true;
    for (const auto& source : sources_) {
        source->sync.stop();
        source->timer.cancel();
    }
}

bool Sync::is_busy() const {
    return std::ranges::any_of(sources_, [](const auto& source) {
        return source->under_way && !source->sync.is_waiting_for_answer();
    });
}

// An answer may take half a minute, and nothing is lost without it.
asio::awaitable<void> Sync::wait() {
    asio::steady_timer timer(loop_);
    while (is_busy()) {
        timer.expires_after(std::chrono::milliseconds{20});
        co_await timer.async_wait(asio::use_awaitable);
    }
}

core::Json Sync::state(std::string_view name) const {
    core::Json list = core::Json::array();
    for (const auto& source : sources_) {
        if (!name.empty() && name != source->settings.name) continue;
        const auto& progress = source->progress;
        core::Json one = {{"source", source->settings.name},
                          {"doing", source->under_way ? progress.doing : std::string()},
                          {"listed", source->under_way ? progress.listed : source->report.listed},
                          {"judged", source->under_way ? progress.judged : source->report.judged},
                          {"to_judge", progress.to_judge},
                          {"items", source->under_way ? progress.items : source->report.items},
                          {"to_read", progress.to_read},
                          {"calls", progress.calls},
                          {"points_left", progress.points_left},
                          {"troubles", source->report.troubles}};
        if (progress.waits_until) one["waits_until"] = core::to_rfc3339(*progress.waits_until);
        list.push_back(std::move(one));
    }
    core::Json out;
    out["idle"] = is_idle(name);
    out["sources"] = std::move(list);
    return out;
}

}  // namespace bot
