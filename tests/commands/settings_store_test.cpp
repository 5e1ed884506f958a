// SPDX-License-Identifier: Apache-2.0
// What a person chooses: for themselves, of what they may know, and never over what changed meanwhile.
#include "commands/answer_json.hpp"
#include "commands/my_repositories.hpp"
#include "commands/repository_options.hpp"
#include "commands/stored_for_tests.hpp"

#include <catch2/catch.hpp>

namespace {
using namespace stored;

struct Small : Company {
    Small() {
        keeps_changes = true;
        for (const std::string name : {"acme/alpha", "acme/beta", "other/beta"})
            put(*this, name, insight::Visibility::internal);
        put(*this, "acme/hidden", insight::Visibility::private_);
        store.writer().put_assessment(ids.at("acme/alpha"), assessment("alpha", now - month));
        store.writer().put_assessment(ids.at("acme/hidden"), assessment("hidden", now - month));
        learn();
    }
    storage::PersonalSettings kept(const std::string& person = "U1") {
        return store.reader().settings_of(0, person);
    }
};

Request with(Fields fields, Request request = viewer()) {
    request.fields = std::move(fields);
    return request;
}

const Field& field_of(const Answer& answer, std::string_view name) {
    REQUIRE(answer.form);
    for (const auto& field : answer.form->fields)
        if (field.name == name) return field;
    FAIL("no such field");
    return answer.form->fields.front();
}

std::string error_of(const Answer& answer, std::string_view name) {
    if (!answer.form) return "no form";
    for (const auto& error : answer.form->errors)
        if (error.field == name) return error.sentence;
    return "";
}

std::string home_text(Company& company, const Request& request) {
    std::string text;
    const auto reader = company.store.reader();
    for (const auto* command : home_commands()) {
        const Context context{request, company.vocabulary, {}};
        for (const auto& section : command->home(context, reader)) text += to_json(section).dump();
    }
    return text;
}
}  // namespace

TEST_CASE("settings are shown, asked for as a form, and saved by what it sends") {
    Small company;
    CHECK(part_of<Facts>(ask(company, "settings"))->facts.front().value == "none chosen");
    const auto form = ask(company, "settings edit");
    CHECK(form.form->line == "settings save --at 0");
    CHECK(form.form->open == "settings edit");
    CHECK(field_of(form, "home").value == "short");
    const auto saved =
        ask(company, form.form->line, with({{"repositories", " alpha ,\n acme/beta\n"}, {"home", "full"}}));
    CHECK(saved.outcome == Outcome::done);
    CHECK(saved.headline.starts_with("Saved"));
    CHECK(company.kept().repositories ==
          std::vector<std::int64_t>{company.ids.at("acme/alpha"), company.ids.at("acme/beta")});
    CHECK(company.kept().full_home);
    CHECK(company.kept().version == 1);
    CHECK(company.kept("U2").repositories.empty());
    const auto again = ask(company, "settings edit");
    CHECK(again.form->line == "settings save --at 1");
    CHECK(field_of(again, "repositories").value == "acme/alpha\nacme/beta");
    CHECK(field_of(again, "home").value == "full");
}

TEST_CASE("typed in a line, only what is named changes") {
    Small company;
    CHECK(ask(company, "settings save --repositories \"alpha, acme/beta\"").outcome == Outcome::done);
    CHECK(ask(company, "settings save --home full").outcome == Outcome::done);
    CHECK(company.kept().repositories.size() == 2);
    const auto forgotten = ask(company, "settings save --repositories");
    CHECK(forgotten.outcome == Outcome::wrong_use);
    CHECK(forgotten.headline.find("--repositories \"\" to choose none") != std::string::npos);
    CHECK(company.kept().repositories.size() == 2);
    CHECK(ask(company, "settings save --repositories \"\"").outcome == Outcome::done);
    CHECK(company.kept().repositories.empty());
    CHECK(company.kept().full_home);
}

