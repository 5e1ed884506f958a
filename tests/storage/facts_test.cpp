// SPDX-License-Identifier: Apache-2.0
// Files of facts on a real store: what is new, what is the same, what goes, and that a fault keeps nothing.
#include <catch2/catch.hpp>

#include "insight/directory/directory.hpp"
#include "sources/facts/file.hpp"
#include "sources/facts/write.hpp"
#include "sources/sample.hpp"
#include "storage/activity.hpp"
#include "storage/facts.hpp"
#include "storage/team_listing.hpp"
#include "tests/storage/examples.hpp"

#include <sstream>

using namespace examples;
using Catch::Contains;

namespace {

storage::FactsImported bring_in(storage::Store& store, const std::string& text, bool is_trial = false) {
    std::istringstream in(text);
    std::string line;
    sources::facts::File file([&]() -> std::optional<std::string_view> {
        if (!std::getline(in, line)) return std::nullopt;
        return line;
    });
    return storage::FactsWriter(store.writer())
        .put_facts(
            [&]() -> core::Result<std::optional<insight::connector::Record>> {
                auto record = file.next();
                if (file.fault()) return core::invalid(file.fault()->what);
                return record;
            },
            now, is_trial);
}

std::string exported(storage::Store& store, std::string_view source = {}) {
    std::string out;
    storage::FactsReader(store.reader()).each_fact(source, [&](const auto& record) {
        out += sources::facts::line_of(record) + "\n";
    });
    return out;
}

const std::string source_line = R"({"type":"source","name":"bitbucket","schema_version":1})"
                                "\n";
const std::string stated = source_line +
                           R"({"type":"team","id":"platform","name":"Platform","parent":"all"}
{"type":"team","id":"all","name":"All"}
{"type":"person","id":"mara","login":"mara","name":"Mara","manager":"noah","identities":[{"kind":"email","value":"mara@acme.example"}]}
{"type":"person","id":"noah","name":"Noah"}
{"type":"person","id":"ci","kind":"bot"}
{"type":"repository","id":"42","name":"payments-api","full_name":"acme/payments-api","visibility":"internal"}
{"type":"membership","person":"mara","team":"platform","from":"2024-01-01"}
{"type":"ownership","repository":"42","team":"platform"}
{"type":"ownership","repository_name":"ACME/elsewhere","path":"lib/","team":"platform"}
{"type":"check_fact","repository":"42","fact":"issues_enabled","value":true,"at":"2026-01-05"}
{"type":"pull_request","repository":"42","id":"1","number":1,"title":"One","author":"mara","created_at":"2026-01-01","merged_at":"2026-01-02","merger":"noah","closed_at":"2026-01-02","labels":["bug"]}
{"type":"issue","repository":"42","id":"1","number":1,"title":"One too","author":"noah","created_at":"2026-01-01"}
{"type":"response","repository":"42","pull_request":"1","person":"noah","at":"2026-01-01T12:00:00Z"}
{"type":"response","repository":"42","issue":"1","person":"mara","at":"2026-01-01T12:00:00Z"}
{"type":"tracker_issue","id":"PAY-1","project":"PAY","created_at":"2026-01-01","reporter":"mara","assignee":"noah","transitions":[{"at":"2026-01-02","status":"Doing","category":"in_progress"},{"at":"2026-01-03","assignee":"noah"},{"at":"2026-01-04","assignee":null}]}
)";

std::size_t fresh(const storage::FactsImported& imported, const std::string& kind) {
    const auto found = imported.kinds.find(kind);
    return found == imported.kinds.end() ? 0 : found->second.fresh;
}

}  // namespace

