// SPDX-License-Identifier: Apache-2.0
#include "sources/github/changes.hpp"
#include "sources/github/issues.hpp"
#include "sources/github/sweep.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sources::github;

namespace {

const std::string source = "github:acme";

core::Json json(std::string_view text) { return core::parse_json(text).value(); }
core::Time at(std::string_view text) { return core::parse_time(text).value(); }

core::Json change() {
    return json(R"({
        "id": "PR_1", "fullDatabaseId": "3000000001", "databaseId": null, "number": 7, "title": "Fix the rounding",
        "isDraft": false, "createdAt": "2026-01-04T00:00:00Z", "updatedAt": "2026-01-09T00:00:00Z",
        "mergedAt": null, "closedAt": null, "authorAssociation": "MEMBER", "isCrossRepository": true,
        "author": {"__typename": "User", "login": "Ada", "databaseId": 11}, "mergedBy": null,
        "said": {"pageInfo": {"hasNextPage": false}, "nodes": []},
        "switches": {"pageInfo": {"hasPreviousPage": false}, "nodes": []}})");
}
core::Json comment(std::string_view when, core::Json who, std::string_view body = "") {
    return {{"__typename", "IssueComment"}, {"createdAt", when}, {"author", std::move(who)}, {"body", body}};
}
core::Json review(std::string_view when, core::Json who, std::string_view state = "APPROVED") {
    return {{"__typename", "PullRequestReview"},
            {"submittedAt", when},
            {"author", std::move(who)},
            {"state", state}};
}
core::Json event(std::string_view type, std::string_view when) {
    return {{"__typename", type}, {"createdAt", when}};
}
core::Json user(std::string_view login, int id) {
    return {{"__typename", "User"}, {"login", login}, {"databaseId", id}};
}
core::Json bot(std::string_view login) {
    return {{"__typename", "Bot"}, {"login", login}, {"databaseId", 99}};
}

core::Json page_of(std::string_view list, core::Json nodes, const std::string& next = {}) {
    core::Json data;
    data["rateLimit"] = {{"cost", 2}, {"nodeCount", 3100}};
    data["repository"] = {{"databaseId", 17}, {"nameWithOwner", "acme/tools"}};
    data["repository"][std::string(list)] = {
        {"totalCount", 1},
        {"pageInfo", {{"hasNextPage", !next.empty()}, {"endCursor", next}}},
        {"nodes", std::move(nodes)}};
    return data;
}
insight::HostedItem one_change(core::Json node) {
    const auto page = read_changes(page_of("pullRequests", core::Json::array({std::move(node)})), source);
    REQUIRE(page.has_value());
    REQUIRE(page->items.size() == 1);
    return page->items.front();
}
core::Json issue() {
    return json(R"({
        "id": "I_1", "fullDatabaseId": "5", "number": 9, "title": "Say why it failed", "body": "Short", "state": "OPEN",
        "locked": false, "createdAt": "2026-01-04T00:00:00Z", "updatedAt": "2026-01-09T00:00:00Z", "closedAt": null,
        "authorAssociation": "NONE", "author": {"__typename": "User", "login": "ada", "databaseId": 11},
        "assignees": {"nodes": []}, "labels": {"nodes": [{"name": "Good-First-Issue"}, {"name": "bug"}]},
        "closedByPullRequestsReferences": {"nodes": []}, "said": {"pageInfo": {"hasNextPage": false}, "nodes": []}})");
}
insight::HostedItem one_issue(core::Json node) {
    const auto page = read_issues(page_of("issues", core::Json::array({std::move(node)})), source);
    REQUIRE(page.has_value());
    REQUIRE(page->items.size() == 1);
    return page->items.front();
}

}  // namespace

