// SPDX-License-Identifier: Apache-2.0
#include "bot/github_activity.hpp"

#include "core/text.hpp"
#include "sources/github/changes.hpp"
#include "sources/github/issues.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace asio = boost::asio;

namespace bot {

namespace {

using Kind = sources::github::Outcome::Kind;
using sources::github::ActivityPage;

constexpr std::size_t streams_at_once = 25, most_left = 500;
constexpr int most_pages = 50;   // of one list before the others have their turn
constexpr int most_at_hole = 3;  // runs that end at a row that does not come; then it is passed over
// Of what was last changed so shortly before, more may show: GitHub tells seconds, and not everywhere at
// once.
constexpr std::chrono::minutes overlap{5};
constexpr std::chrono::days first_stretch{90}, second_stretch{365};

bool is_change(const storage::Stream& stream) { return stream.kind == insight::ItemKind::change; }

int largest_page(const storage::Stream& stream) {
    return is_change(stream) ? 100 : sources::github::issues_page_size;
}

std::string_view words_of(insight::ItemKind kind) {
    return kind == insight::ItemKind::change ? "pull requests" : "issues";
}

core::Result<ActivityPage> read_page(insight::ItemKind kind, const core::Json& data,
                                     const std::string& source) {
    return kind == insight::ItemKind::change ? sources::github::read_changes(data, source)
                                             : sources::github::read_issues(data, source);
}

core::Json variables_of(const storage::Stream& stream, int size) {
    const auto& cursor = stream.news_to ? stream.news_cursor : stream.back_cursor;
    auto variables = sources::github::activity_variables(stream.full_name, cursor, size);
    if (!is_change(stream))
        variables["since"] =
            stream.news_to ? core::Json(core::to_rfc3339(*stream.read_to - overlap)) : core::Json();
    return variables;
}

// News come at the front: what will come must not wait behind a row that does not.
void begin_news_anew(storage::Stream& stream) {
    stream.news_cursor.clear();
    stream.news_to.reset();
}

}  // namespace

// News and what is old meet holes of their own.
int& stuck_of(storage::Stream& stream) { return stream.news_to ? stream.news_stuck : stream.stuck; }

// A list that goes back in time shows again what lies behind it: its pages never end.
bool rises(const storage::Stream& stream, const ActivityPage& page) {
    return !stream.news_to && !stream.back_cursor.empty() && stream.read_from && page.oldest &&
           *page.oldest > *stream.read_from;
}

std::vector<core::Time> floors_of(std::chrono::days history, core::Time now) {
    std::vector<core::Time> floors;
    for (const auto stretch : {first_stretch, second_stretch})
        if (history.count() == 0 || stretch < history) floors.push_back(now - stretch);
    floors.push_back(history.count() == 0 ? core::Time{} : now - history);
    return floors;
}

asio::awaitable<void> GithubActivity::begin() {
    floors_ = floors_of(calls_.settings.history, calls_.run.now());
    phase_ = 0;
    left_.clear();
    news_read_.clear();
    resting_.clear();
    auto unit = [key = storage::history_key(calls_.settings.source()),
                 floor = core::to_rfc3339(floors_.back())](storage::Writer& writer) {
        if (writer.meta(key) != floor) writer.set_meta(key, floor);
    };
    co_await calls_.keep(std::move(unit), Touches::messages);
}

bool GithubActivity::waits(const storage::Stream& stream, core::Time floor) const {
    if (left_.contains(key_of(stream)) || !stream.newest_at || *stream.newest_at <= floor) return false;
    if (!stream.read_to) return true;
    const bool has_news = stream.has_news() && !news_read_.contains(key_of(stream));
    return has_news || (!stream.is_whole && (!stream.read_from || *stream.read_from > floor));
}

asio::awaitable<std::vector<storage::Stream>> GithubActivity::next_streams(core::Time floor,
                                                                           bool is_troubled) {
    auto look = [source = calls_.settings.source(), floor, is_troubled, last = floors_.back(),
                 most = streams_at_once + left_.size() + news_read_.size() +
                        resting_.size()](const storage::Reader& reader) {
        const storage::ActivityReader activity(reader);
        return std::pair(activity.waiting_streams(source, floor, most, is_troubled),
                         activity.count_waiting(source, last));
    };
    auto [streams, all] = co_await calls_.database.read_slowly(std::move(look));
    calls_.run.progress.to_read = all;
    std::erase_if(streams, [&](const auto& stream) { return !waits(stream, floor); });
    const auto rests = [this](const auto& stream) { return resting_.contains(key_of(stream)); };
    if (std::ranges::all_of(streams, rests)) resting_.clear();
    std::erase_if(streams, rests);
    co_return std::move(streams);
}

asio::awaitable<bool> GithubActivity::read_some() {
    // Those that failed before come last: however many they are, the others are read.
    for (; phase_ <= floors_.size() && !calls_.run.is_over() && left_.size() < most_left; ++phase_) {
        const bool is_troubled = phase_ == floors_.size();
        const auto floor = is_troubled ? floors_.back() : floors_[phase_];
        auto streams = co_await next_streams(floor, is_troubled);
        if (streams.empty()) continue;
        for (auto& stream : streams) {
            if (calls_.run.is_over()) co_return false;
            co_await read(std::move(stream), floor);
        }
        co_return true;
    }
    co_return false;
}

asio::awaitable<void> GithubActivity::read(storage::Stream stream, core::Time floor) {
    int most = largest_page(stream);
    stream.page_size = stream.page_size == 0 ? most : std::min(stream.page_size * 2, most);
    const auto doing =
        fmt::format("reading {} of {}", words_of(stream.kind), core::one_line(stream.full_name));
    for (int pages = 0; waits(stream, floor) && !calls_.run.is_over(); ++pages) {
        if (pages == most_pages) {  // the others have their turn first
            resting_.insert(key_of(stream));
            co_return;
        }
        calls_.run.tell(doing);
        // Before the first page: what changes from now on is found by the next sweep.
        const auto mark = std::min(*stream.newest_at, calls_.run.now() - overlap);
        if (!stream.read_to)
            stream.read_to = mark;
        else if (stream.has_news() && !stream.news_to && !news_read_.contains(key_of(stream)))
            stream.news_to = std::max(mark, *stream.read_to);
        const auto step = co_await take_page(stream, most);
        if (step == Step::left) co_return;
    }
    --calls_.run.progress.to_read;
}

// The place of the list that a page leads to.
void GithubActivity::move_on(storage::Stream& stream, const ActivityPage& page) {
    stream.holes = 0;
    stream.trouble.clear();
    if (stream.news_to) {
        const bool has_met = page.next.empty() || (page.oldest && *page.oldest <= *stream.read_to - overlap);
        stream.news_cursor = has_met ? std::string() : page.next;
        if (!has_met) return;
        stream.read_to = std::exchange(stream.news_to, std::nullopt);
        stream.news_stuck = 0;
        if (stream.has_news()) news_read_.insert(key_of(stream));
        return;
    }
    if (page.holes == 0) stream.stuck = 0;  // what did not come has come, or lies behind
    if (page.oldest) stream.read_from = page.oldest;
    if (!stream.read_from) stream.read_from = stream.read_to;
    stream.back_cursor = page.next;
    stream.is_whole = page.next.empty();
    if (stream.has_news()) news_read_.insert(key_of(stream));
}

asio::awaitable<GithubActivity::Step> GithubActivity::take_page(storage::Stream& stream, int& most) {
    auto query = is_change(stream) ? sources::github::changes_query() : sources::github::issues_query();
    GithubCalls::Variables variables = [&stream](int size) { return variables_of(stream, size); };
    const int asked = stream.page_size;
    auto called = co_await calls_.page(std::move(query), std::move(variables), stream.page_size, 1);
    if (stream.page_size < asked) most = stream.page_size;  // it was too heavy: not larger again
    if (calls_.run.is_stopping()) co_return Step::left;
    if (!called.has_some()) {
        calls_.run.can_go_on(called.outcome, called.was_answered);
        auto why = said_of(called.outcome);
        const bool is_gone = called.outcome.kind == Kind::gone;
        // GitHub may have forgotten the place: the next run begins at the newest, and what is there stays.
        if (called.outcome.kind == Kind::not_understood && !stream.news_to) stream.back_cursor.clear();
        if (called.outcome.kind == Kind::not_understood || called.outcome.kind == Kind::too_heavy)
            begin_news_anew(stream);
        co_await leave(stream, std::move(why), is_gone);
        co_return Step::left;
    }
    calls_.run.was_fine();
    // Thousands of comments may be judged there, which would keep everybody else waiting.
    auto work = [kind = stream.kind, body = std::move(called.body), source = calls_.settings.source()] {
        return read_page(kind, body, source);
    };
    auto page = co_await calls_.worker.run(std::move(work));
    const auto& cursor = stream.news_to ? stream.news_cursor : stream.back_cursor;
    std::string why;
    if (!page)
        why = page.error().sentence;
    else if (std::to_string(page->repository) != stream.key)
        why = "another repository has its name now";
    else if (!page->next.empty() &&
             (page->next == cursor || rises(stream, *page) || (page->items.empty() && page->holes == 0)))
        why = "GitHub gives pages without end";
    else if (page->holes > 0 && stream.page_size == 1 && ++stuck_of(stream) < most_at_hole)
        why = "GitHub leaves one out";
    if (!why.empty()) {
        begin_news_anew(stream);
        const bool is_gone = page.has_error() && page.error().code == core::Errc::not_found;
        co_await leave(stream, std::move(why), is_gone);
        co_return Step::left;
    }
    if (page->holes > 0 && stream.page_size == 1) pass_over(stream, page->holes);
    if (page->holes == 0 || stream.page_size == 1) {
        move_on(stream, *page);
        stream.page_size = std::min(stream.page_size * 2, most);
    } else {
        // Nothing goes past what could not be read: what came is kept, and fewer are asked for from there.
        stream.holes = page->holes;
        stream.page_size = std::max(stream.page_size / 2, 1);
    }
    co_await keep(stream, std::move(*page));
    co_return Step::again;
}

// A row that did not come in several runs: what lies behind it, and all that is new, must not wait for it.
void GithubActivity::pass_over(storage::Stream& stream, int rows) {
    stuck_of(stream) = 0;
    stream.skipped += rows;
    calls_.run.trouble(fmt::format("One of the {} of {} cannot be read; the list goes on without it.",
                                   words_of(stream.kind), core::one_line(stream.full_name)));
}

asio::awaitable<void> GithubActivity::keep(storage::Stream stream, ActivityPage page) {
    const auto count = static_cast<std::int64_t>(page.items.size());
    auto unit = [stream = std::move(stream), page = std::move(page), source = calls_.settings.source(),
                 now = calls_.run.now()](storage::Writer& writer) {
        storage::ActivityWriter activity(writer);
        activity.put_items(stream.repository, page.items, page.people, source);
        activity.put_stream(stream, now);
    };
    co_await calls_.keep(std::move(unit));
    calls_.run.progress.items += count;
    calls_.run.report.items += count;
}

// The next run tries again. What is not shown any more is no trouble: the next inventory tells of it.
asio::awaitable<void> GithubActivity::leave(storage::Stream stream, std::string why, bool is_gone) {
    left_.insert(key_of(stream));
    stream.trouble = fmt::format("The {} of {} could not all be read: {}.", words_of(stream.kind),
                                 core::one_line(stream.full_name), why);
    if (!is_gone) calls_.run.trouble(stream.trouble);
    auto unit = [stream = std::move(stream), now = calls_.run.now()](storage::Writer& writer) {
        storage::ActivityWriter(writer).put_stream(stream, now);
    };
    co_await calls_.keep(std::move(unit), Touches::messages);
}

}  // namespace bot