TEST_CASE("a file of facts is kept, and again it changes nothing") {
    storage::Store store(":memory:");
    const auto first = bring_in(store, stated);
    for (const auto& fault : first.faults) FAIL(fault.line << " " << fault.what);
    CHECK(first.is_kept);
    CHECK(first.sources == std::vector<std::string>{"bitbucket"});
    CHECK(fresh(first, "person") == 3);
    CHECK(fresh(first, "ownership") == 2);
    CHECK(fresh(first, "response") == 2);
    CHECK(fresh(first, "tracker_issue") == 1);
    const auto counts = store.reader().counts();
    CHECK(counts.teams == 2);
    CHECK(counts.people == 3);
    CHECK(counts.changes == 1);
    CHECK(counts.issues == 1);
    CHECK(store.reader().repositories(now).at(0).owner == "Platform");
    const auto second = bring_in(store, stated);
    CHECK(second.is_kept);
    CHECK_FALSE(second.changes_anything());
    CHECK(second.kinds.at("tracker_issue").unchanged == 1);
}

TEST_CASE("what has changed is told and kept, and what the file leaves out stays") {
    storage::Store store(":memory:");
    REQUIRE(bring_in(store, stated).is_kept);
    const auto changed =
        bring_in(store, source_line + R"({"type":"person","id":"mara","login":"mara","name":"Mara L"}
{"type":"pull_request","repository":"42","id":"1","number":1,"title":"Another","author":"mara","created_at":"2026-01-01"}
{"type":"tracker_issue","id":"PAY-1","project":"PAY","created_at":"2026-01-01","transitions":[{"at":"2026-01-02","status":"Doing","category":"done"}]}
)");
    CHECK(changed.kinds.at("person").changed == 1);
    CHECK(changed.kinds.at("pull_request").changed == 1);
    CHECK(changed.kinds.at("tracker_issue").changed == 1);
    CHECK(store.reader().counts().people == 3);
    CHECK_THAT(exported(store), Contains("Mara L") && Contains("One too") && !Contains("mara@acme.example"));
}

TEST_CASE("who is named nowhere is a fault with its line, and nothing is kept") {
    storage::Store store(":memory:");
    const auto faulty = bring_in(store, stated + R"({"type":"membership","person":"ghost","team":"platform"}
{"type":"response","repository":"42","pull_request":"9","person":"mara","at":"2026-01-01"}
{"type":"team","id":"lost","name":"Lost","parent":"nowhere"}
{"type":"ownership","repository":"43","team":"platform"}
)");
    CHECK_FALSE(faulty.is_kept);
    REQUIRE(faulty.faults.size() == 4);
    CHECK(faulty.faults[0].line == 17);
    CHECK_THAT(faulty.faults[0].what, Contains("No person “ghost” stands before it"));
    CHECK_THAT(faulty.faults[1].what, Contains("No pull_request “9”"));
    CHECK(faulty.faults[2].line == 19);
    CHECK_THAT(faulty.faults[2].what, Contains("No team “nowhere” is in the file"));
    CHECK_THAT(faulty.faults[3].what, Contains("No repository “43”"));
    CHECK(store.reader().counts().people == 0);
    CHECK(exported(store).empty());
}

TEST_CASE("many faults are counted, and twenty of them told") {
    storage::Store store(":memory:");
    std::string text = source_line;
    for (int i = 0; i < 50; ++i)
        text += R"({"type":"membership","person":"p)" + std::to_string(i) + R"(","team":"t"})" + "\n";
    const auto faulty = bring_in(store, text);
    CHECK(faulty.faults.size() == 20);
    CHECK(faulty.more_faults == 30);
}

TEST_CASE("a trial says what would change, and changes nothing") {
    storage::Store store(":memory:");
    const auto trial = bring_in(store, stated, true);
    CHECK_FALSE(trial.is_kept);
    CHECK(trial.faults.empty());
    CHECK(fresh(trial, "team") == 2);
    CHECK(exported(store).empty());
}

