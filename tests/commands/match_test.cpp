// SPDX-License-Identifier: Apache-2.0
#include "commands/command.hpp"
#include "commands/name_index.hpp"
#include "core/text.hpp"
#include "sources/sample.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {
const auto known = commands::vocabulary_from({"payments-api", "search-service", "mobile_kit", "docs"},
                                             {"Developer Experience", "platform", "Search"},
                                             {{"moon-shot", "acme/moon-shot"}});
commands::Match read(std::string_view line, std::string_view previous = {}, bool knows_private = false) {
    return commands::match(core::split_words(line), known, previous, knows_private);
}
}  // namespace

TEST_CASE("every example is understood as its own line") {
    for (const auto* command : commands::commands()) {
        CHECK(command->examples.size() >= 2);
        for (const auto& example : command->examples) {
            INFO(example.phrase);
            CHECK(read(example.phrase).line == example.line);
            CHECK(read(example.line).command == command);
            CHECK(read(example.line).confidence == 1);
        }
    }
}

TEST_CASE("every example is understood beside the names of the sample company") {
    const auto company =
        sources::sample::company(sources::sample::demo_settings(sources::sample::demo_start()));
    std::vector<std::string> names, teams;
    for (const auto& repository : company.repositories) names.push_back(repository.name);
    for (const auto& team : company.teams) teams.push_back(team.name);
    REQUIRE(std::count(names.begin(), names.end(), "feature-flags") == 1);
    const auto sample = commands::vocabulary_from(names, teams);
    for (const auto* command : commands::commands())
        for (const auto& example : command->examples) {
            INFO(example.phrase);
            CHECK(commands::match(core::split_words(example.phrase), sample, {}, false).line == example.line);
        }
}

TEST_CASE("several words in quotes are read as the words they hold") {
    const auto line = [](std::vector<std::string> words) {
        return commands::match(words, known, {}, false).line;
    };
    CHECK(line({"what changed in search service?"}) == "ready history search-service");
    CHECK(line({"ready", "search service"}) == "ready search-service");
    CHECK(line({"ready", "history", "search service"}) == "ready history search-service");
    CHECK(line({"who has something for feature flags?"}) == "find feature flags");
    CHECK(commands::match({"ready payments-api"}, known, {}, false).line == "ready payments-api");
}

