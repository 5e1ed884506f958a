// SPDX-License-Identifier: Apache-2.0
#include "sources/github/repository.hpp"

#include "insight/links.hpp"
#include "insight/risky_files.hpp"
#include "sources/assemble.hpp"

#include <algorithm>
#include <memory>
#include <utility>

namespace sources::github {

namespace asio = boost::asio;

namespace {

using Kind = Outcome::Kind;

// README, what it links to, what that links to, and one to spare.
constexpr int most_rounds = 5;

insight::Facts begin(const Listed& listed, core::Time now) {
    insight::Facts facts;
    facts.name = listed.repository.name;
    facts.full_name = listed.repository.full_name;
    facts.remote = listed.repository.full_name;
    facts.commit = listed.commit;
    facts.branch = listed.branch;
    facts.host = insight::Host::github;
    facts.mode = insight::Mode::api;
    facts.source = "github";
    facts.collected_at = now;
    facts.settings = listed.settings;
    return facts;
}

// Files of one commit, as far as they were fetched. Used by one thread at a time.
class Reading {
  public:
    Reading(Listed listed, Files files, core::Time now, const ReadingLimits& limits)
        : listed_(std::move(listed)), files_(std::move(files)), now_(now), limits_(limits) {}

    // The facts, once everything that they need is there; otherwise what is to be fetched is in wanted().
    std::optional<insight::Facts> assemble() {
        wanted_.clear();
        auto facts = begin(listed_, now_);
        Contents contents;
        contents.read = [this](const insight::File& file) { return read(file); };
        contents.read_suspect = [this](const insight::File& file) { return read_suspect(file); };
        contents.expect = [this](const auto& files) {
            for (const auto* file : files)
                if (is_worth(*file)) content_of(file->path);
        };
        sources::assemble(facts, files_.tree, contents, limits_.documents);
        if (!wanted_.empty()) return std::nullopt;
        return facts;
    }

    // The next ids to fetch in one query.
    std::vector<std::string> take_wanted() {
        std::vector<std::string> ids;
        std::uint64_t bytes = 0;
        while (!wanted_.empty() && ids.size() < std::min(limits_.query_files, most_contents)) {
            const auto& [id, size] = wanted_.front();
            if (!ids.empty() && bytes + size > limits_.query_bytes) break;
            bytes += size;
            ids.push_back(id);
            wanted_.erase(wanted_.begin());
        }
        return ids;
    }

    // What was asked for and did not come is not there: it is told of once, and not asked for again.
    void keep(const std::vector<std::string>& ids, std::map<std::string, Blob> blobs) {
        for (const auto& id : ids) {
            auto found = blobs.find(id);
            contents_.emplace(id,
                              found == blobs.end() ? std::nullopt : std::optional(std::move(found->second)));
        }
    }
    const std::string& full_name() const { return listed_.repository.full_name; }

  private:
    // Too long a text is not asked for: GitHub would cut it, and the whole query takes longer.
    bool is_worth(const insight::File& file) const {
        return file.kind != insight::FileKind::submodule && size_of(file) <= limits_.text_bytes;
    }
    static std::uint64_t size_of(const insight::File& file) {
        return file.size_bytes == insight::unknown_size ? 0 : file.size_bytes;
    }

    // Null: not fetched yet, and wanted now.
    const std::optional<Blob>* content_of(const std::string& path) {
        const auto id = files_.ids.find(path);
        static const std::optional<Blob> nothing;
        if (id == files_.ids.end()) return &nothing;
        if (const auto found = contents_.find(id->second); found != contents_.end()) return &found->second;
        const bool is_known = std::any_of(wanted_.begin(), wanted_.end(),
                                          [&](const auto& each) { return each.first == id->second; });
        if (!is_known) wanted_.emplace_back(id->second, size_of(*insight::find_file(files_.tree, path)));
        return nullptr;
    }

    std::optional<Blob> read(const insight::File& file) {
        if (!is_worth(file)) {
            Blob blob{.bytes = {}, .truncated = true, .size_bytes = file.size_bytes};
            blob.most_bytes = limits_.text_bytes;
            return blob;
        }
        if (const auto* content = content_of(file.path)) return *content;
        Blob later;
        later.absent = true;
        return later;
    }

    std::optional<std::string> read_suspect(const insight::File& file) {
        if (size_of(file) > insight::longest_suspect) return std::nullopt;
        const auto* content = content_of(file.path);
        if (content == nullptr || !*content || (*content)->truncated) return std::nullopt;
        return (*content)->bytes;
    }

    Listed listed_;
    Files files_;
    core::Time now_;
    ReadingLimits limits_;
    std::map<std::string, std::optional<Blob>> contents_;        // by id
    std::vector<std::pair<std::string, std::uint64_t>> wanted_;  // ids and sizes, in the order of reading
};

}  // namespace

asio::awaitable<core::Result<Read>> read_repository(Api& api, net::Worker& worker, Listed listed,
                                                    core::Time now, ReadingLimits limits) {
    Read read;
    if (listed.commit.empty()) {  // an empty repository
        read.facts = begin(listed, now);
        read.facts->tree.emplace();
        read.outcome.kind = Kind::fine;
        co_return read;
    }
    auto path = tree_path(listed.repository.full_name, listed.commit);
    auto tree = co_await api.get(std::move(path));
    if (!tree) co_return tree.error();
    read.outcome = tree->outcome;
    read.calls = 1;
    if (read.outcome.kind != Kind::fine) co_return read;
    auto parse = [body = std::move(tree->body), most = limits.files] { return read_tree(body, most); };
    auto files = co_await worker.run(std::move(parse));
    if (!files) co_return files.error();
    const auto reading = std::make_shared<Reading>(std::move(listed), std::move(*files), now, limits);
    for (int round = 0; round < most_rounds; ++round) {
        auto work = [reading] { return reading->assemble(); };
        read.facts = co_await worker.run(std::move(work));
        if (read.facts) co_return read;
        for (auto ids = reading->take_wanted(); !ids.empty(); ids = reading->take_wanted()) {
            auto query = contents_query(reading->full_name(), ids);
            auto nothing = core::Json::object();
            auto reply = co_await api.query(std::move(query), std::move(nothing));
            if (!reply) co_return reply.error();
            ++read.calls;
            read.outcome = reply->outcome;
            if (read.outcome.kind == Kind::partial)
                read.outcome.kind = read.outcome.is_heavy ? Kind::too_heavy : Kind::denied;
            if (read.outcome.kind != Kind::fine) co_return read;
            auto keep = [reading, ids = std::move(ids), body = std::move(reply->body)] {
                reading->keep(ids, read_contents(body, ids));
                return true;
            };
            co_await worker.run(std::move(keep));
        }
    }
    co_return core::unavailable(
        "The files of the repository name further ones without end; it was not judged.");
}

}  // namespace sources::github
