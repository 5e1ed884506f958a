// SPDX-License-Identifier: Apache-2.0
#include "commands/answer_json.hpp"
#include "commands/my_repositories.hpp"
#include "commands/stored_for_tests.hpp"
#include "core/json.hpp"
#include "insight/readiness_json.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace stored;

std::string all_of(const Answer& answer) { return core::dump_json(to_json(answer)); }
}  // namespace

TEST_CASE("a repository is found by name, full name and id, and the answer is the same") {
    auto& company = sample();
    const auto id =
        company.ids.at(company.store.reader().repositories_named("payments-api", now).at(0).full_name);
    const auto row = *company.store.reader().repository(id, now);
    const auto by_name = ask(company, "ready payments-api");
    CHECK(by_name.outcome == Outcome::done);
    CHECK(core::starts_with_ignoring_case(by_name.headline, "payments-api: "));
    CHECK(by_name.audience.repositories == std::vector<std::int64_t>{id});
    CHECK(by_name.as_of == now);
    CHECK(by_name.as_of_note == "sample data");
    for (const auto& word : {row.full_name, std::string("PAYMENTS-API"), fmt::format("r{}", id)}) {
        INFO(word);
        CHECK(all_of(ask(company, "ready " + word)) == all_of(by_name));
    }
}

TEST_CASE("the marks of code that Slack leaves around a name are no part of it") {
    const auto plain = ask(sample(), "ready payments-api");
    for (const std::string said : {"`payments-api`", "*payments-api*", "_payments-api_", "payments-api?",
                                   "payments-api.", "*payments-api*!", "`payments-api`?"}) {
        INFO(said);
        CHECK(all_of(ask(sample(), "ready " + said)) == all_of(plain));
    }
    CHECK(ask(sample(), "ready history `payments-api`").headline ==
          ask(sample(), "ready history payments-api").headline);
    CHECK(ask(sample(), "ready `paymets-api`").actions.front().line == "ready payments-api");
    CHECK(ask(sample(), "ready ``").outcome == Outcome::wrong_use);
    Company company;
    put(company, "acme/`odd`", insight::Visibility::internal);
    put(company, "acme/odd", insight::Visibility::internal);
    company.learn();
    CHECK(ask(company, "ready `odd`").audience.repositories ==
          std::vector<std::int64_t>{company.ids.at("acme/`odd`")});
}

TEST_CASE(
    "one of several with the same name is opened by its choice, though another is called like the choice") {
    Company company;
    const auto row = [&](const std::string& name, const std::string& full_name) {
        insight::Repository repository{.key = full_name, .name = name, .full_name = full_name};
        repository.visibility = insight::Visibility::internal;
        repository.source = "git";
        insight::Facts facts;
        facts.name = name;
        facts.full_name = full_name;
        auto writer = company.store.writer();
        const auto id = writer.put_repository(repository);
        writer.put_assessment(id, insight::assess(facts, {}, now));
        return id;
    };
    const auto first = row("api", "x/api");
    row("api", "y/api");
    row(fmt::format("r{}", first), fmt::format("z/r{}", first));
    company.learn();
    const auto choices = ask(company, "ready api");
    REQUIRE(choices.actions.size() == 2);
    const auto chosen = ask(company, choices.actions.front().line);
    CHECK(chosen.audience.repositories == std::vector<std::int64_t>{first});
}

TEST_CASE("two checkouts of one place are told apart") {
    Company company;
    for (const auto* key : {"/srv/a/api", "/srv/b/api"}) {
        insight::Repository repository{.key = key, .name = "api", .full_name = "acme/api"};
        repository.visibility = insight::Visibility::internal;
        repository.source = "git";
        company.store.writer().put_repository(repository);
    }
    company.learn();
    const auto choices = ask(company, "ready api");
    REQUIRE(choices.actions.size() == 2);
    CHECK(choices.actions[0].label == "api (r1)");
    CHECK(choices.actions[1].label == "api (r2)");
    CHECK(ask(company, "ready /srv/b/api", shell()).audience.repositories == std::vector<std::int64_t>{2});
}