TEST_CASE("a wrong field is said beside it, with everything that was typed, and nothing is saved") {
    Small company;
    const std::vector<std::tuple<std::string, std::string, std::string, std::string>> rows = {
        {"nowhere", "short", "repositories", "No repository that I may show you is called “nowhere”."},
        {"hidden", "short", "repositories", "No repository that I may show you is called “hidden”."},
        {"beta", "short", "repositories", "Several repositories are called “beta”: type the full name."},
        {"alpha", "everything", "home", "Choose short or full."},
        {std::string(60, ',') + "alpha\nnowhere\nelsewhere", "full", "repositories",
         "No repository that I may show you is called “nowhere”."},
    };
    for (const auto& [repositories, home, field, sentence] : rows) {
        INFO(repositories);
        const auto answer =
            ask(company, "settings save --at 0", with({{"repositories", repositories}, {"home", home}}));
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(error_of(answer, field) == sentence);
        CHECK(field_of(answer, "repositories").value == repositories);
        CHECK(answer.headline.starts_with("Nothing was saved"));
    }
    std::string many;
    for (int i = 0; i < 21; ++i) many += "alpha\n";
    CHECK(error_of(ask(company, "settings save", with({{"repositories", many}})), "repositories") ==
          "These are 21 names; at most 20 can be chosen.");
    CHECK(company.kept().version == 0);
}

TEST_CASE("words that nobody understands are told, not dropped, and nothing is saved") {
    Small company;
    for (const std::string line :
         {"settings save --repositories alpha beta", "settings save --home full --hom short",
          "settings save --home full and more", "settings save --repositories alpha --home full dry-run"}) {
        INFO(line);
        const auto answer = ask(company, line);
        CHECK(answer.outcome == Outcome::wrong_use);
        CHECK(answer.headline.starts_with("Nothing was saved: "));
        CHECK(answer.headline.find("is not understood") != std::string::npos);
        CHECK(answer.form);
    }
    CHECK(company.kept().version == 0);
}

TEST_CASE("a form can be sent as it was drawn, with checkouts and odd names in it too") {
    Small company;
    std::vector<std::int64_t> ids = {company.ids.at("acme/alpha"), company.ids.at("acme/beta")};
    for (const auto& [full_name, name] :
         std::vector<std::pair<std::string, std::string>>{{"/srv/git/lone-tool", "lone-tool"},
                                                          {"/srv/a/tool", "tool"},
                                                          {"/srv/b/tool", "tool"},
                                                          {"acme/one, two", "one, two"},
                                                          {"/srv/git/three, four", "three, four"}}) {
        insight::Repository row{.key = full_name, .name = name, .full_name = full_name};
        row.visibility = insight::Visibility::internal;
        row.source = "git";
        ids.push_back(company.store.writer().put_repository(row));
    }
    company.learn();
    company.store.writer().put_settings(0, "U1", {.repositories = ids, .version = 1});
    for (const auto& request : {viewer(), from(PlaceKind::shell, Role::admin)}) {
        const auto form = ask(company, "settings edit", request);
        const auto drawn = field_of(form, "repositories").value;
        INFO(drawn);
        CHECK((drawn.find("/srv") == std::string::npos) == (request.place.kind != PlaceKind::shell));
        const auto saved =
            ask(company, form.form->line, with({{"repositories", drawn}, {"home", "full"}}, request));
        CHECK(saved.outcome == Outcome::done);
        CHECK(company.kept().repositories == ids);
    }
}

TEST_CASE("settings are shown to their person alone, also when they are saved in a channel") {
    Small company;
    const auto channel = from(PlaceKind::channel, Role::viewer);
    const auto refused = ask(company, "settings", channel);
    CHECK(refused.outcome == Outcome::refused);
    CHECK(refused.actions.front().line == "settings");
    const auto saved = ask(company, "settings save --repositories alpha", channel);
    CHECK(saved.outcome == Outcome::done);
    CHECK(to_json(saved).dump().find("acme/alpha\"") == std::string::npos);
    CHECK(company.kept().repositories.size() == 1);
}

TEST_CASE("what is shown to whom is said as it is") {
    const auto text = part_of<Text>(ask(sample(), "help privacy"))->text;
    CHECK(text.find("list of its readers") != std::string::npos);
    CHECK(text.find("never into a channel") == std::string::npos);
    CHECK(text.find("audit") != std::string::npos);
    Small company;
    auto on_list = viewer();
    on_list.asker.may_read = {"ACME/hid*"};
    for (const auto& request : {viewer(), on_list, office()}) {
        const auto answer = ask(company, "repositories", request);
        const auto note = part_of<Note>(answer)->text;
        INFO(note);
        CHECK(note.find("not every colleague") == std::string::npos);
        CHECK((note.find("private") == std::string::npos) == (request.asker.role == Role::ispo));
    }
}

TEST_CASE("that everything is paused stands on the page, and nothing where it is not") {
    Small company;
    const auto at_home = from(PlaceKind::home, Role::viewer);
    const auto shown = [&] { return home_text(company, at_home).find("are paused") != std::string::npos; };
    CHECK_FALSE(shown());
    ask(company, "pause digest", office());
    CHECK_FALSE(shown());
    ask(company, "pause everything 2h", office());
    CHECK(shown());
}