TEST_CASE("what is gone is removed, a repository is hidden until it is stated again") {
    storage::Store store(":memory:");
    REQUIRE(bring_in(store, stated).is_kept);
    const std::string gone = source_line + R"({"type":"gone","of":"repository","id":"42"}
{"type":"gone","of":"person","id":"noah"}
{"type":"gone","of":"membership","person":"mara","team":"platform","from":"2024-01-01"}
{"type":"gone","of":"ownership","repository_name":"acme/elsewhere","path":"lib/","team":"platform"}
{"type":"gone","of":"response","repository":"42","issue":"1","person":"mara","at":"2026-01-01T12:00:00Z"}
{"type":"gone","of":"issue","repository":"42","id":"1"}
{"type":"gone","of":"check_fact","repository":"42","fact":"issues_enabled"}
{"type":"gone","of":"tracker_issue","id":"PAY-1"}
{"type":"gone","of":"team","id":"nobody-knows"}
)";
    const auto removed = bring_in(store, gone);
    for (const auto& fault : removed.faults) FAIL(fault.line << " " << fault.what);
    for (const auto* kind : {"repository", "person", "membership", "ownership", "response", "issue",
                             "check_fact", "tracker_issue"})
        CHECK(removed.kinds.at(kind).gone == 1);
    CHECK(removed.kinds.at("team").unchanged == 1);
    CHECK(store.reader().repositories(now).empty());
    CHECK_FALSE(bring_in(store, gone).changes_anything());
    const auto back = bring_in(
        store, source_line +
                   R"({"type":"repository","id":"42","name":"payments-api","visibility":"internal"})" + "\n");
    CHECK(back.kinds.at("repository").changed == 1);
    CHECK(store.reader().repositories(now).size() == 1);
    CHECK(store.reader().counts().changes == 1);  // its history came back with it
}

TEST_CASE("ids of two sources never meet, and teams that have one id are one in the directory") {
    storage::Store store(":memory:");
    REQUIRE(bring_in(store, stated).is_kept);
    const auto other = bring_in(store, R"({"type":"source","name":"azure","schema_version":1}
{"type":"team","id":"platform","name":"Plattform"}
{"type":"person","id":"mara","name":"Another Mara"}
{"type":"repository","id":"42","name":"shop","visibility":"internal"}
)");
    CHECK(other.is_kept);
    CHECK(fresh(other, "person") == 1);
    CHECK(store.reader().counts().people == 4);
    CHECK(store.reader().repositories(now).size() == 2);
    CHECK_THAT(exported(store, "azure"), Contains("Another Mara") && !Contains("payments-api"));
}

TEST_CASE("ids that hold colons are nobody else's") {
    storage::Store store(":memory:");
    const auto named = [](const std::string& source) {
        return "{\"type\":\"source\",\"name\":\"" + source + "\",\"schema_version\":1}\n";
    };
    const std::string text = named("azure") + R"({"type":"person","id":"acme:42","name":"First"}
{"type":"person","id":"a%3Ab","name":"Percent"}
{"type":"person","id":"a:b","name":"Colon"}
)" + named("azure:acme") + R"({"type":"person","id":"42","name":"Second"}
)" + named("bitbucket") + R"({"type":"team","id":"eu:platform","name":"EU"}
{"type":"team","id":"us:platform","name":"US"}
{"type":"person","id":"42","name":"Third"}
{"type":"person","id":"bitbucket:42","name":"Fourth"}
{"type":"repository","id":"r","name":"r","visibility":"internal"}
{"type":"issue","repository":"r","id":"1","title":"One","created_at":"2026-01-01"}
{"type":"issue","repository":"r","id":"issue:1","title":"Other","created_at":"2026-01-01"}
)";
    const auto first = bring_in(store, text);
    for (const auto& fault : first.faults) FAIL(fault.line << " " << fault.what);
    CHECK(fresh(first, "person") == 6);
    CHECK(fresh(first, "issue") == 2);
    CHECK_FALSE(bring_in(store, text).changes_anything());
    const auto out = exported(store);
    for (const auto* name : {"First", "Percent", "Colon", "Second", "Third", "Fourth", "One", "Other"})
        CHECK_THAT(out, Contains(name));
    const insight::directory::Directory directory(store.reader().directory(), {});
    CHECK(directory.team_name("eu-platform") == "EU");
    CHECK(directory.team_name("us-platform") == "US");
    // What goes is what was meant.
    REQUIRE(bring_in(store, named("azure:acme") + R"({"type":"gone","of":"person","id":"42"})" + "\n" +
                                named("bitbucket") + R"({"type":"gone","of":"person","id":"bitbucket:42"}
{"type":"gone","of":"issue","repository":"r","id":"issue:1"}
)")
                .is_kept);
    CHECK_THAT(exported(store), Contains("First") && !Contains("Second") && Contains("Third") &&
                                    !Contains("Fourth") && Contains("One") && !Contains("Other"));
    storage::Store second(":memory:");
    REQUIRE(bring_in(second, out).is_kept);
    CHECK(exported(second) == out);
}