TEST_CASE("plain words become the line they mean") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"", "help"},
        {"*payments-api*?", "ready payments-api"},
        {"READY payments-api", "ready payments-api"},
        {"ready search service", "ready search-service"},
        {"is search service innersource ready", "ready search-service"},
        {"Hey bot, please: how ready is Payments-API?!", "ready payments-api"},
        {"how ready is mobile kit", "ready mobile_kit"},
        {"how ready is r17?", "ready r17"},
        {"why is payments-api L1?", "ready payments-api"},
        {"how mature is search service?", "ready search-service"},
        {"what does C4 mean", "ready check C4"},
        {"why has_licence?", "ready check has_licence"},
        {"history of payments-api", "ready history payments-api"},
        {"what changed in search service?", "ready history search-service"},
        {"show me the evidence for mobile kit", "ready findings mobile_kit"},
        {"who has something for feature flags", "find feature flags"},
        {"looking for search", "find search"},
        {"is there something for payments-api?", "find payments-api"},
        {"is anybody looking for mobile kit", "find mobile kit"},
        {"who owns payments-api?", "ready payments-api"},
        {"who is responsible for search service", "ready search-service"},
        {"which repositories are L3?", "repositories L3"},
        {"list all repositories", "repositories"},
        {"what can I ask?", "help"},
        {"please help", "help"},
        {"hey bot, ready payments-api please", "ready payments-api"},
        {"what do the levels mean?", "help levels"},
        {"what is L2?", "help L2"},
        {"what's L0", "help L0"},
        {"explain level 3", "help L3"},
        {"what is C4?", "ready check C4"},
        {"which repositories need an owner?", "repositories unowned"},
        {"C4", "ready check C4"},
        {"acme/payments-api", "ready acme/payments-api"},
        {"how ready is acme/payments-api?", "ready acme/payments-api"},
        {"is acme/payments-api ready for innersource?", "ready acme/payments-api"},
        {"who owns acme/payments-api?", "ready acme/payments-api"},
        {"what should we fix in acme/payments-api?", "ready acme/payments-api"},
        {"history of acme/payments-api", "ready history acme/payments-api"},
        {"findings acme/payments-api", "ready findings acme/payments-api"},
        {"how ready is <https://git.example/acme/payments-api>?",
         "ready https://git.example/acme/payments-api"},
        {"https://git.example/acme/payments-api", "ready https://git.example/acme/payments-api"},
        {"https://git.example/acme/payments-api/pull/7/files/0123456789012345678901234567890123456789",
         "ready acme/payments-api"},
        {"l2", "help L2"},
        {"level 3", "help L3"},
        {"trusted committer", "help trusted committer"},
        {"what is a trusted committer?", "help trusted committer"},
        {"What’s InnerSource?", "help InnerSource"},
        {"what are good first issues?", "help good first issue"},
        {"what does coverage mean?", "help coverage"},
        {"what is the difference between proven and possible?", "help proven level"},
        {"who are you?", "help"},
        {"what is payments-api?", "ready payments-api"},
        {"tell me about search service", "ready search-service"},
        {"How can I contribute to payments-api?", "ready payments-api"},
        {"can I send a change to payments-api", "ready payments-api"},
        {"may we open a merge request in search service?", "ready search-service"},
        {"where do I submit changes to docs", "ready docs"},
        {"how did the level of docs change?", "ready history docs"},
        {"recent changes in docs", "ready history docs"},
        {"history of contributions to docs", "ready history docs"},
        {"who owns the contribution guide of docs?", "ready docs"},
        {"show me the evidence for the contribution guide of docs", "ready findings docs"},
        {"how can I see the score change of docs?", "ready history docs"},
        {"how can I send a patch to the maintainers of docs?", "ready docs"},
        {"what are the settings?", "settings"},
        {"explain settings", "help settings"},
        {"what does settings mean?", "help settings"},
        {"what are the repositories?", "repositories"},
        {"what is the audit?", "help audit"},
        {"what is ready history?", "help ready history"},
        {"Which repositories have no owner?", "repositories unowned"},
        {"which repositories are there?", "repositories"},
        {"show me the repos", "repositories"},
        {"show repos", "repositories"},
        {"list", "repositories"},
        {"list everything", "repositories"},
        {"what can you do", "help"},
        {"hi", "help hello"},
        {"thank you very much", "help thanks"},
        {"thanks, how ready is docs?", "ready docs"},
        {"is there a library for currencies?", "find currencies"},
        {"do we have a service for the payments", "find payments"},
        {"I need a date picker component", "find date picker"},
        {"do we have a date picker already?", "find date picker"},
        {"is there a date picker?", "find date picker"},
        {"which repositories lack a licence?", "ready check C4"},
        {"Which repos have no contribution guide?", "ready check C2"},
        {"list all repositories without a code of conduct", "ready check G4"},
        {"which projects have no tests?", "ready check B3"},
        {"which repositories fail C5?", "ready check C5"},
        {"show the repositories of Search without tests", "repositories Search"},
        {"how is the score calculated?", "help readiness"},
        {"how does the score work?", "help readiness"},
        {"how is the score of docs calculated?", "ready findings docs"},
        {"how can I improve payments-api?", "ready payments-api"},
        {"what is missing in search service?", "ready search-service"},
        {"what does platform own?", "repositories platform"},
        {"which repositories does the developer experience team own?",
         "repositories \"Developer Experience\""},
        {"payments api", "ready payments-api"},
        {"how do I become a maintainer of docs?", "ready findings docs"},
        {"how do I become a maintainer?", "ready check G3"},
        {"how ready are payments-api and docs?", "mentioned payments-api docs"},
        {"how ready are payments-api, docs and search service?",
         "mentioned payments-api docs search-service"},
        {"compare docs with payments-api", "mentioned docs payments-api"},
        {"what changed in docs and payments-api?", "ready history docs"}};
    for (const auto& [said, line] : rows) {
        INFO(said);
        CHECK(read(said).line == line);
    }
    CHECK(read("how ready is Search Service?").reading == "readiness of search-service");
}

TEST_CASE("what a need is not, is not searched for") {
    for (const std::string said : {"I need help from you", "we need to talk", "is there a way to ask?",
                                   "do you have a question", "is there no end"}) {
        INFO(said);
        const auto* command = read(said).command;
        CHECK((command == nullptr || command->name != "find"));
    }
    CHECK(read("payment api").alternatives == std::vector<std::string>{"ready payments-api"});
    CHECK(read("payments").alternatives == std::vector<std::string>{"ready payments-api"});
    CHECK(read("moon").alternatives.empty());  // a private one
    CHECK(read("moon", {}, true).alternatives == std::vector<std::string>{"ready moon-shot"});
    CHECK(read("how ready are docs and payments-api?").reading == "readiness of docs, payments-api");
}

TEST_CASE("a follow-up asks the same of another repository") {
    CHECK(read("and for search-service?", "ready payments-api").line == "ready search-service");
    CHECK(read("and search service?", "ready history payments-api").line == "ready history search-service");
    CHECK(read("what about search-service?", "ready history payments-api").line ==
          "ready history search-service");
    CHECK(read("what about search-service?").line == "ready search-service");
    CHECK(read("and for search-service?").command == nullptr);
    CHECK(read("and for search-service?", "help").command == nullptr);
}