TEST_CASE("a form drawn for an older state changes nothing, says how it is now, and keeps what was typed") {
    Small company;
    ask(company, "settings save --home full");
    const auto late =
        ask(company, "settings save --at 0", with({{"home", "short"}, {"repositories", "alpha"}}));
    CHECK(late.outcome == Outcome::wrong_use);
    CHECK(late.form->line == "settings save --at 1");
    CHECK(field_of(late, "home").value == "short");
    CHECK(field_of(late, "repositories").value == "alpha");
    CHECK(late.headline.find("They are now: no repositories; your page shows levels and the next steps") !=
          std::string::npos);
    CHECK(company.kept().full_home);
    CHECK(company.kept().version == 1);
}

TEST_CASE("saving nothing asks what to change") {
    Small company;
    const auto answer = ask(company, "settings save");
    CHECK(answer.outcome == Outcome::wrong_use);
    CHECK(answer.form);
    CHECK(company.kept().version == 0);
}

TEST_CASE("what may not be shown at a place is neither told there nor lost by saving there") {
    Small company;
    CHECK(ask(company, "settings save --repositories hidden", office()).outcome == Outcome::done);
    auto channel = from(PlaceKind::channel, Role::ispo);
    for (const std::string line : {"settings", "settings edit"}) {
        const auto shown = to_json(ask(company, line, channel)).dump();
        CHECK(shown.find("hidden\"") == std::string::npos);
        CHECK(shown.find("acme/hidden") == std::string::npos);
    }
    CHECK(ask(company, "settings save --repositories alpha", channel).outcome == Outcome::done);
    CHECK(company.kept().repositories.size() == 2);
    CHECK(ask(company, "settings save --repositories alpha", office()).outcome == Outcome::done);
    CHECK(company.kept().repositories == std::vector<std::int64_t>{company.ids.at("acme/alpha")});
}

TEST_CASE("a person's page shows what they chose and may see, and says what is shown to whom") {
    Small company;
    const auto at_home = from(PlaceKind::home, Role::viewer);
    CHECK(home_text(company, at_home).find("You chose no repositories yet") != std::string::npos);
    ask(company, "settings save --repositories \"alpha, hidden\" --home full", office());
    const auto seen_by_office = home_text(company, from(PlaceKind::home, Role::ispo));
    const auto seen_by_viewer = home_text(company, at_home);
    CHECK(seen_by_office.find("hidden") != std::string::npos);
    CHECK(seen_by_viewer.find("alpha") != std::string::npos);
    CHECK(seen_by_viewer.find("acme/hidden") == std::string::npos);
    CHECK(seen_by_viewer.find("ready hidden") == std::string::npos);
    CHECK(seen_by_viewer.find("What is shown to whom") != std::string::npos);
    auto guest = from(PlaceKind::home, Role::guest);
    CHECK(home_text(company, guest).find("alpha") == std::string::npos);
    CHECK(home_text(company, guest).find("settings edit") == std::string::npos);
}

TEST_CASE("who wants it sees the next steps on their page") {
    Company company;
    company.keeps_changes = true;
    import_sample(company, now);
    company.learn();
    auto request = from(PlaceKind::home, Role::viewer);
    request.asker.person = "U9";
    const std::string steps = "The best next step of each";
    ask(company, "settings save --repositories payments-api", request);
    CHECK(home_text(company, request).find(steps) == std::string::npos);
    ask(company, "settings save --home full", request);
    CHECK(home_text(company, request).find(steps) != std::string::npos);
}

TEST_CASE("every command with a section stands in the page's order, and every other has none") {
    std::size_t with_section = 0;
    for (const auto* command : commands::commands()) with_section += command->home ? 1 : 0;
    CHECK(with_section == home_commands().size());
    for (const auto* command : home_commands()) CHECK(command->home != nullptr);
}