TEST_CASE("a key that another source's row has is a fault, and that row stays") {
    storage::Store store(":memory:");
    insight::CompanyFacts company;
    company.people.push_back({"bitbucket:42", "ada", "Ada", insight::PersonKind::human});
    store.writer().put_company(company, "sample");
    const auto refused = bring_in(store, source_line + R"({"type":"person","id":"42","name":"Mara"})" + "\n");
    REQUIRE(refused.faults.size() == 1);
    CHECK_THAT(refused.faults[0].what, Contains("one of another source"));
    CHECK_THAT(exported(store), Contains("Ada"));
}

TEST_CASE(
    "names under which the program keeps what it reads are its own, but for an export into an empty store") {
    for (const std::string name : {"org-chart", "teams", "overrides", "owners", "org-data", "catalog", "git",
                                   "sample", "github:acme"}) {
        INFO(name);
        const auto text = "{\"type\":\"source\",\"name\":\"" + name + "\",\"schema_version\":1}\n" +
                          R"({"type":"team","id":"t","name":"Tee"})" + "\n";
        storage::Store empty(":memory:"), used(":memory:");
        CHECK(bring_in(empty, text).is_kept);
        CHECK(storage::FactsReader(empty.reader()).is_by_file(name));
        CHECK_FALSE(bring_in(empty, text).changes_anything());
        REQUIRE(bring_in(used, stated).is_kept);
        const auto refused = bring_in(used, text);
        REQUIRE(refused.faults.size() == 1);
        CHECK_THAT(refused.faults[0].what, Contains("the program itself"));
        CHECK_FALSE(storage::FactsReader(used.reader()).is_by_file(name));
    }
}

TEST_CASE("whatever ends the reading is a failure, and nothing is said of what was not read") {
    storage::Store store(":memory:");
    bool is_begun = false;
    const auto ended = storage::FactsWriter(store.writer())
                           .put_facts(
                               [&]() -> core::Result<std::optional<insight::connector::Record>> {
                                   using insight::connector::Record;
                                   if (is_begun) return core::unavailable("The disk fails.");
                                   is_begun = true;
                                   insight::connector::Team team;
                                   team.row.key = "t";
                                   team.row.parent = "nowhere";
                                   return std::optional(Record{1, false, team});
                               },
                               now);
    CHECK_FALSE(ended.is_kept);
    CHECK(ended.faults.empty());
    REQUIRE(ended.failure);
    CHECK(ended.failure->code == core::Errc::unavailable);
}