TEST_CASE("two words with a stroke between are no repository") {
    for (const auto* said : {"what is CI/CD?", "how does it handle input/output"}) {
        CAPTURE(said);
        const auto match = read(said);
        CHECK((match.command == nullptr || match.line.find('/') == std::string::npos));
    }
}

TEST_CASE("a misspelt command is offered and never run") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"redy payments-api", "ready payments-api"},
        {"ready histroy payments-api", "ready history payments-api"},
        {"raedy check C4", "ready check C4"},
        {"hlep", "help"},
        {"redy paymets-api", "ready payments-api"},
        {"redy serch service", "ready search-service"},
        {"raedy histroy mobile kit", "ready history mobile_kit"},
        {"how ready is paymets-api", "ready payments-api"},
        {"tell me about paymets-api", "ready payments-api"}};
    for (const auto& [said, line] : rows) {
        INFO(said);
        const auto match = read(said);
        CHECK(match.command == nullptr);
        CHECK(match.alternatives.size() <= 3);
        REQUIRE_FALSE(match.alternatives.empty());
        CHECK(match.alternatives.front() == line);
    }
}

TEST_CASE("a name that is only near one is said to be unknown, not the whole sentence") {
    const auto said = [](std::string_view line) { return commands::not_understood(read(line), {}).headline; };
    CHECK(said("how ready is paymets-api?") ==
          "In a sentence I find no repository called “paymets-api”, so nothing was run.");
    CHECK(said("payment api") ==
          "In a sentence I find no repository called “payment api”, so nothing was run.");
    CHECK(said("what on earth").starts_with("I did not understand that"));
    CHECK(said("what is a trusted commiter?").starts_with("I did not understand that"));
}

TEST_CASE("a word that is nearly one of the field is offered") {
    const auto match = read("what is a trusted commiter?");
    CHECK(match.command == nullptr);
    REQUIRE_FALSE(match.alternatives.empty());
    CHECK(match.alternatives.front() == "help trusted committer");
    CHECK(read("what is quantum foam?").alternatives.empty());
}

TEST_CASE("of several names none is dropped, they are offered") {
    CHECK(read("ready payments-api search-service").command == nullptr);
    CHECK(read("ready payments-api search-service").alternatives ==
          std::vector<std::string>{"ready payments-api", "ready search-service"});
    CHECK(commands::not_understood(read("ready payments-api search-service"), {}).headline ==
          "`ready` takes one repository at a time, so nothing was run.");
    CHECK(read("ready nobody payments-api").command == nullptr);
    CHECK(read("ready search service please").line == "ready search-service");
}

TEST_CASE("a private name is known to nobody who may not know of it") {
    for (const std::string said :
         {"how ready is {}?", "who owns {}?", "what changed in {}?", "tell me about {}"}) {
        INFO(said);
        const auto about = [&](std::string_view name) {
            auto sentence = said;
            sentence.replace(sentence.find("{}"), 2, name);
            return sentence;
        };
        const auto of_private = read(about("moon-shot")), of_nothing = read(about("moon-slot"));
        CHECK(of_private.command == of_nothing.command);
        CHECK(of_private.arguments == std::vector<std::string>{"moon-shot"});
        CHECK(of_nothing.arguments == std::vector<std::string>{"moon-slot"});
    }
    CHECK(read("how ready is moon-shto?").alternatives.empty());
    CHECK(read("how ready is moon-shot?", {}, true).line == "ready moon-shot");
    CHECK(read("how ready is moon-shto?", {}, true).alternatives.front() == "ready moon-shot");
}

TEST_CASE("several words in quotes are no pasted name") {
    for (const bool knows_private : {false, true}) {
        CHECK(read("\"acme/moon-shot qf\"", {}, knows_private).command == nullptr);
        CHECK(read("acme/moon-shot", {}, knows_private).line == "ready acme/moon-shot");
    }
}

TEST_CASE("what makes no sense is refused with examples that work") {
    for (const std::string words :
         {"🙂", "?!", "you are stupid", "ignore previous instructions", "print the token", "שלום עולם",
          "\xe2\x80\xae evil", "\xff\xfe", "'; DROP TABLE repositories; --"}) {
        INFO(words);
        const auto match = read(words);
        CHECK(match.command == nullptr);
        const auto answer = commands::not_understood(match, {});
        CHECK(answer.outcome == commands::Outcome::wrong_use);
        CHECK(answer.actions.back().line == "help");
        CHECK(answer.actions.size() >= 2);
        for (const auto& action : answer.actions) {
            CHECK(read(action.line).confidence == 1);
            CHECK_FALSE(action.line.starts_with("find"));  // which would name what may not be there
        }
    }
}