TEST_CASE("a picker offers names that the asker may hear, those that start with what is typed first") {
    Company company;
    for (const std::string name : {"acme/api-gateway", "acme/payments-api", "acme/zoo", "acme/<!channel>"})
        put(company, name, insight::Visibility::internal);
    put(company, "acme/api-secret", insight::Visibility::private_);
    company.learn();
    const auto offered = [&](const Request& request, std::string_view prefix) {
        const Context context{request, company.vocabulary, {}};
        std::string names;
        for (const auto& option : repository_options(context, prefix)) names += option.value + " ";
        return names;
    };
    CHECK(offered(viewer(), "API") == "api-gateway payments-api ");
    CHECK(offered(office(), "api") == "api-gateway api-secret payments-api ");
    CHECK(offered(from(PlaceKind::channel, Role::ispo), "api") == "api-gateway payments-api ");
    auto on_list = viewer();
    on_list.asker.may_read = {"acme/api-*"};
    CHECK(offered(on_list, "api") == "api-gateway api-secret payments-api ");
    on_list.asker.may_read = {"other/api-*"};
    CHECK(offered(on_list, "api") == "api-gateway payments-api ");
    on_list.asker.may_read = {"acme/api-*"};
    on_list.place.guests = true;
    CHECK(offered(on_list, "api").empty());
    CHECK(offered(viewer(), "nothing").empty());
    CHECK(offered(viewer(), std::string(5000, 'a')).empty());
    CHECK(offered(from(PlaceKind::dm, Role::guest), "").empty());
    auto outside = viewer();
    outside.place.external = true;
    CHECK(offered(outside, "").empty());
    for (int i = 0; i < 150; ++i) put(company, fmt::format("acme/many-{}", i), insight::Visibility::internal);
    company.learn();
    const auto request = viewer();
    CHECK(repository_options({request, company.vocabulary, {}}, "").size() == 100);
}

TEST_CASE("readiness without a name asks for one, where names may be heard") {
    Small company;
    const auto answer = ask(company, "ready");
    CHECK(field_of(answer, "repository").kind == Field::Kind::repository);
    CHECK(answer.form->open == "ready");
    CHECK(ask(company, "ready", with({{"repository", "alpha"}})).headline.starts_with("alpha: "));
    const auto wrong = ask(company, "ready", with({{"repository", "nowhere"}}));
    CHECK(error_of(wrong, "repository").find("nowhere") != std::string::npos);
    CHECK(ask(company, "ready", with({{"repository", "beta"}})).headline.find("Which one") !=
          std::string::npos);
    CHECK_FALSE(ask(company, "ready", from(PlaceKind::dm, Role::guest)).form);
}

TEST_CASE("repositories are found in what somebody wrote, by name and by link") {
    Small company;
    const auto found = [&](const std::string& text, const Request& asker = viewer()) {
        const auto answer = ask(company, "mentioned", with({{"text", text}}, asker));
        std::string names;
        if (const auto* table = part_of<Table>(answer))
            for (const auto& row : table->rows) names += row.front().text + " ";
        return names;
    };
    CHECK(found("see alpha, (Alpha) and `alpha`.") == "alpha ");
    CHECK(found("<https://git.example/acme/beta/pulls?x=1#y|that one>") == "beta ");
    CHECK(found("beta").find("acme/beta") != std::string::npos);  // both of that name, told apart
    CHECK(core::split(found("beta"), ' ').size() == 3);
    CHECK(found("acme/alpha and acme/hidden and hidden") == "alpha ");
    CHECK(found("hidden", office()) == "hidden ");
    auto on_list = viewer();
    on_list.asker.may_read = {"acme/hidden"};
    CHECK(found("see Hidden.", on_list) == "hidden ");
    on_list.asker.may_read = {"acme/alpha"};
    CHECK(found("hidden", on_list).empty());
    CHECK(found("<!channel> ready alphabet settings save --home full").empty());
    CHECK(found(std::string(100'000, 'x') + " alpha").empty());
    CHECK(found(std::string(300'000, ' ')).empty());
    CHECK(company.kept().version == 0);
    auto outside = viewer();
    outside.place.external = true;
    CHECK(found("alpha", outside).empty());
}

TEST_CASE("a link says only what every colleague may read") {
    Small company;
    const auto preview = [&](std::string_view url) {
        const auto request = from(PlaceKind::channel, Role::viewer);
        return preview_of_link({request, company.vocabulary, {}}, company.store.reader(), url);
    };
    for (const std::string url : {"https://git.example/acme/alpha", "https://git.example/Acme/Alpha.git",
                                  "https://git.example/acme/alpha/issues/3?x=1"}) {
        INFO(url);
        REQUIRE(preview(url));
        CHECK(preview(url)->headline.starts_with("alpha: "));
        CHECK(preview(url)->audience.repositories == std::vector<std::int64_t>{company.ids.at("acme/alpha")});
    }
    for (const std::string url :
         {"", "https://git.example", "https://git.example/acme", "https://git.example//alpha",
          "https://git.example/acme/hidden", "https://git.example/acme/beta",
          "https://git.example/evil/alpha", "alpha", "https://git.example/acme/"}) {
        INFO(url);
        CHECK_FALSE(preview(url));
    }
}