TEST_CASE("an ownership by name follows the name to another repository, and stays while nobody has it") {
    storage::Store store(":memory:");
    const auto named = [](const std::string& id, const std::string& name) {
        return R"({"type":"repository","id":")" + id + R"(","name":")" + name +
               R"(","visibility":"internal"})" + "\n";
    };
    const std::string owning = R"({"type":"team","id":"t","name":"Tee"}
{"type":"ownership","repository_name":"shop","team":"t"}
)";
    REQUIRE(bring_in(store, source_line + named("1", "shop") + owning).is_kept);
    REQUIRE(bring_in(store, source_line + named("1", "old-shop")).is_kept);
    CHECK_FALSE(bring_in(store, source_line + owning).changes_anything());
    CHECK(store.reader().repositories_named("old-shop", now).at(0).owner == "Tee");
    const auto moved = bring_in(store, source_line + named("2", "shop") + owning);
    CHECK(moved.kinds.at("ownership").changed == 1);
    CHECK(store.reader().repositories_named("shop", now).at(0).owner == "Tee");
    CHECK(store.reader().repositories_named("old-shop", now).at(0).owner.empty());
}

TEST_CASE("people and teams that go leave the past as it was, without what told of them") {
    storage::Store store(":memory:");
    REQUIRE(bring_in(store, stated).is_kept);
    const std::string gone = source_line + R"({"type":"gone","of":"person","id":"mara"}
{"type":"gone","of":"person","id":"ci"}
{"type":"gone","of":"team","id":"platform"}
)";
    const auto removed = bring_in(store, gone);
    CHECK(removed.kinds.at("person").gone == 2);
    CHECK(removed.kinds.at("team").gone == 1);
    CHECK(store.reader().counts().people == 1);
    CHECK(store.reader().counts().teams == 1);
    CHECK_THAT(exported(store), !Contains("Mara") && !Contains("mara@acme.example") && !Contains("\"ci\"") &&
                                    Contains(R"("author":"mara")") && Contains(R"("person":"mara")"));
    CHECK_FALSE(bring_in(store, gone).changes_anything());
}

TEST_CASE("what the program reads by itself is not overwritten by a file") {
    storage::Store store(":memory:");
    store.writer().put_walk({.source = "github:acme", .kind = "inventory", .subject = "acme"});
    const auto refused = bring_in(store, R"({"type":"source","name":"github:acme","schema_version":1})"
                                         "\n");
    CHECK_FALSE(refused.is_kept);
    REQUIRE(refused.faults.size() == 1);
    CHECK(refused.faults[0].line == 1);
    CHECK_THAT(refused.faults[0].what, Contains("ispo sync"));
}

TEST_CASE("a mention is known without being shown, and a later record makes it whole") {
    storage::Store store(":memory:");
    REQUIRE(bring_in(store, source_line + R"({"type":"team","id":"t"}
{"type":"person","id":"p"}
{"type":"membership","person":"p","team":"t"}
)")
                .is_kept);
    CHECK(store.reader().counts().people == 0);
    CHECK(store.reader().team_names().empty());
    const auto whole = bring_in(store, source_line + R"({"type":"team","id":"t","name":"Tee"}
{"type":"person","id":"p","name":"Pea"}
)");
    CHECK(whole.kinds.at("team").changed == 1);
    CHECK(store.reader().counts().people == 1);
    // A mention of what is known takes nothing away.
    CHECK_FALSE(bring_in(store, source_line +
                                    "{\"type\":\"person\",\"id\":\"p\"}\n{\"type\":\"team\",\"id\":\"t\"}\n")
                    .changes_anything());
}

TEST_CASE(
    "facts for checks wait to be judged until they were, and again when they or the repository change") {
    storage::Store store(":memory:");
    storage::FactsWriter writer(store.writer());
    REQUIRE(bring_in(store, stated).is_kept);
    const auto waiting = writer.to_judge(10);
    REQUIRE(waiting.size() == 1);
    CHECK(waiting[0].repository.full_name == "acme/payments-api");
    REQUIRE(waiting[0].facts.size() == 1);
    CHECK(waiting[0].facts[0].value == true);
    writer.mark_judged(waiting[0].id);
    CHECK_FALSE(bring_in(store, stated).changes_anything());
    CHECK(writer.to_judge(10).empty());
    REQUIRE(
        bring_in(store, source_line +
                            R"({"type":"repository","id":"42","name":"payments-api","visibility":"public"})" +
                            "\n")
            .is_kept);
    CHECK(writer.to_judge(10).size() == 1);
}