TEST_CASE("what is far too long is refused, not read") {
    CHECK(read(std::string(10'000, 'a')).command == nullptr);
    std::string many;
    for (int i = 0; i < 5'000; ++i) many += "a ";
    CHECK(read(many).command == nullptr);
}

TEST_CASE(
    "a misspelt name is found among other long words, and a flood of words is not searched to its end") {
    using Lines = std::vector<std::string>;
    CHECK(read("is our repository paymets-api ready for visitors?").alternatives ==
          Lines{"ready payments-api"});
    CHECK(read("history of serch-servcie").alternatives == Lines{"ready history search-service"});
    std::string flood = "is it ready";
    for (int i = 0; i < 5; ++i) flood += " nobodys-word" + std::to_string(i);
    CHECK(read(flood + " paymets-api").alternatives.empty());
    CHECK(read("paymets-api " + flood).alternatives == Lines{"ready payments-api"});
}

TEST_CASE("a name that differs in length by no more than the slips allow is near, one letter more is not") {
    const commands::NameIndex index({"payments-gateway"});
    CHECK(index.near("payments-gatewayxyz", 3).size() == 1);
    CHECK(index.near("payments-gate", 3).size() == 1);
    CHECK(index.near("payments-gatewaywxyz", 3).empty());
    CHECK(index.near("payments-gat", 3).empty());
}

TEST_CASE("a repository that nobody has told of is asked about all the same") {
    const std::vector<std::pair<std::string, std::string>> rows = {
        {"how ready is billing-gateway?", "ready billing-gateway"},
        {"is billing ready for innersource?", "ready billing"},
        {"how ready is the billing gateway", "ready billing-gateway"},
        {"who owns billing?", "ready billing"},
        {"who maintains the billing repo?", "ready billing"},
        {"history of billing-gateway", "ready history billing-gateway"},
        {"what changed in billing_gateway?", "ready history billing_gateway"},
        {"show me the evidence for billing-gateway", "ready findings billing-gateway"},
        {"what is billing-gateway?", "ready billing-gateway"},
        {"can I contribute to billing-gateway?", "ready billing-gateway"},
        {"compare billing-gateway and ledger-core", "ready billing-gateway"}};
    const auto nothing = commands::vocabulary_from({}, {});
    for (const auto& [said, line] : rows) {
        INFO(said);
        CHECK(read(said).line == line);
        CHECK(commands::match(core::split_words(said), nothing).line == line);
    }
    CHECK(read("and for billing-gateway?", "ready history docs").line == "ready history billing-gateway");
    CHECK(commands::match({"how", "ready", "is", "payments-api?"}, nothing).reading ==
          "readiness of payments-api");
}

TEST_CASE("a sentence that names nothing is about no repository") {
    for (const std::string said :
         {"are we ready?", "who owns the repository?", "is anybody ready yet?",
          "what is the most ready project?", "is /etc/passwd ready?", "is $(reboot) ready?", "ready-made",
          "is it ready now or is it never ready", "how ready is a very long tale of two or three cities"}) {
        INFO(said);
        CHECK(read(said).command == nullptr);
    }
}

TEST_CASE("an option of the shell is told as that, with the line to type instead") {
    for (const std::string said :
         {"ready payments-api --json", "ready --json payments-api", "--JSON ready payments-api",
          "ready payments-api \xE2\x80\x94json", "how ready is payments-api --json",
          "ready payments-api (--json)", "ready, payments-api \")--json\""}) {
        INFO(said);
        const auto match = read(said);
        CHECK(match.command == nullptr);
        CHECK(match.alternatives == std::vector<std::string>{"ready payments-api"});
        CHECK(match.why ==
              "`--json` belongs to the shell, so nothing was run. Here type: ready payments-api");
    }
    CHECK(read("help --details").why ==
          "`--details` belongs to the shell, so nothing was run. Here type: help");
    CHECK(read("redy payments-api --json").alternatives == std::vector<std::string>{"ready payments-api"});
    CHECK(read("xyzzy --json").why ==
          "`--json` belongs to the shell, so nothing was run. Here leave it out.");
    for (const auto* line : {"ready payments-api --assume visibility=internal",
                             "ready --assume=visibility=internal payments-api",
                             "ready payments-api \u2014assume visibility=internal"}) {
        INFO(line);
        CHECK(read(line).why ==
              "`--assume` belongs to the shell, so nothing was run. Here type: ready payments-api");
    }
    CHECK(read("?ready payments-api --at 5").command == nullptr);
    CHECK(read("please ready payments-api --at 5").command == nullptr);
    CHECK(read("--at=5/x").command == nullptr);
    CHECK(read("ready --profile strict payments-api").alternatives ==
          std::vector<std::string>{"ready payments-api"});
    CHECK(read("find json").command->name == "find");
}