TEST_CASE("a pull request becomes a change, with people by GitHub's own number") {
    const auto page = read_changes(page_of("pullRequests", core::Json::array({change()}), "c1"), source);
    REQUIRE(page.has_value());
    CHECK(page->repository == 17);
    CHECK(page->full_name == "acme/tools");
    CHECK(page->next == "c1");
    CHECK(page->cost == 2);
    CHECK(page->oldest == at("2026-01-09T00:00:00Z"));
    const auto& found = page->items.at(0);
    CHECK(found.item.key == "3000000001");
    CHECK(found.item.number == 7);
    CHECK(found.item.author == "github:acme:11");
    CHECK(found.item.repository == "17");
    CHECK(found.item.ready_at == at("2026-01-04T00:00:00Z"));
    CHECK(found.node == "PR_1");
    CHECK(found.is_from_fork);
    CHECK_FALSE(found.is_undecided);
    REQUIRE(page->people.size() == 1);
    CHECK(page->people[0].login == "Ada");
    CHECK(page->people[0].kind == insight::PersonKind::human);
}

TEST_CASE("the first response is that of a human other than the author, at or after it was ready") {
    struct Row {
        std::string_view name;
        core::Json said;
        std::string_view first;  // empty: none
    };
    const std::vector<Row> rows = {
        {"nobody", core::Json::array(), ""},
        {"the author", core::Json::array({comment("2026-01-05T00:00:00Z", user("ada", 11))}), ""},
        {"a bot", core::Json::array({comment("2026-01-05T00:00:00Z", bot("ci"))}), ""},
        {"an agent",
         core::Json::array({review("2026-01-05T00:00:00Z", bot("copilot-swe-agent"), "COMMENTED")}), ""},
        {"somebody who is gone", core::Json::array({comment("2026-01-05T00:00:00Z", nullptr)}), ""},
        {"a review that is not submitted",
         core::Json::array({review("2026-01-05T00:00:00Z", user("bob", 12), "PENDING")}), ""},
        {"before it was there", core::Json::array({comment("2026-01-03T00:00:00Z", user("bob", 12))}), ""},
        {"at that very second", core::Json::array({comment("2026-01-04T00:00:00Z", user("bob", 12))}),
         "2026-01-04T00:00:00Z"},
        {"a review before a comment",
         core::Json::array({review("2026-01-06T00:00:00Z", user("bob", 12)),
                            comment("2026-01-05T00:00:00Z", user("eve", 13))}),
         "2026-01-05T00:00:00Z"},
        {"no time", core::Json::array({comment("soon", user("bob", 12)), core::Json(), core::Json(4)}), ""},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        auto node = change();
        node["said"]["nodes"] = row.said;
        const auto found = one_change(node);
        REQUIRE(found.item.responses.empty() == row.first.empty());
        if (!row.first.empty()) CHECK(found.item.responses[0].at == at(row.first));
    }
}

TEST_CASE("ready is the last switch before the first close, else the creation, unless it began as a draft") {
    struct Row {
        std::string_view name;
        core::Json switches;
        bool is_draft;
        std::string_view closed, ready;
    };
    const auto created = "2026-01-04T00:00:00Z";
    const std::vector<Row> rows = {
        {"never a draft", core::Json::array(), false, "", created},
        {"a draft", core::Json::array(), true, "", ""},
        {"a draft that was closed", core::Json::array(), true, "2026-01-06T00:00:00Z", ""},
        {"switched", core::Json::array({event("ReadyForReviewEvent", "2026-01-05T00:00:00Z")}), false, "",
         "2026-01-05T00:00:00Z"},
        {"switched twice",
         core::Json::array({event("ReadyForReviewEvent", "2026-01-05T00:00:00Z"),
                            event("ConvertToDraftEvent", "2026-01-05T01:00:00Z"),
                            event("ReadyForReviewEvent", "2026-01-06T00:00:00Z")}),
         false, "", "2026-01-06T00:00:00Z"},
        {"switched again after it was closed",
         core::Json::array({event("ReadyForReviewEvent", "2026-01-05T00:00:00Z"),
                            event("ClosedEvent", "2026-01-05T02:00:00Z"),
                            event("ReadyForReviewEvent", "2026-01-06T00:00:00Z")}),
         false, "2026-01-07T00:00:00Z", "2026-01-05T00:00:00Z"},
        {"ready from the start, a draft now",
         core::Json::array({event("ConvertToDraftEvent", "2026-01-05T00:00:00Z")}), true, "", created},
    };
    for (const auto& row : rows) {
        INFO(row.name);
        auto node = change();
        node["isDraft"] = row.is_draft;
        node["switches"]["nodes"] = row.switches;
        if (!row.closed.empty()) node["closedAt"] = row.closed;
        const auto found = one_change(node);
        CHECK(found.item.ready_at.has_value() == !row.ready.empty());
        if (found.item.ready_at && !row.ready.empty()) CHECK(*found.item.ready_at == at(row.ready));
        CHECK_FALSE(found.is_undecided);
    }
}

