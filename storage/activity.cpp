// SPDX-License-Identifier: Apache-2.0
#include "storage/activity.hpp"

#include "storage/database.hpp"
#include "storage/hosted_people.hpp"
#include "storage/words.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace storage {
namespace {

insight::ItemKind kind_from(std::string_view word) {
    return word == "issue" ? insight::ItemKind::issue : insight::ItemKind::change;
}

// The columns as stream_columns in statements.cpp lists them.
Stream stream_of(const Query& query) {
    Stream stream;
    stream.repository = query.integer(0);
    stream.kind = kind_from(query.view(1));
    stream.key = query.text(2);
    stream.full_name = query.text(3);
    stream.newest_at = query.optional_time(4);
    stream.total = query.integer(5);
    stream.read_to = query.optional_time(6);
    stream.read_from = query.optional_time(7);
    stream.is_whole = query.truth(8);
    stream.back_cursor = query.text(9);
    stream.news_cursor = query.text(10);
    stream.news_to = query.optional_time(11);
    stream.page_size = static_cast<int>(query.integer(12));
    stream.holes = static_cast<int>(query.integer(13));
    stream.stuck = static_cast<int>(query.integer(14));
    stream.skipped = query.integer(15);
    stream.trouble = query.text(16);
    stream.news_stuck = static_cast<int>(query.integer(17));
    return stream;
}

std::optional<insight::IssueState> issue_state_of(const Query& query, int column) {
    if (query.is_null(column)) return std::nullopt;
    insight::IssueState state;
    state.text = {query.truth(column), query.truth(column + 1), query.truth(column + 2),
                  query.truth(column + 3)};
    state.locked = query.truth(column + 4);
    state.has_linked_change = query.truth(column + 5);
    state.offered_at = query.optional_time(column + 6);
    state.claimer = query.text(column + 7);
    state.claimed_at = query.optional_time(column + 8);
    return state;
}

insight::HostedItem hosted_item_of(const Query& query) {
    insight::HostedItem out;
    auto& item = out.item;
    item.key = query.text(1);
    item.kind = kind_from(query.view(2));
    item.number = static_cast<int>(query.integer(3));
    item.title = query.text(4);
    item.author = query.text(5);
    item.created_at = query.time(6);
    item.ready_at = query.optional_time(7);
    item.merged_at = query.optional_time(8);
    item.closed_at = query.optional_time(9);
    item.merger = query.text(10);
    item.labels = list_from(query.view(11));
    item.assignee = query.text(12);
    out.node = query.text(13);
    out.updated_at = query.time(14);
    out.association = query.text(15);
    out.is_from_fork = query.truth(16);
    out.is_undecided = query.truth(17);
    out.issue = issue_state_of(query, 18);
    return out;
}

// One page of items. Ids are remembered, so a key is looked up once however many rows name it.
class ItemImport {
  public:
    ItemImport(Connection& connection, std::int64_t repository, std::string_view source)
        : connection_(connection), repository_(repository), source_(source) {}

    void put(const insight::Person& person) {
        people_[person.key] = put_hosted_person(connection_, Sql::put_author, person, source_);
    }

    void put(const insight::HostedItem& hosted) {
        const auto id = put_row(hosted.item);
        connection_.query(Sql::put_hosted_item)
            .with(":item", id)
            .with(":node", hosted.node)
            .with(":updated_at", hosted.updated_at)
            .with(":association", hosted.association)
            .with(":from_fork", hosted.is_from_fork)
            .with(":undecided", hosted.is_undecided)
            .run();
        if (!hosted.is_undecided) connection_.query(Sql::clear_responses).with(":item", id).run();
        for (const auto& response : hosted.item.responses)
            if (const auto person = person_named(response.person))
                connection_.query(Sql::put_response)
                    .with(":item", id)
                    .with(":person", person)
                    .with(":at", response.at)
                    .run();
        if (hosted.issue) put(id, *hosted.issue);
    }

  private:
    void put(std::int64_t item, const insight::IssueState& state) {
        connection_.query(Sql::put_issue_state)
            .with(":item", item)
            .with(":long_text", state.text.is_long)
            .with(":acceptance_list", state.text.has_acceptance_list)
            .with(":pointer", state.text.has_pointer)
            .with(":mentor", state.text.names_mentor)
            .with(":locked", state.locked)
            .with(":linked_change", state.has_linked_change)
            .with(":offered_at", state.offered_at)
            .with(":claimer", person_named(state.claimer))
            .with(":claimed_at", state.claimed_at)
            .run();
    }

    std::int64_t put_row(const insight::Item& item) {
        return connection_.query(Sql::put_item)
            .with(":repository", repository_)
            .with(":key", item.key)
            .with(":kind", word_of(item.kind))
            .with(":number", item.number)
            .with(":title", item.title)
            .with(":author", person_named(item.author))
            .with(":created_at", item.created_at)
            .with(":ready_at", item.ready_at)
            .with(":merged_at", item.merged_at)
            .with(":closed_at", item.closed_at)
            .with(":merger", person_named(item.merger))
            .with(":labels", text_of(item.labels))
            .with(":assignee", person_named(item.assignee))
            .id();
    }

