// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/repository_facts.hpp"

#include "insight/settings_json.hpp"
#include "sources/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>

namespace sources::facts {
namespace {

using core::Json;

using CheckFacts = std::vector<insight::connector::CheckFact>;

CheckFacts still_telling(const CheckFacts& facts, core::Time now) {
    CheckFacts out;
    std::ranges::copy_if(facts, std::back_inserter(out),
                         [&](const auto& fact) { return fact.at >= now - core::Days(oldest_days); });
    return out;
}

// A clock that is ahead makes nothing newer than now.
core::Time seen_at(const CheckFacts& facts, core::Time now) {
    for (const auto& fact : facts) now = std::min(now, fact.at);
    return now;
}

insight::Facts begin(const insight::Repository& repository, core::Time collected_at) {
    insight::Facts facts;
    facts.name = repository.name;
    facts.full_name = repository.full_name;
    facts.remote = repository.full_name;
    facts.mode = insight::Mode::api;
    facts.source = repository.source;
    facts.collected_at = collected_at;
    return facts;
}

std::string where_of(const insight::connector::CheckFact& fact, const std::string& source) {
    return fact.where.empty() ? fmt::format("{}, as {} states it", fact.fact, source) : fact.where;
}

insight::Settings settings_of(const insight::Repository& repository, const CheckFacts& facts) {
    Json stated = Json::object();
    for (const auto& fact : facts)
        stated[fact.fact] = {{"value", fact.value}, {"where", where_of(fact, repository.source)}};
    auto settings = insight::settings_from_json(stated);
    const auto where = [&](const char* name) {
        return fmt::format("{}, as {} states it", name, repository.source);
    };
    settings.visibility = {repository.visibility, where("visibility")};
    settings.description = {repository.description, where("description")};
    settings.topics = {repository.topics, where("topics")};
    settings.archived = {repository.archived, where("archived")};
    return settings;
}

// Texts by path; one that was not stated is not there to be read.
class Texts {
  public:
    explicit Texts(const Json& files) {
        for (const auto& file : core::member_of(files, "files")) {
            const auto path = core::text_of(file, "path");
            const auto& text = core::member_of(file, "text");
            if (text.is_string()) texts_[path] = text.get<std::string>();
            const auto unknown = text.is_string() ? static_cast<std::int64_t>(texts_[path].size()) : -1;
            const auto size = core::number_of(file, "size", unknown);
            tree_.files.push_back({path, insight::FileKind::regular,
                                   size < 0 ? insight::unknown_size : static_cast<std::uint64_t>(size)});
        }
        std::ranges::sort(tree_.files, {}, &insight::File::path);
        tree_.truncated = !core::truth_of(files, "complete");
    }
    const insight::Tree& tree() const { return tree_; }
    std::optional<Blob> read(const insight::File& file) const {
        Blob blob;
        const auto found = texts_.find(file.path);
        blob.absent = found == texts_.end();
        if (!blob.absent) blob.bytes = found->second;
        return blob;
    }

  private:
    std::map<std::string, std::string> texts_;
    insight::Tree tree_;
};

}  // namespace

insight::Facts facts_of(const insight::Repository& repository,
                        const std::vector<insight::connector::CheckFact>& all, core::Time now) {
    const auto facts = still_telling(all, now);
    auto out = begin(repository, seen_at(facts, now));
    out.settings = settings_of(repository, facts);
    const auto files = std::ranges::find(facts, "files", &insight::connector::CheckFact::fact);
    if (files == facts.end()) return out;
    out.commit = core::text_of(files->value, "commit");
    const Texts texts(files->value);
    Contents contents;
    contents.read = [&](const insight::File& file) { return texts.read(file); };
    assemble(out, texts.tree(), contents);
    return out;
}

}  // namespace sources::facts