TEST_CASE("a sample that was cut is a question, unless it tells the answer already") {
    auto node = change();
    node["said"]["pageInfo"]["hasNextPage"] = true;
    node["said"]["nodes"] = core::Json::array({comment("2026-01-05T00:00:00Z", bot("ci"))});
    CHECK(one_change(node).is_undecided);
    node["said"]["nodes"] = core::Json::array({comment("2026-01-05T00:00:00Z", user("bob", 12))});
    CHECK_FALSE(one_change(node).is_undecided);
    node["switches"]["pageInfo"]["hasPreviousPage"] = true;
    CHECK(one_change(node).is_undecided);
    node["isDraft"] = true;
    node["switches"]["pageInfo"]["hasPreviousPage"] = false;
    node["said"]["nodes"] = core::Json::array();
    CHECK_FALSE(one_change(node).is_undecided);  // never ready: nobody waits for an answer
    node = change();
    node.erase("said");
    CHECK(one_change(node).is_undecided);
}

TEST_CASE("null in a list is unknown, not none: who answered first stays open") {
    for (const auto* path : {"/said/nodes/0", "/said/nodes", "/said", "/switches/nodes/0", "/switches"}) {
        INFO(path);
        auto node = change();
        node["said"]["nodes"] =
            core::Json::array({core::Json::object(), comment("2026-01-05T00:00:00Z", user("bob", 12))});
        node["switches"]["nodes"] = core::Json::array({event("ReadyForReviewEvent", "2026-01-04T12:00:00Z")});
        CHECK_FALSE(one_change(node).is_undecided);
        node[core::Json::json_pointer(path)] = nullptr;
        CHECK(one_change(node).is_undecided);
    }
    for (const auto* path : {"/said/nodes/0", "/said/nodes", "/said"}) {
        INFO(path);
        auto node = issue();
        node["said"]["nodes"] = core::Json::array({comment("2026-01-05T00:00:00Z", user("bob", 12))});
        CHECK_FALSE(one_issue(node).is_undecided);
        node[core::Json::json_pointer(path)] = nullptr;
        CHECK(one_issue(node).is_undecided);
    }
}

TEST_CASE("an issue without its labels or its changes is a hole; a change that is not shown takes it") {
    for (const auto* path : {"/labels", "/labels/nodes", "/labels/nodes/1", "/closedByPullRequestsReferences",
                             "/closedByPullRequestsReferences/nodes", "/assignees"}) {
        INFO(path);
        auto node = issue();
        node[core::Json::json_pointer(path)] = nullptr;
        const auto page = read_issues(page_of("issues", core::Json::array({node})), source);
        REQUIRE(page.has_value());
        CHECK(page->items.empty());
        CHECK(page->holes == 1);
    }
    auto node = issue();
    node["closedByPullRequestsReferences"]["nodes"] = core::Json::array({nullptr});
    CHECK(one_issue(node).issue->has_linked_change);
}

TEST_CASE("what was said is put together from as many answers as it takes, of the same one only") {
    core::Json data;
    data["node"] = change();
    data["node"]["said"] = {{"pageInfo", {{"hasNextPage", true}, {"endCursor", "s1"}}},
                            {"nodes", core::Json::array({comment("2026-01-05T00:00:00Z", bot("ci"))})}};
    CHECK(more_said(data) == "s1");
    CHECK(one_variables("PR_1", "s1")["after"] == "s1");
    CHECK(one_variables("PR_1", "")["after"].is_null());
    auto more = data;
    CHECK_FALSE(add_said(data, more));  // it goes on where it began
    more["node"]["said"]["pageInfo"] = {{"hasNextPage", false}, {"endCursor", "s2"}};
    more["node"]["said"]["nodes"] = core::Json::array({comment("2026-01-06T00:00:00Z", user("bob", 12))});
    auto other = more;
    other["node"]["fullDatabaseId"] = "4";
    CHECK_FALSE(add_said(data, other));
    for (const auto* text :
         {"null", "[]", R"({"node": null})", R"({"node": {"fullDatabaseId": "3000000001"}})"})
        CHECK_FALSE(add_said(data, json(text)));
    REQUIRE(add_said(data, more));
    CHECK(more_said(data).empty());
    CHECK_FALSE(add_said(data, more));  // there is no more
    const auto found = read_change(data, source).value().items.at(0);
    CHECK_FALSE(found.is_undecided);
    CHECK(found.item.responses.at(0).at == at("2026-01-06T00:00:00Z"));
}