TEST_CASE("what is exported and brought into an empty store is exported as the same bytes") {
    storage::Store store(":memory:"), second(":memory:");
    REQUIRE(bring_in(store, stated).is_kept);
    const auto first = exported(store);
    const auto imported = bring_in(second, first);
    for (const auto& fault : imported.faults) FAIL(fault.line << " " << fault.what);
    CHECK(exported(second) == first);
    CHECK_FALSE(bring_in(second, first).changes_anything());
    CHECK_FALSE(bring_in(store, first).changes_anything());
}

TEST_CASE("the sample company goes out and in as the same bytes, and its own store knows all of it") {
    storage::Store store(":memory:"), second(":memory:");
    const auto settings = sources::sample::demo_settings(sources::sample::demo_start());
    store.writer().put_company(sources::sample::company(settings));
    auto checkout = repository("checkout");
    checkout.source = "git";
    checkout.key = "/srv/checkout";
    store.writer().put_owners(store.writer().put_repository(checkout),
                              {{"@acme/core", true}, {"@mara", false}}, "git", now);
    const auto first = exported(store);
    const auto imported = bring_in(second, first);
    for (const auto& fault : imported.faults) FAIL(fault.line << " " << fault.what);
    REQUIRE(imported.is_kept);
    CHECK((exported(second) == first));
    CHECK(second.reader().counts().changes == store.reader().counts().changes);
    CHECK(second.reader().counts().people == store.reader().counts().people);
    CHECK_FALSE(bring_in(second, first).changes_anything());
    CHECK_FALSE(bring_in(store, first).is_kept);  // what the program made by itself stays its own
}

TEST_CASE("what was read from GitHub goes out, comes into an empty store, and has the same owners there") {
    const std::string source = "github:acme";
    storage::Store store(":memory:"), second(":memory:");
    auto shop = repository("shop");
    shop.source = source;
    shop.key = "7";
    shop.full_name = "acme/shop";
    const auto id = store.writer().put_hosted(
        shop, {.subject = "acme", .branch = "main", .head = "a", .settings = "{}"}, now);
    storage::TeamWriter teams(store.writer(), source, "acme", now);
    storage::TeamAsListed payments{.team = {.key = "github:acme:501", .name = "Payments"}};
    payments.slug = "pay";
    payments.lists.members = {"github:acme:1"};
    payments.lists.repositories.emplace();
    teams.put_team(payments, {{.key = "github:acme:1", .login = "ada", .name = "Ada"}});
    teams.end_listing(true);
    teams.put_named_owners("owner", "7", {"pay", "Core"});
    store.writer().put_owners(id, {{"@acme/pay", true}, {"@acme/other", true}}, source + ":codeowners", now,
                              source);
    insight::HostedItem known{
        .item = {.key = "8", .kind = insight::ItemKind::change, .number = 8, .title = "Known"}};
    auto open = known;
    open.item.key = "9";
    open.is_undecided = true;
    storage::ActivityWriter(store.writer()).put_items(id, {known, open}, {}, source);
    const auto first = exported(store);
    const auto imported = bring_in(second, first);
    for (const auto& fault : imported.faults) FAIL(fault.line << " " << fault.what);
    CHECK(exported(second) == first);
    CHECK(second.reader().counts().changes == 1);  // who answered the other first is not known
    const auto owners_in = [&](storage::Store& from) {
        const auto reader = from.reader();
        const insight::directory::Directory directory(reader.directory(), reader.directory_rules());
        const auto key = std::to_string(reader.repositories(now).at(0).id);
        return std::pair(directory.owners_of("r" + key, now).teams, reader.repositories(now).at(0).owner);
    };
    CHECK(owners_in(second) == owners_in(store));
    CHECK_FALSE(owners_in(store).first.empty());
    CHECK(second.reader().team_names(storage::Reach::open) ==
          store.reader().team_names(storage::Reach::open));
}