TEST_CASE("what people paste names a repository") {
    Company company;
    const auto pay = put(company, "acme/payments-api", insight::Visibility::internal);
    const auto deep = put(company, "acme/platform/flags", insight::Visibility::internal);
    put(company, "acme/platform", insight::Visibility::internal);
    put(company, "acme/secret", insight::Visibility::private_);
    company.learn();
    const std::vector<std::pair<std::string, std::int64_t>> rows = {
        {"https://git.example/acme/payments-api", pay},
        {"https://git.example/acme/payments-api.git", pay},
        {"git@git.example:acme/payments-api.git", pay},
        {"ssh://git@git.example:22/acme/payments-api.git", pay},
        {"https://git.example/acme/payments-api/pull/7?tab=files#top", pay},
        {"acme/payments-api", pay},
        {"https://git.example/acme/platform/flags/-/issues", deep},
        {"acme/platform/flags", deep}};
    for (const auto& [word, id] : rows) {
        CAPTURE(word);
        CHECK(ask(company, "ready " + word).audience.repositories == std::vector<std::int64_t>{id});
        CHECK(ask(company, "ready findings " + word).audience.repositories == std::vector<std::int64_t>{id});
        CHECK(ask(company, "mentioned " + word).audience.repositories == std::vector<std::int64_t>{id});
    }
    for (const auto* word : {"https://git.example/acme/secret", "https://git.example/acme/none",
                             "https://git.example/", "https://", "acme/secret", "acme/none"}) {
        CAPTURE(word);
        const auto refused = ask(company, std::string("ready ") + word);
        CHECK(refused.outcome == Outcome::wrong_use);
        CHECK(refused.headline.starts_with("No repository that I may show you is called"));
    }
}

TEST_CASE("a private repository hides no other from a link, and does not show itself so") {
    Company company;
    const auto open = put(company, "acme/platform", insight::Visibility::internal);
    put(company, "acme/platform/flags", insight::Visibility::private_);
    put(company, "api/tool", insight::Visibility::private_);
    const auto deep = put(company, "group/api/tool", insight::Visibility::internal);
    company.learn();
    const auto of = [&](const std::string& line) { return ask(company, line).audience.repositories; };
    for (const auto* page : {"flags", "nothing"}) {
        CAPTURE(page);
        CHECK(of(std::string("ready https://git.example/acme/platform/") + page) == std::vector{open});
    }
    CHECK(of("mentioned api/tool") == std::vector{deep});
}

TEST_CASE("a private twin does not end the preview of a link") {
    Company company;
    const auto row = [&](const char* key, insight::Visibility visibility) {
        insight::Repository repository{.key = key, .name = "api", .full_name = "acme/api"};
        repository.visibility = visibility;
        repository.source = "git";
        insight::Facts facts;
        facts.name = "api";
        auto writer = company.store.writer();
        writer.put_assessment(writer.put_repository(repository), insight::assess(facts, {}, now));
    };
    row("/srv/a/api", insight::Visibility::internal);
    row("/srv/b/api", insight::Visibility::private_);
    company.learn();
    const auto reader = company.store.reader();
    const auto request = from(PlaceKind::channel, Role::viewer);
    const Context context{.request = request, .vocabulary = company.vocabulary};
    CHECK(preview_of_link(context, reader, "https://git.example/acme/api").has_value());
}

TEST_CASE("an answer about readiness carries its findings, its details and its data") {
    const auto answer = ask(sample(), "ready payments-api");
    REQUIRE(part_of<Steps>(answer) != nullptr);
    CHECK_FALSE(part_of<Steps>(answer)->steps.empty());
    CHECK(part_of<Steps>(answer)->steps.size() <= 8);
    REQUIRE(answer.details.size() == 1);
    CHECK(answer.details.front().audience.repositories == answer.audience.repositories);
    CHECK(part_of<Table>(answer.details.front())->rows.size() == 27);
    const auto read = insight::assessment_from_json(answer.data);
    REQUIRE(read.has_value());
    CHECK(read->findings.size() == 27);
}

TEST_CASE("a name like none that is known is told apart from a slip") {
    const auto answer = ask(sample(), "ready zzzz");
    REQUIRE(part_of<Text>(answer) != nullptr);
    CHECK(part_of<Text>(answer)->text.starts_with("Nothing is close to this name."));
    CHECK(part_of<Text>(ask(sample(), "ready paymets-api")) == nullptr);
}

