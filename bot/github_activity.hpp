// SPDX-License-Identifier: Apache-2.0
// Changes and issues of each repository, last changed first (storage/activity says how far a list is read).
// First the last 90 days of all repositories, then a year, then as far back as the settings say; in each of
// these the repository that was last pushed to first. Lists that could not be read the last time come last.
// So answers are of use after the first minutes.
#pragma once

#include "bot/github_calls.hpp"
#include "sources/github/activity_page.hpp"
#include "storage/activity.hpp"

#include <map>
#include <set>
#include <utility>
#include <vector>

namespace bot {

// Back to when lists are read, one after the other; the last is as far as the settings say (zero: all).
std::vector<core::Time> floors_of(std::chrono::days history, core::Time now);

class GithubActivity {
  public:
    explicit GithubActivity(GithubCalls& calls) : calls_(calls) {}
    boost::asio::awaitable<void> begin();
    // Some of the lists that wait. False when none is left, or nothing more can be had now.
    boost::asio::awaitable<bool> read_some();

  private:
    using Key = std::pair<std::int64_t, insight::ItemKind>;
    enum class Step { again, done, left };
    static Key key_of(const storage::Stream& stream) { return {stream.repository, stream.kind}; }
    bool waits(const storage::Stream& stream, core::Time floor) const;
    boost::asio::awaitable<std::vector<storage::Stream>> next_streams(core::Time floor, bool is_troubled);
    boost::asio::awaitable<void> read(storage::Stream stream, core::Time floor);
    boost::asio::awaitable<Step> take_page(storage::Stream& stream, int& most);
    boost::asio::awaitable<void> keep(storage::Stream stream, sources::github::ActivityPage page);
    boost::asio::awaitable<void> leave(storage::Stream stream, std::string why, bool is_gone);
    void move_on(storage::Stream& stream, const sources::github::ActivityPage& page);
    void pass_over(storage::Stream& stream, int rows);

    GithubCalls& calls_;
    std::vector<core::Time> floors_;
    std::size_t phase_ = 0;
    std::set<Key> left_;       // of this run: lists that could not be read
    std::set<Key> resting_;    // of this run: after so many pages that the others come first
    std::set<Key> news_read_;  // of this run: so new that the next run looks once more
};

}  // namespace bot
