// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_inbox.hpp"

#include "bot/dispatcher.hpp"
#include "bot/log.hpp"

#include <fmt/format.h>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace asio = boost::asio;

namespace bot {

namespace {

// A shell that says nothing for so long is gone.
constexpr std::chrono::seconds longest_silence{60};
// Long enough for a shell that is slow, or tries again.
constexpr std::chrono::minutes kept_after_end{5};
constexpr std::chrono::hours between_judgings{24};
// So many are judged before somebody else may write.
constexpr std::size_t judged_at_once = 5;
// Of a file, and what is left on the disk beside it and all that is written of it.
constexpr std::uint64_t longest_file = 64ULL << 30U, reserve = 256ULL << 20U;
// Its last line may have no end.
constexpr std::uint64_t added = 1;

core::Result<void> need_room(const std::filesystem::path& folder, std::uint64_t bytes) {
    if (bytes > longest_file)
        return core::unavailable(fmt::format("A file may have {} GiB at most; nothing was changed. Split it.",
                                             longest_file >> 30U));
    std::error_code failed;
    const auto space = std::filesystem::space(folder, failed);
    if (failed || space.available >= 2 * bytes + reserve) return {};
    return core::unavailable(
        fmt::format("The data folder has no room for that file: {} MiB are free, and {} MiB are needed; "
                    "nothing was changed.",
                    space.available >> 20U, (2 * bytes + reserve) >> 20U));
}

}  // namespace

struct FactsInbox::Session {
    Session(std::string name_, FactsOrder order_, OpenFile file_, std::uint64_t bytes)
        : name(std::move(name_)), order(std::move(order_)), file(std::move(file_)), left(bytes) {}
    std::string name;
    FactsOrder order;
    std::optional<OpenFile> file;
    std::uint64_t left;  // bytes that may still come
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
    bool is_whole = false;
};

FactsInbox::FactsInbox(asio::io_context& loop, DatabaseThreads& database, const CompanyPolicy& company,
                       std::string rules, std::filesystem::path folder, std::function<core::Time()> now)
    : loop_(loop),
      database_(database),
      company_(company),
      rules_(std::move(rules)),
      folder_(std::move(folder)),
      now_(std::move(now)),
      silence_(loop),
      day_(loop) {}
FactsInbox::~FactsInbox() = default;

core::Result<std::string> FactsInbox::begin(FactsOrder order, std::uint64_t bytes) {
    if (stops_->load()) return core::unavailable("ISPO Bot is stopping; nothing was changed.");
    if (session_)
        return core::conflict(
            "Another file of facts is being imported; nothing was changed. Try again when it is done.");
    if (const auto room = need_room(folder_, bytes); !room) return room.error();
    auto file = OpenFile::without_name(folder_);
    if (!file) return file.error();
    session_ = std::make_shared<Session>(new_reference(), std::move(order), std::move(*file), bytes + added);
    await_silence();
    return session_->name;
}

// Whoever is gone must not hold the disk, nor keep others waiting.
void FactsInbox::await_silence() {
    silence_.expires_at(session_->heard + longest_silence);
    silence_.async_wait([this, name = session_->name](const boost::system::error_code& error) {
        if (error || !session_ || session_->name != name || session_->is_whole) return;
        if (std::chrono::steady_clock::now() < session_->heard + longest_silence) return await_silence();
        session_.reset();
    });
}

core::Result<std::shared_ptr<FactsInbox::Session>> FactsInbox::find(std::string_view name) const {
    if (!session_ || session_->name != name)
        return core::conflict(
            "The running service does not know this import any more; nothing was changed. Try again.");
    return session_;
}

core::Result<void> FactsInbox::take(std::string_view name, std::string_view lines) {
    const auto session = find(name);
    if (!session) return session.error();
    if ((*session)->is_whole) return core::conflict("That import has all of its lines already.");
    (*session)->heard = std::chrono::steady_clock::now();
    auto taken = lines.size() > (*session)->left
                     ? core::Result<void>(core::unavailable(
                           "More came than the file had when it was begun; nothing was changed. Import it "
                           "again when nobody writes to it."))
                     : (*session)->file->append(lines);
    if (!taken)
        abort(name);
    else
        (*session)->left -= lines.size();
    return taken;
}

core::Result<void> FactsInbox::finish(std::string_view name) {
    auto session = find(name);
    if (!session) return session.error();
    if ((*session)->is_whole) return {};
    (*session)->is_whole = true;
    silence_.cancel();
    asio::co_spawn(loop_, work(std::move(*session)), logged("facts.failed"));
    return {};
}

void FactsInbox::abort(std::string_view name) {
    if (!session_ || session_->name != name || session_->is_whole) return;
    silence_.cancel();
    session_.reset();
}

core::Result<core::Json> FactsInbox::state(std::string_view name) const {
    for (const auto& ended : ended_)
        if (ended.name == name) return core::json_result(ended.outcome);
    const auto session = find(name);
    if (!session) return session.error();
    return core::json_result({{"done", false}});
}

void FactsInbox::end(const std::string& name, core::Json outcome) {
    const auto now = std::chrono::steady_clock::now();
    std::erase_if(ended_, [&](const Ended& one) { return now - one.at > kept_after_end; });
    ended_.push_back({name, std::move(outcome), now});
    session_.reset();
}

asio::awaitable<void> FactsInbox::work(std::shared_ptr<Session> session) {
    const auto inside = inside_.enter("import " + session->order.name);
    core::Json outcome = {{"done", true}};
    std::string why;
    try {
        outcome = co_await bring(session);
    } catch (const storage::Broken& broken) {
        why = broken.what();
        outcome["error"] = broken.sentence;
    } catch (const std::exception& error) {
        why = error.what();
        outcome["error"] = "The running service failed; nothing was changed. Its log says why.";
    }
    if (!why.empty())
        log(Level::error, "facts.failed", "A file of facts could not be imported.", {{"why", why}});
    session->file.reset();
    end(session->name, std::move(outcome));
}

asio::awaitable<core::Json> FactsInbox::bring(std::shared_ptr<Session> session) {
    core::Json outcome = {{"done", true}};
    session->file->begin_again();
    auto bring = [session, stops = stops_, now = now_()](storage::Writer& writer) {
        return bring_in(writer, *session->file, session->order, now, *stops);
    };
    const auto imported = co_await database_.write_for_long(std::move(bring));
    session->file.reset();
    if (imported.failure) {
        outcome["error"] = imported.failure->sentence;
        co_return outcome;
    }
    auto& told = outcome["imported"];
    told = to_json(imported);
    if (imported.is_kept) co_await follow(told);
    co_return outcome;
}

// The file is in by now, whatever fails here: that is noted, and made up for later.
asio::awaitable<void> FactsInbox::follow(core::Json& imported) {
    std::string why;
    try {
        const auto judged = co_await judge();
        imported["judged"] = judged;
        if (on_facts) co_await on_facts();
    } catch (const storage::Broken& broken) {
        why = broken.what();
        imported["not_judged"] = broken.sentence;
    } catch (const std::exception& error) {
        why = error.what();
        imported["not_judged"] = "The service failed; its log says why.";
    }
    if (!why.empty())
        log(Level::error, "facts.not_judged", "A file of facts is imported, but not all of it is judged.",
            {{"why", why}});
}

void FactsInbox::keep() { asio::co_spawn(loop_, judge_each_day(), logged("facts.failed")); }

asio::awaitable<void> FactsInbox::judge_each_day() {
    for (bool all = false; !stops_->load(); all = true) {
        co_await judge_what_waits(all);
        if (stops_->load()) co_return;
        day_.expires_after(between_judgings);
        boost::system::error_code stopped;
        co_await day_.async_wait(asio::redirect_error(asio::use_awaitable, stopped));
    }
}

asio::awaitable<void> FactsInbox::judge_what_waits(bool all) {
    const auto inside = inside_.enter("judging");
    try {
        auto mark = [rules = rules_, all](storage::Writer& writer) {
            judge_by_rules(writer, rules);
            if (all) judge_all(writer);
        };
        co_await database_.write_alone(std::move(mark));
        co_await judge();
    } catch (const std::exception& error) {
        log(Level::error, "facts.not_judged", "What waits to be judged by files of facts was not.",
            {{"why", error.what()}});
    }
}

asio::awaitable<std::int64_t> FactsInbox::judge() {
    std::int64_t all = 0;
    for (std::size_t some = judged_at_once; some == judged_at_once && !stops_->load();) {
        auto work = [&company = company_, now = now_()](storage::Writer& writer) {
            return judge_some(writer, company, now, judged_at_once);
        };
        some = co_await database_.write_alone(std::move(work));
        all += static_cast<std::int64_t>(some);
    }
    co_return all;
}

void FactsInbox::stop() {
    stops_->store(true);
    silence_.cancel();
    day_.cancel();
    if (session_) abort(std::string(session_->name));
}

}  // namespace bot