TEST_CASE("every repository of the sample company can be asked for by its name") {
    auto& company = sample();
    const auto rows = company.store.reader().repository_names();
    CHECK(rows.size() >= 40);
    for (const auto& row : rows) {
        const auto& name = row.name;
        INFO(name);
        const auto answer = ask(company, "ready " + name, office());
        CHECK(answer.outcome == Outcome::done);
        CHECK_FALSE(answer.headline.empty());
    }
}

TEST_CASE("a misspelt name is offered, never assumed") {
    const auto answer = ask(sample(), "ready paymets-api");
    CHECK(answer.outcome == Outcome::wrong_use);
    REQUIRE_FALSE(answer.actions.empty());
    CHECK(answer.actions.front().line == "ready payments-api");
    CHECK(answer.audience.repositories.empty());
    CHECK_FALSE(answer.as_of);
    // Also a part of it.
    for (const std::string line : {"ready paymets", "ready paymnts"}) {
        const auto part = ask(sample(), line);
        REQUIRE_FALSE(part.actions.empty());
        CHECK(part.actions.front().line == "ready payments-api");
    }
}

TEST_CASE("marks of code around a name are taken off, however many") {
    for (const std::string line : {"ready `payments-api`", "ready ```payments-api```"})
        CHECK(ask(sample(), line).headline.starts_with("payments-api"));
    CHECK(ask(sample(), "ready " + std::string(40'000, '`')).outcome == Outcome::wrong_use);
}

TEST_CASE("a name that nobody has gets a working example") {
    for (const std::string word : {"r0", "r999999", "r-1", "r99999999999999999999", "R1x", "\xff", "''"}) {
        INFO(word);
        const auto answer = ask(sample(), "ready " + word);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK_FALSE(answer.actions.empty());
        CHECK(answer.audience.repositories.empty());
    }
    CHECK(ask(sample(), "ready").outcome == Outcome::wrong_use);
    CHECK(ask(sample(), "ready nobody knows this").outcome == Outcome::wrong_use);
}

TEST_CASE("an ambiguous name gets up to five choices, each of which works") {
    auto& company = odd();
    const auto answer = ask(company, "ready twin");
    CHECK(answer.outcome == Outcome::wrong_use);
    CHECK(answer.headline == "7 repositories have this name. Which one do you mean?");
    REQUIRE(answer.actions.size() == 5);
    CHECK(answer.actions.front().label == "team1/twin");
    CHECK(answer.audience.repositories.size() == 5);
    REQUIRE(part_of<Text>(answer) != nullptr);
    CHECK(part_of<Text>(answer)->text.starts_with("And 2 more"));
    for (const auto& action : answer.actions)
        CHECK(ask(company, action.line).headline == "twin has not been assessed yet.");
    CHECK(ask(company, "ready team3/twin").audience.repositories ==
          std::vector{company.ids.at("team3/twin")});
}

TEST_CASE("what nobody has assessed is said so, not called bad") {
    const auto answer = ask(odd(), "ready new-here");
    CHECK(answer.outcome == Outcome::no);
    CHECK(answer.headline == "new-here has not been assessed yet.");
    CHECK(answer.audience.repositories == std::vector{odd().ids.at("acme/new-here")});
    CHECK_FALSE(answer.actions.empty());
}

TEST_CASE("a private repository exists for the InnerSource office and the shell only") {
    auto& company = odd();
    const auto by_id = fmt::format("r{}", company.ids.at("acme/secret-plans"));
    for (const auto& word : {std::string("secret-plans"), std::string("acme/secret-plans"), by_id}) {
        INFO(word);
        const auto unknown = ask(company, "ready " + word);
        CHECK(unknown.outcome != Outcome::done);
        CHECK(unknown.audience.repositories.empty());
        CHECK(lines_of(unknown).find("secret") == std::string::npos);
        CHECK(ask(company, "ready " + word, office()).outcome == Outcome::done);
        CHECK(ask(company, "ready " + word, shell()).outcome == Outcome::done);
        CHECK(ask(company, "ready history " + word).outcome == Outcome::wrong_use);
    }
    CHECK(lines_of(ask(company, "ready secret-plan")).find("secret-plans") == std::string::npos);
    CHECK(lines_of(ask(company, "ready secret-plan", office())).find("ready secret-plans") !=
          std::string::npos);
}

TEST_CASE("a private and a missing repository are refused in the same words") {
    auto& company = odd();
    const auto hidden = ask(company, "ready secret-plans");
    auto missing = ask(company, "ready hidden-plans");
    const auto place = missing.headline.find("hidden-plans");
    REQUIRE(place != std::string::npos);
    CHECK(missing.headline.replace(place, 12, "secret-plans") == hidden.headline);
    CHECK(lines_of(missing) == lines_of(hidden));
}

TEST_CASE("a path in the shell is an order to assess it") {
    for (const std::string path : {".", "./here", "../there", "/srv/payments-api", "~/work"}) {
        INFO(path);
        auto request = shell();
        request.fields = {{"profile", "docs-only"}, {"path", "elsewhere"}};
        const auto answer = ask(odd(), "ready " + path, request);
        CHECK(answer.outcome == Outcome::pending);
        REQUIRE(answer.effects.size() == 1);
        CHECK(answer.effects.front().kind == "assess");
        CHECK(answer.effects.front().id == request.id);
        CHECK(core::text_of(answer.effects.front().arguments, "path") == path);
        CHECK(core::text_of(answer.effects.front().arguments, "profile") == "docs-only");
    }
}

TEST_CASE("a path anywhere else is refused and nothing is read") {
    for (const auto kind : {PlaceKind::dm, PlaceKind::channel, PlaceKind::console, PlaceKind::home,
                            PlaceKind::agent, PlaceKind::scheduler}) {
        const auto answer = ask(odd(), "ready /etc/passwd", from(kind, Role::admin));
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.effects.empty());
        CHECK_FALSE(answer.actions.empty());
    }
}

TEST_CASE("what changed since the assessment before is told") {
    storage::Store store(":memory:");
    auto writer = store.writer();
    const auto id = writer.put_repository({.key = "a", .name = "a", .full_name = "x/a", .source = "git"});
    auto before = assessment("a", now - month);
    auto after = assessment("a", now);
    after.commit = "c0ffee";
    after.findings.front().verdict = insight::yes("README.md:1");
    writer.put_assessment(id, before);
    writer.put_assessment(id, after);
    const auto request = shell();
    const Context context{request, std::make_shared<const Vocabulary>(vocabulary_of(writer)), {"a"}};
    const auto answer = match({"ready"}, *context.vocabulary).command->run(context, store.reader());
    const auto text = all_of(answer);
    CHECK(text.find("Since " + core::to_date(now - month) + ":") != std::string::npos);
}

TEST_CASE("in a channel the office is told where private repositories can be asked for, whatever the name") {
    const auto lead = from(PlaceKind::channel, Role::ispo);
    const auto note_in = [](const Answer& answer) {
        const auto* note = part_of<Note>(answer);
        return note == nullptr ? std::string{} : note->text;
    };
    for (const std::string line : {"ready secret-plans", "ready nobodys-plans", "how ready is secret-plans?",
                                   "how ready is nobodys-plans?"}) {
        INFO(line);
        const auto answer = ask(odd(), line, lead);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(note_in(answer) ==
              "Private repositories are not known in channels. If it is one, ask me in a direct message.");
        CHECK(note_in(ask(odd(), line, from(PlaceKind::channel, Role::viewer))).empty());
    }
    for (const std::string name : {"secret-plans", "nobodys-plans"}) {
        const auto alone = ask(odd(), "ready " + name, lead).actions.back();
        CHECK(alone.label == "Show it to me only");
        CHECK(alone.line == "ready " + name);
    }
    CHECK(ask(odd(), "ready secret-plans", lead).actions.size() ==
          ask(odd(), "ready nobodys-plans", lead).actions.size());
}

TEST_CASE("more than one name is refused as such") {
    CHECK(ask(odd(), "ready nobody knows").headline ==
          "`ready` takes one repository at a time, so nothing was assessed.");
    CHECK(ask(odd(), "ready").headline == "Name one repository.");
}