    std::optional<std::int64_t> person_named(const std::string& key) const {
        const auto found = people_.find(key);
        return found == people_.end() ? std::nullopt : std::optional(found->second);
    }

    Connection& connection_;
    std::int64_t repository_;
    std::string source_;
    std::unordered_map<std::string, std::int64_t> people_;
};

}  // namespace

std::vector<Stream> ActivityReader::waiting_streams(std::string_view source, Time floor, std::size_t limit,
                                                    bool is_troubled) const {
    std::vector<Stream> out;
    auto query = connection_->query(Sql::waiting_streams);
    query.with(":source", source).with(":floor", floor).with(":limit", limit).with(":troubled", is_troubled);
    while (query.next()) out.push_back(stream_of(query));
    return out;
}

std::int64_t ActivityReader::count_waiting(std::string_view source, Time floor) const {
    return connection_->query(Sql::count_waiting_streams).with(":source", source).with(":floor", floor).id();
}

StreamCounts ActivityReader::stream_counts(std::string_view source, Time floor) const {
    StreamCounts out;
    {
        auto query = connection_->query(Sql::stream_counts);
        query.with(":source", source).with(":floor", floor);
        query.next();
        out.lists = query.integer(0);
        out.troubled = query.integer(1);
        out.skipped = query.integer(2);
    }
    out.waiting = count_waiting(source, floor);
    out.undecided = connection_->query(Sql::count_undecided_items).with(":source", source).id();
    return out;
}

std::vector<std::string> ActivityReader::stream_troubles(std::string_view source, std::size_t limit) const {
    std::vector<std::string> out;
    auto query = connection_->query(Sql::stream_troubles);
    query.with(":source", source).with(":limit", limit);
    while (query.next()) out.push_back(query.text(0));
    return out;
}

std::vector<UndecidedItem> ActivityReader::undecided(std::string_view source, Time asked_before,
                                                     std::int64_t after, std::size_t limit) const {
    std::vector<UndecidedItem> out;
    auto query = connection_->query(Sql::undecided_items);
    query.with(":source", source)
        .with(":asked_before", asked_before)
        .with(":after", after)
        .with(":limit", limit);
    while (query.next())
        out.push_back({query.integer(0), query.integer(1), kind_from(query.view(2)), query.text(3),
                       query.text(4), query.text(5)});
    return out;
}

std::vector<insight::HostedItem> ActivityReader::hosted_items(std::int64_t repository, std::int64_t& after,
                                                              std::size_t limit) const {
    std::vector<insight::HostedItem> out;
    std::vector<std::int64_t> ids;
    {
        auto query = connection_->query(Sql::hosted_items);
        query.with(":repository", repository).with(":after", after).with(":limit", limit);
        while (query.next()) {
            out.push_back(hosted_item_of(query));
            ids.push_back(query.integer(0));
        }
    }
    for (std::size_t i = 0; i < out.size(); ++i) {
        auto query = connection_->query(Sql::responses_of);
        query.with(":item", ids[i]);
        while (query.next()) out[i].item.responses.push_back({query.text(0), query.time(1)});
    }
    if (!ids.empty()) after = ids.back();
    return out;
}

void ActivityWriter::put_swept(std::string_view source, const std::vector<SweptList>& lists) {
    for (const auto& list : lists) {
        std::optional<std::int64_t> repository;
        {
            auto query = connection_->query(Sql::repository_of_source);
            if (query.with(":source", source).with(":key", list.key).next()) repository = query.integer(0);
        }
        if (!repository) continue;
        connection_->query(Sql::put_swept)
            .with(":repository", *repository)
            .with(":kind", word_of(list.kind))
            .with(":newest_at", list.newest_at)
            .with(":total", list.total)
            .run();
    }
}

void ActivityWriter::put_stream(const Stream& stream, Time now) {
    connection_->query(Sql::put_stream)
        .with(":repository", stream.repository)
        .with(":kind", word_of(stream.kind))
        .with(":read_to", stream.read_to)
        .with(":read_from", stream.read_from)
        .with(":whole", stream.is_whole)
        .with(":back_cursor", stream.back_cursor)
        .with(":news_cursor", stream.news_cursor)
        .with(":news_to", stream.news_to)
        .with(":page_size", stream.page_size)
        .with(":holes", stream.holes)
        .with(":stuck", stream.stuck)
        .with(":news_stuck", stream.news_stuck)
        .with(":skipped", stream.skipped)
        .with(":trouble", stream.trouble)
        .with(":now", now)
        .run();
}

void ActivityWriter::put_items(std::int64_t repository, const std::vector<insight::HostedItem>& items,
                               const std::vector<insight::Person>& people, std::string_view source) {
    ItemImport import(*connection_, repository, source);
    for (const auto& person : people) import.put(person);
    for (const auto& item : items) import.put(item);
}

void ActivityWriter::mark_asked(std::int64_t item, Time now) {
    connection_->query(Sql::mark_asked).with(":item", item).with(":now", now).run();
}

std::string history_key(std::string_view source) { return fmt::format("sync.history.{}", source); }

}  // namespace storage