TEST_CASE(
    "accounts: bots get their mark, the deleted one is nobody, one without a number goes by its login") {
    People people(source);
    CHECK(people.key_of(nullptr).empty());
    CHECK(people.key_of(core::Json(17)).empty());
    CHECK(people.key_of(user("", 4)).empty());
    CHECK(people.key_of(bot("dependabot")) == "github:acme:99");
    CHECK(people.key_of({{"__typename", "Mannequin"}, {"login", "Old Hand"}}) == "github:acme:@old hand");
    CHECK(people.key_of(user("a\u202e\nb", 5)) == "github:acme:5");
    const auto all = people.all();
    REQUIRE(all.size() == 3);
    for (const auto& person : all) {
        if (person.key == "github:acme:99") {
            CHECK(person.login == "dependabot[bot]");
            CHECK(person.kind == insight::PersonKind::bot);
        }
        if (person.key == "github:acme:5") CHECK(person.login == "a b");
        if (person.key == "github:acme:@old hand") CHECK(person.login.empty());
    }
    CHECK_FALSE(people.is_human("github:acme:99"));
    CHECK_FALSE(people.is_human("github:acme:1"));
}

TEST_CASE("what cannot be read of a page is a hole, never a row of nothing") {
    auto no_id = change(), no_number = change(), no_time = change();
    no_id["fullDatabaseId"] = "12x";
    no_number["number"] = -1;
    no_time["updatedAt"] = 5;
    const auto nodes = core::Json::array({change(), nullptr, no_id, no_number, no_time, "text"});
    const auto page = read_changes(page_of("pullRequests", nodes), source);
    REQUIRE(page.has_value());
    CHECK(page->items.size() == 1);
    CHECK(page->holes == 5);
}

TEST_CASE("an answer that is not what was asked for is told apart from a repository that is not shown") {
    CHECK(read_changes(json(R"({"repository": null})"), source).error().code == core::Errc::not_found);
    for (const auto* text :
         {"null", "3", "[]", R"({"repository": {}})", R"({"repository": {"pullRequests": []}})",
          R"({"repository": {"pullRequests": {"nodes": []}}})"}) {
        INFO(text);
        CHECK(read_changes(json(text), source).has_error());
    }
    auto lost = page_of("pullRequests", core::Json::array(), "x");
    lost["repository"]["pullRequests"]["pageInfo"]["endCursor"] = nullptr;
    CHECK(read_changes(lost, source).has_error());
    CHECK(read_change(json(R"({"node": null})"), source).error().code == core::Errc::not_found);
    CHECK(read_change(json(R"({"node": {}})"), source).has_error());
}

TEST_CASE("a question about one tells what the page left open") {
    core::Json data;
    data["node"] = change();
    data["node"]["repository"] = {{"databaseId", 17}, {"nameWithOwner", "acme/tools"}};
    const auto page = read_change(data, source);
    REQUIRE(page.has_value());
    CHECK(page->repository == 17);
    CHECK(page->items.at(0).item.number == 7);
}

