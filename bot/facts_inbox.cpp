// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_inbox.hpp"

#include "bot/dispatcher.hpp"
#include "bot/log.hpp"

#include <boost/asio/co_spawn.hpp>

namespace asio = boost::asio;

namespace bot {

namespace {

// A shell that says nothing for so long is gone.
constexpr std::chrono::seconds longest_silence{60};
// So many are judged before somebody else may write.
constexpr std::size_t judged_at_once = 5;

}  // namespace

struct FactsInbox::Session {
    Session(std::string name_, FactsOrder order_, OpenFile file_)
        : name(std::move(name_)), order(std::move(order_)), file(std::move(file_)) {}
    std::string name;
    FactsOrder order;
    OpenFile file;
    std::chrono::steady_clock::time_point heard = std::chrono::steady_clock::now();
    bool is_whole = false;
    core::Json outcome = {{"done", false}};
};

FactsInbox::FactsInbox(asio::io_context& loop, DatabaseThreads& database, const CompanyPolicy& company,
                       std::filesystem::path folder, std::function<core::Time()> now)
    : loop_(loop), database_(database), company_(company), folder_(std::move(folder)), now_(std::move(now)) {}
FactsInbox::~FactsInbox() = default;

core::Result<std::string> FactsInbox::begin(FactsOrder order) {
    if (stops_->load()) return core::unavailable("ISPO Bot is stopping; nothing was changed.");
    const bool is_done = session_ && core::truth_of(session_->outcome, "done");
    const bool is_silent = session_ && !session_->is_whole &&
                           std::chrono::steady_clock::now() - session_->heard > longest_silence;
    if (session_ && !is_done && !is_silent)
        return core::conflict(
            "Another file of facts is being imported; nothing was changed. Try again when it is done.");
    auto file = OpenFile::without_name(folder_);
    if (!file) return file.error();
    session_ = std::make_shared<Session>(new_reference(), std::move(order), std::move(*file));
    return session_->name;
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
    return (*session)->file.append(lines);
}

core::Result<void> FactsInbox::finish(std::string_view name) {
    auto session = find(name);
    if (!session) return session.error();
    if ((*session)->is_whole) return {};
    (*session)->is_whole = true;
    asio::co_spawn(loop_, work(std::move(*session)), logged("facts.failed"));
    return {};
}

core::Result<core::Json> FactsInbox::state(std::string_view name) const {
    const auto session = find(name);
    if (!session) return session.error();
    return core::json_result((*session)->outcome);
}

asio::awaitable<void> FactsInbox::work(std::shared_ptr<Session> session) {
    const auto inside = inside_.enter("import " + session->order.name);
    core::Json outcome = {{"done", true}};
    try {
        session->file.begin_again();
        auto bring = [session, stops = stops_, now = now_()](storage::Writer& writer) {
            return bring_in(writer, session->file, session->order, now, *stops);
        };
        const auto imported = co_await database_.write_for_long(std::move(bring));
        outcome["imported"] = to_json(imported);
        if (imported.is_kept) {
            outcome["imported"]["judged"] = co_await judge();
            if (on_facts) co_await on_facts();
        }
    } catch (const storage::Broken& broken) {
        log(Level::error, "facts.failed", "A file of facts could not be imported.", {{"why", broken.what()}});
        outcome["error"] = broken.sentence;
    } catch (const std::exception& error) {
        log(Level::error, "facts.failed", "A file of facts could not be imported.", {{"why", error.what()}});
        outcome["error"] = "The running service failed; its log says why.";
    }
    session->outcome = std::move(outcome);
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

void FactsInbox::stop() { stops_->store(true); }

}  // namespace bot