TEST_CASE("an issue keeps what newcomers need, and none of its words") {
    auto node = issue();
    node["body"] = std::string(150, 'a') + " see src/main.cpp and ask the mentor.\n\n- [ ] It works\n" +
                   std::string(60, 'b');
    node["assignees"]["nodes"] = core::Json::array({user("bob", 12)});
    node["closedByPullRequestsReferences"]["nodes"] =
        core::Json::array({{{"number", 3}, {"state", "CLOSED"}}});
    node["said"]["nodes"] =
        core::Json::array({{{"__typename", "LabeledEvent"},
                            {"createdAt", "2026-01-05T00:00:00Z"},
                            {"label", {{"name", "Good-First-Issue"}}}},
                           {{"__typename", "LabeledEvent"},
                            {"createdAt", "2026-01-06T00:00:00Z"},
                            {"label", {{"name", "help wanted"}}}},
                           comment("2026-01-07T00:00:00Z", user("eve", 13), "Can I work on this?")});
    const auto found = one_issue(node);
    CHECK(found.item.key == "issue/5");
    CHECK(found.item.kind == insight::ItemKind::issue);
    CHECK(found.item.labels == std::vector<std::string>{"Good-First-Issue", "bug"});
    CHECK(found.item.assignee == "github:acme:12");
    REQUIRE(found.item.responses.size() == 1);
    REQUIRE(found.issue.has_value());
    CHECK(found.issue->text.is_long);
    CHECK(found.issue->text.has_acceptance_list);
    CHECK(found.issue->text.has_pointer);
    CHECK(found.issue->text.names_mentor);
    CHECK_FALSE(found.issue->has_linked_change);
    CHECK(found.issue->offered_at == at("2026-01-05T00:00:00Z"));  // the other label is not there any more
    CHECK(found.issue->claimer == "github:acme:13");
    CHECK(found.issue->claimed_at == at("2026-01-07T00:00:00Z"));
}

TEST_CASE("a claim stands until its claimer takes it back") {
    auto node = issue();
    node["said"]["nodes"] =
        core::Json::array({comment("2026-01-05T00:00:00Z", user("eve", 13), "I\xE2\x80\x99ll take this"),
                           comment("2026-01-06T00:00:00Z", user("bob", 12), "I can't work on it"),
                           comment("2026-01-07T00:00:00Z", bot("stale"), "/unassign")});
    CHECK(one_issue(node).issue->claimer == "github:acme:13");
    node["said"]["nodes"].push_back(comment("2026-01-08T00:00:00Z", user("eve", 13), "/unassign"));
    CHECK(one_issue(node).issue->claimer.empty());
    CHECK_FALSE(one_issue(node).issue->claimed_at.has_value());
}

TEST_CASE("an issue that is offered is looked at whole, as a later word may be a claim") {
    auto node = issue();
    node["said"]["pageInfo"]["hasNextPage"] = true;
    node["said"]["nodes"] = core::Json::array({comment("2026-01-05T00:00:00Z", user("eve", 13))});
    CHECK(one_issue(node).is_undecided);
    node["closedAt"] = "2026-01-08T00:00:00Z";
    CHECK_FALSE(one_issue(node).is_undecided);
}

TEST_CASE("a sweep tells of each repository when something was last changed") {
    auto data = json(
        R"({"organization": {"repositories": {"pageInfo": {"hasNextPage": true, "endCursor": "c"}, "nodes": [
        {"databaseId": 17, "pullRequests": {"totalCount": 3, "nodes": [{"updatedAt": "2026-01-09T00:00:00Z"}]},
         "issues": {"totalCount": 0, "nodes": []}},
        {"databaseId": 18, "pullRequests": null, "issues": {"totalCount": 0, "nodes": []}}, null]}}})");
    const auto page = read_sweep(data);
    REQUIRE(page.has_value());
    REQUIRE(page->repositories.size() == 1);
    CHECK(page->repositories[0].id == 17);
    CHECK(page->repositories[0].changes.total == 3);
    CHECK(page->repositories[0].changes.at == at("2026-01-09T00:00:00Z"));
    CHECK_FALSE(page->repositories[0].issues.at.has_value());
    CHECK(page->holes == 2);
    CHECK(page->next == "c");
    CHECK(read_sweep(json(R"({"organization": null})")).error().code == core::Errc::not_found);
    CHECK(read_sweep(json("[]")).has_error());
}

TEST_CASE("owner and name of a repository go into the variables, whatever they are") {
    const auto variables = activity_variables("acme/tools", "", 500);
    CHECK(variables["owner"] == "acme");
    CHECK(variables["name"] == "tools");
    CHECK(variables["size"] == 100);
    CHECK(variables["after"].is_null());
    CHECK(activity_variables("acme", "c", 0)["name"] == "");
    CHECK(activity_variables("", "c", 0)["after"] == "c");
}
