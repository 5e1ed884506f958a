// SPDX-License-Identifier: Apache-2.0
// `ispo` as somebody types it: with a running service and without one, right and wrong, as text and as JSON.
#include "tests/process/ispo.hpp"

#include <filesystem>
#include <regex>

using namespace process;
using Catch::Contains;

namespace {

Words operator+(Words words, const std::string& flag) {
    words.push_back(flag);
    return words;
}

// What may differ between two equal answers: when they were given, and the reference people quote.
std::string timeless(const std::string& text) {
    static const std::regex reference("(Ref |\"reference\": \")[0-9A-Z]{8}"),
        time("[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9:]{5,8}(Z| UTC)");
    return std::regex_replace(std::regex_replace(text, reference, "$1"), time, "then");
}

struct Asked {
    Words words;
    int code;
    std::string said;  // in the text, on the stream that fits the code
};

const std::vector<Asked>& questions() {
    static const std::vector<Asked> all = {
        {{"ready", ""}, 2, "ispo"},
        {{"ready", "payments-api\n\x1b[31mred"}, 2, "nothing was changed"},
        {{"find", std::string(20'000, 'a')}, 1, "No repository"},
        {{"redy", "payments-api"}, 2, "ispo ready payments-api"},
        {{"xyzzy", "plugh"}, 2, "ispo help"},
        {{"find", "zebra crossings"}, 1, "No repository"},
        {{"find", "payments"}, 0, "payments-api"},
        {{"find"}, 2, "ispo help"},
        {{"help"}, 0, "Topics: commands"},
        {{"help", "levels"}, 0, "L4"},
        {{"help", "nothing-of-ours"}, 2, "ispo help words"},
        {{"ready", "payments-api"}, 0, "L0 of 4"},
        {{"ready", "nobody-knows"}, 2, "“nobody-knows”"},
        {{"ready", "check", "C2"}, 0, "CONTRIBUTING.md"},
        {{"ready", "check", "C99"}, 2, "ispo help checks"},
        {{"ready", "history", "payments-api"}, 0, "The only score is"},
        {{"ready", "history", "nobody-knows"}, 2, "“nobody-knows”"},
        {{"ask", "how ready is payments-api?"}, 0, "I read this as: readiness of payments-api"},
        {{"ask", "how", "ready", "is", "payments-api?"}, 0, "I read this as: readiness of payments-api"},
        {{"ask", "what is the weather?"}, 2, "nothing was run"},
        {{"how", "ready", "is", "payments-api?"}, 0, "I read this as: readiness of payments-api"},
        {{"list", "all", "repositories"}, 0, "1 repository"},
        {{"please", "help"}, 0, "Topics: commands"},
    };
    return all;
}

void check_answer(const Asked& asked, const Ended& ended) {
    const auto& text = asked.code < 2 ? ended.output : ended.errors;
    const auto& silent = asked.code < 2 ? ended.errors : ended.output;
    CHECK(ended.code == asked.code);
    CHECK_THAT(text, Contains(asked.said) && !Contains("\x1b"));
    CHECK(silent.empty());
}

}  // namespace

TEST_CASE("through the running service one gets the answer that one gets without it") {
    Known home;
    std::vector<Ended> alone;
    const auto ask_all = [&](auto use) {
        for (const auto& asked : questions())
            for (const auto& words : {asked.words, asked.words + "--details", asked.words + "--json"}) {
                CAPTURE(words);
                use(asked, words, home.run(words));
            }
    };
    ask_all([&](const Asked& asked, const Words& words, const Ended& ended) {
        if (words.back() != "--json") check_answer(asked, ended);
        alone.push_back(ended);
    });
    Serving service(home);
    auto before = alone.begin();
    ask_all([&](const Asked&, const Words&, const Ended& ended) {
        CHECK(ended.code == before->code);
        CHECK(timeless(ended.output) == timeless(before->output));
        CHECK(timeless(ended.errors) == timeless(before->errors));
        ++before;
    });
    CHECK(before == alone.end());
    CHECK(service.stop().code == 0);
}

TEST_CASE("with --json every answer is one JSON value on standard output, refusals too") {
    Known home;
    Serving service(home);
    for (const auto& asked : questions()) {
        CAPTURE(asked.words);
        const auto ended = home.run(asked.words + "--json");
        CHECK(ended.code == asked.code);
        CHECK(ended.errors.empty());
        const auto answer = parsed(ended);
        const auto* outcome = asked.code == 0 ? "done" : asked.code == 1 ? "no" : "wrong_use";
        CHECK(core::text_of(answer, "outcome") == outcome);
        CHECK_FALSE(core::text_of(answer, "headline").empty());
    }
}

TEST_CASE("flags of words that are no command are flags, wherever they stand") {
    Known home;
    for (const Words& words : {Words{"redy", "payments-api", "--json"},
                               {"redy", "--json", "payments-api"},
                               {"--json", "redy", "payments-api"}}) {
        CAPTURE(words);
        const auto ended = home.run(words);
        CHECK(ended.code == 2);
        CHECK(ended.errors.empty());
        const auto actions = core::member_of(parsed(ended), "actions");
        REQUIRE(actions.is_array());
        REQUIRE_FALSE(actions.empty());
        CHECK(core::text_of(actions[0], "line") == "ready payments-api");
    }
    CHECK_THAT(home.run({"redy", "payments-api", "--details"}).errors,
               Contains("ispo ready payments-api]") && !Contains("--details"));
}

TEST_CASE("an option or word too many is refused with 2 and nothing is started") {
    Known home;
    for (const Words& words : {Words{"serve", "--lissten", "127.0.0.1:0"},
                               {"serve", "now"},
                               {"demo", "--chekout", "x"},
                               {"help", "--jsno"},
                               {"ready", "payments-api", "--jsno"},
                               {"redy", "payments-api", "--jsno"},
                               {"config", "check", "more"},
                               {"--nonsense"}}) {
        CAPTURE(words);
        auto environment = free_ports();
        const auto ended = home.run(words, environment);
        CHECK(ended.code == 2);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains("othing was done") && Contains("--help`"));
    }
    for (const auto& [words, said] : std::vector<std::pair<Words, std::string>>{
             {{"serv"}, "Did you mean serve?"},
             {{"confg", "check"}, "Did you mean config?"},
             {{"config", "chek"}, "Did you mean `ispo config check`?"},
             {{"config"}, "`ispo config check`"},
             {{"ask"}, "Something is missing behind `ispo ask`: the question."},
             {{"completion"}, "Something is missing behind `ispo completion`: bash, zsh or fish."},
             {{"ready", ".", "--asume", "visibility=internal"}, "Did you mean --assume?"},
             {{"ready", ".", "--foramt=json"}, "Did you mean --format?"},
             {{"demo", "--chekout", "x"}, "Did you mean --checkout?"},
             {{"config", "check", "--jsom"}, "Did you mean --json?"}}) {
        CAPTURE(words);
        const auto ended = home.run(words, free_ports());
        CHECK(ended.code == 2);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains(said) && Contains("othing was done"));
    }
    for (const Words& words : {Words{"completion", "pwsh"},
                               {"completion"},
                               {"config"},
                               {"slack"},
                               {"ask"},
                               {"ready", "payments-api", "--fail-below", "7"}})
        CHECK(home.run(words, free_ports()).code == 2);
}

TEST_CASE("with --json what is refused before anything runs is JSON too") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    for (const auto& [words, code] :
         std::vector<std::pair<Words, int>>{{{"ready", path + "/none"}, 2},
                                            {{"ready", path, "payments-api"}, 2},
                                            {{"ready", path, "--profile", "none"}, 2},
                                            {{"ready", path, "--fail-below", "7"}, 2},
                                            {{"ready", path, "--nonsense"}, 2},
                                            {{"config", "check", "--config", "/nonexistent"}, 2},
                                            {{"serve"}, 2},
                                            {{"demo"}, 2},
                                            {{"slack", "manifest", "--nonsense"}, 2},
                                            {{"slack", "manifest", "--public-url", "x"}, 2},
                                            {{"slack", "nothing"}, 2},
                                            {{"find", "x", "--config", "/nonexistent"}, 2}}) {
        CAPTURE(words);
        const auto ended = home.run(words + "--json");
        CHECK(ended.code == code);
        CHECK(core::text_of(parsed(ended), "outcome") == "wrong_use");
        CHECK_FALSE(core::text_of(parsed(ended), "headline").empty());
    }
    const auto checked = home.run({"config", "check", "--json"}, {"ISPO_BOT_PORT=1"});
    CHECK(checked.code == 0);
    CHECK_THAT(core::text_of(parsed(checked), "headline"), Contains("ispo.toml is fine."));
    CHECK(core::member_of(core::member_of(parsed(checked), "data"), "warnings").size() == 1);
    const auto manifest = home.run({"slack", "manifest", "--socket", "--json"});
    CHECK(manifest.code == 0);
    CHECK(parsed(manifest) == parsed(home.run({"slack", "manifest", "--socket"})));
    CHECK(parsed(home.run({"config", "explain", "--json"})).is_array());
}

TEST_CASE("what only a checkout can answer is refused for a stored name, and never passes a gate") {
    Known home;
    for (const Words& more : {Words{"--fail-below", "1"},
                              {"--fail-below", "L1"},
                              {"--format", "sarif"},
                              {"--at", "HEAD~1"},
                              {"--profile", "archived"},
                              {"--assume", "visibility=internal"}}) {
        CAPTURE(more);
        Words words = {"ready", "payments-api"};
        words.insert(words.end(), more.begin(), more.end());
        const auto ended = home.run(words);
        CHECK(ended.code == 2);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains(more.front() + " is for checkouts") && Contains("./payments-api"));
    }
}

TEST_CASE("a gate says why it fails, and takes a level as answers write it") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    for (const std::string level : {"1", "L1", "l1"}) {
        const auto ended = home.run({"ready", path, "--no-store", "--fail-below", level});
        CHECK(ended.code == 1);
        CHECK_THAT(ended.errors, Contains("L1 is not reached. It is at L0; L1 asks for this too:"));
        CHECK_THAT(ended.errors, Contains("G1 It has valid owners. Add CODEOWNERS with a line such as"));
    }
    CHECK(home.run({"ready", path, "--no-store", "--fail-below", "L9"}).code == 2);
    for (const Words& words : {Words{"ready", path, "--at", ""}, {"ready", path, "--data", ""}}) {
        CAPTURE(words);
        CHECK(home.run(words).code == 2);
    }
}

TEST_CASE("what is kept is told as JSON in both ways of asking, and in no format that is for judging") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    REQUIRE(home.run({"ready", path}).code == 0);
    const auto told = home.run({"ready", "findings", path, "--format", "json"});
    CHECK(told.code == 0);
    CHECK(core::member_of(core::member_of(parsed(told), "data"), "findings").size() == 27);
    const auto refused = home.run({"ready", "findings", path, "--format", "sarif"});
    CHECK(refused.code == 2);
    CHECK_THAT(refused.errors, Contains("ispo ready " + path + " --format") && Contains("or with --json"));
}

TEST_CASE("a folder of the name that nobody knows is pointed at") {
    Known home;
    auto order = home.order({"ready", "ledger"});
    order.folder = home.data().parent_path().string();
    fs::create_directories(home / "ledger");
    const auto ended = Child(order).end();
    CHECK(ended.code == 2);
    CHECK_THAT(ended.errors, Contains("ispo ready ./ledger"));
}

TEST_CASE("a kept checkout is found by the path it was given with") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    REQUIRE(judge(home, checkout).code == 0);
    for (const auto* subject : {"history", "findings"}) {
        auto order = home.order({"ready", subject, "./" + checkout.path().filename().string()});
        order.folder = checkout.path().parent_path().string();
        const auto ended = Child(order).end();
        INFO(ended.errors);
        CHECK(ended.code == 0);
    }
}

TEST_CASE("without a service the health check says what it asked") {
    Home home;
    const auto ended = home.run({"healthcheck"}, {"ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:1"});
    CHECK(ended.code == 1);
    CHECK_THAT(ended.errors, Contains("127.0.0.1:1 (server.admin_listen)") && Contains("ispo serve"));
}

TEST_CASE("checkouts of one name are told apart by their paths") {
    Home home;
    tests::GitRepository one, other;
    for (auto* checkout : {&one, &other}) checkout->commit_file("README.md", "# Payments\n");
    const auto ended = home.run({"ready", "--no-store", one.path().string(), other.path().string()});
    CHECK(ended.code == 0);
    CHECK_THAT(ended.output,
               Contains(one.path().string() + ":\n") && Contains(other.path().string() + ":\n"));
}

TEST_CASE("one checkout named twice is judged once") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    const auto ended = home.run({"ready", "--no-store", "--format", "json", path, path + "/.", path + "/"});
    CHECK(ended.code == 0);
    CHECK(parsed(ended).is_object());  // several are a list
}

TEST_CASE("lines to type next hold the data folder that was given") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto other = (home / "other data").string();
    const auto ended = home.run({"--data", other, "ready", checkout.path().string()});
    CHECK(ended.code == 0);
    CHECK_THAT(ended.output, Contains("ispo --data \"" + other + "\" ready "));
    CHECK_THAT(ended.output, !Contains(": ispo ready"));
    CHECK_THAT(home.run({"ready", checkout.path().string()}).output, Contains(": ispo ready"));
}

TEST_CASE("lines to type next begin as the program was started, where its name alone does not find it") {
    const Known home;
    const tests::TemporaryFolder elsewhere;
    const auto line_of = [&](const std::string& path, const std::string& started, const Words& words) {
        auto order = home.order(words);
        std::erase_if(order.environment, [](const auto& each) { return each.starts_with("PATH="); });
        order.environment.push_back("PATH=" + path);
        order.arguments.front() = started;
        order.folder = fs::path(program()).parent_path().string();
        const auto ended = Child(order).end();
        return core::one_line(ended.output + ended.errors);
    };
    const Words asked = {"ready", "payments-api"}, wrong = {"help", "--jsno"};
    CHECK_THAT(line_of("/usr/bin:/bin", "./ispo", asked), Contains(": ./ispo ready check "));
    CHECK_THAT(line_of("/usr/bin:/bin", program(), asked), Contains(": " + program() + " ready check "));
    CHECK_THAT(line_of("/usr/bin:/bin", "./ispo", wrong), Contains("`./ispo help --help`"));
    const auto found = fs::path(program()).parent_path().string();
    CHECK_THAT(line_of("/usr/bin:" + found, "./ispo", asked), Contains(": ispo ready check "));
    tests::write_file(elsewhere.path() / "ispo", "another\n");
    CHECK_THAT(line_of(elsewhere.path().string() + ":" + found, "./ispo", asked),
               Contains(": ./ispo ready check "));
}

TEST_CASE("the manifest names the public address that is set, and nothing that is none") {
    Home home;
    const auto url = [&](const Words& words) {
        const auto ended = home.run(words);
        CHECK(ended.code == 0);
        return core::text_of(core::member_of(core::member_of(parsed(ended), "settings"), "interactivity"),
                             "request_url");
    };
    CHECK(url({"slack", "manifest"}) == "https://ispo.example.com/slack/interactivity");
    CHECK_THAT(home.run({"slack", "manifest"}).errors, Contains("--public-url"));
    CHECK(home.run({"slack", "manifest", "--socket"}).errors.empty());
    for (const auto* bad : {"1.2.3.4", "https://x.example",
                            "b\xC3\xBC"
                            "cher.example"}) {
        CAPTURE(bad);
        const auto ended = home.run({"slack", "manifest", "--socket", "--unfurl-domain", bad});
        CHECK(ended.code == 2);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains("--unfurl-domain needs domains"));
    }
    Words many = {"slack", "manifest", "--socket"};
    for (const auto* domain : {"a.b", "b.b", "c.b", "d.b", "e.b", "f.b"})
        many.insert(many.end(), {"--unfurl-domain", domain});
    CHECK_THAT(home.run(many).errors, Contains("at most five domains"));
    CHECK(url({"slack", "manifest", "--public-url", "https://b.example.org:8443/"}) ==
          "https://b.example.org:8443/slack/interactivity");
    home.configure("[server]\npublic_url = \"https://set.example.org\"\n");
    CHECK(url({"slack", "manifest"}) == "https://set.example.org/slack/interactivity");
    home.configure(
        "[server]\npublic_url = \"https://set.example.org\"\n[slack]\nsigning_secret = \"s\"\n"
        "client_id = \"1.2\"\nclient_secret = \"s\"\ntoken_key = \"0123456789abcdef0123456789abcdef\"\n"
        "allowed_teams = [\"T1\"]\n");
    const auto way_back = [&](const Words& words) {
        const auto printed = parsed(home.run(words));
        return core::member_of(core::member_of(printed, "oauth_config"), "redirect_urls");
    };
    CHECK(way_back({"slack", "manifest"}) ==
          core::Json::array({"https://set.example.org/slack/oauth_redirect"}));
    CHECK(way_back({"slack", "manifest", "--public-url", "https://other.example.org"}) ==
          core::Json::array({"https://other.example.org/slack/oauth_redirect"}));
    for (const auto* bad :
         {"javascript:x", "http://x.example", "https://", "https://a/b", "https://a#b", "nowhere"}) {
        CAPTURE(bad);
        const auto ended = home.run({"slack", "manifest", "--public-url", bad});
        CHECK(ended.code == 2);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains("--public-url must start with https://"));
    }
}

TEST_CASE("a path is judged alike with and without a service, and the service knows of it at once") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    const auto text = home.run({"ready", path, "--no-store"}),
               json = home.run({"ready", path, "--no-store", "--json"});
    CHECK(text.code == 0);
    CHECK_THAT(text.output, Contains("payments-api") && Contains("L0 of 4") &&
                                Contains("what is not committed was not read"));
    CHECK(core::text_of(parsed(json), "commit") == checkout.git({"rev-parse", "HEAD"}));
    CHECK_FALSE(remembers(home));
    Serving service(home);
    CHECK(timeless(home.run({"ready", path, "--no-store"}).output) == timeless(text.output));
    CHECK(timeless(home.run({"ready", path, "--no-store", "--json"}).output) == timeless(json.output));
    CHECK_FALSE(remembers(home));
    REQUIRE(judge(home, checkout).code == 0);
    CHECK(remembers(home));
    CHECK(home.run({"find", "payments"}).code == 0);
    CHECK(service.stop().code == 0);
    CHECK(remembers(home));
}

TEST_CASE("paths end with the code that tells a script what to do") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    const auto code = [&](const Words& more) {
        Words words = {"ready", "--no-store"};
        words.insert(words.end(), more.begin(), more.end());
        return home.run(words).code;
    };
    CHECK(code({path}) == 0);
    CHECK(code({path, "--fail-below", "1"}) == 1);
    CHECK(code({path + "/none"}) == 2);
    CHECK(code({path, path + "/none"}) == 3);  // the other is judged
    CHECK(code({path, "payments-api"}) == 2);
    CHECK(code({path, "--at", "no-such-branch"}) == 2);
    CHECK(code({path, "--format", "xml"}) == 2);
    auto here = home.order({"ready", "--no-store"});
    here.folder = path;
    const auto ended = Child(here).end();
    CHECK(ended.code == 0);
    CHECK_THAT(ended.output, Contains("payments-api"));
}

TEST_CASE("a folder that another process holds, and that no service answers for, is refused with 4") {
    Known home;
    Serving service(home);
    fs::rename(home.data() / "ispo.sock", home.data() / "hidden");
    const auto ended = home.run({"find", "payments"});
    CHECK(ended.code == 4);
    CHECK(ended.output.empty());
    CHECK_THAT(ended.errors, Contains("Another ispo process uses " + home.data().string()));
    const auto json = home.run({"ready", "payments-api", "--json"});
    CHECK(json.code == 4);
    CHECK(core::text_of(parsed(json), "outcome") == "refused");
    const auto judged = judge(home, home.checkout);
    CHECK_THAT(judged.output, Contains("L0 of 4"));
    CHECK_THAT(judged.errors, Contains("not kept") && Contains("Another ispo process uses"));
    fs::rename(home.data() / "hidden", home.data() / "ispo.sock");
    CHECK(remembers(home));
}

TEST_CASE("config explain shows where each value comes from, and no secret") {
    Home home;
    home.configure(
        "[server]\nconnections = 7\n[slack]\nsigning_secret = \"8f742231b10e8888abcd99yyyzzz85a5\"\n"
        "bot_token = \"xoxb-in-the-file\"\nprevious_signing_secret = \"hidden-earlier\"\n");
    const auto ended = home.run({"config", "explain", "--listen", "127.0.0.1:7"},
                                {"ISPO_SLACK_BOT_TOKEN=xoxb-in-the-environment", "ISPO_LOG_LEVEL=debug"});
    CHECK(ended.code == 0);
    const auto row = [&](const std::string& key) {
        for (const auto line : core::lines(ended.output))
            if (line.starts_with(key + " ")) return std::string(line);
        FAIL(key << " is not explained");
        return std::string();
    };
    CHECK_THAT(row("server.connections"), Contains(" 7 ") && Contains("ispo.toml:2"));
    CHECK_THAT(row("server.listen"), Contains("127.0.0.1:7 ") && Contains("flag"));
    CHECK_THAT(row("log.level"), Contains("debug") && Contains("ISPO_LOG_LEVEL"));
    CHECK_THAT(row("slack.signing_secret"), Contains(" set ") && Contains("ispo.toml:4"));
    CHECK_THAT(row("slack.bot_token"), Contains(" set ") && Contains("ISPO_SLACK_BOT_TOKEN"));
    for (const auto* hidden : {"8f742231", "xoxb-in", "hidden-earlier"})
        CHECK_THAT(ended.output + ended.errors, !Contains(hidden));
}

TEST_CASE("the version is told in one line, and help lists every command") {
    Home home;
    const auto version = home.run({"--version"});
    CHECK(version.code == 0);
    CHECK(std::regex_match(version.output, std::regex("ispo [0-9]+\\.[0-9]+\\.[0-9]+ \\([0-9a-z]+\\)\n")));
    CHECK(home.run({"version"}).output == version.output);
    for (const Words& words : {Words{}, {"--help"}}) {
        const auto help = home.run(words);
        CHECK(help.code == 0);
        for (const auto* command : {"serve", "demo", "ready", "find", "ask", "config", "completion"})
            CHECK_THAT(help.output, Contains(command));
    }
    CHECK_FALSE(fs::exists(home.data()));
}

TEST_CASE("completion scripts are printed, and each shell that is here takes its own") {
    Home home;
    REQUIRE(fs::exists("/usr/bin/bash"));
    for (const auto* shell : {"bash", "zsh", "fish"}) {
        CAPTURE(shell);
        const auto ended = home.run({"completion", shell});
        CHECK(ended.code == 0);
        CHECK(ended.errors.empty());
        CHECK_THAT(ended.output, Contains("ready") && Contains("find") && Contains("serve"));
        const auto script = home / "script";
        tests::write_file(script, ended.output);
        const auto interpreter = "/usr/bin/" + std::string(shell);
        if (!fs::exists(interpreter)) continue;
        const auto taken =
            Child({.arguments = {interpreter, "-n", script.string()}, .environment = {}}).end();
        INFO(taken.errors);
        CHECK(taken.code == 0);
        CHECK(taken.errors.empty());
    }
}

TEST_CASE("what changes something can be tried without changing it, whatever its command's second word is") {
    const Known home;
    for (const auto& words : {Words{"settings", "save", "--home", "full"}, Words{"pause", "everything"}}) {
        const auto tried = home.run(words + "--dry-run");
        INFO(tried.output << tried.errors);
        CHECK(tried.code == 0);
        CHECK_THAT(tried.output, Contains("Dry run: this would have been done. Nothing was changed."));
        CHECK_THAT(tried.output, !Contains("No service runs"));
    }
    CHECK_THAT(home.run({"settings"}).output, !Contains("next steps"));
    CHECK_THAT(home.run({"status"}).output, Contains("Nothing is paused"));
    CHECK_THAT(home.run({"pause", "everything"}).output, Contains("No service runs on the data folder "));
}

TEST_CASE("what is offered for a checkout with a blank in its path can be typed as it stands") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().parent_path() / "pay ments";
    std::filesystem::copy(checkout.path(), path, std::filesystem::copy_options::recursive);
    const auto line = "ready findings " + core::quote_word(path.string());
    CHECK_THAT(home.run({"ready", path.string()}).output, Contains(line));
    CHECK_THAT(home.run({"ready", "findings", path.string()}).output, Contains("pay ments"));
}

TEST_CASE("a checkout is kept for few until somebody says who may read it, and the report says how") {
    Home home;
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    const auto path = checkout.path().string();
    const auto line = "`ispo ready " + core::quote_word(path) + " --assume visibility=internal`";
    const auto says = [&](const std::string& text) {
        CHECK_THAT(text, Contains("Nobody said who may read payments-api") && Contains(line));
    };
    CHECK_THAT(home.run({"ready", path, "--no-store"}).output, !Contains("Nobody said"));
    says(home.run({"ready", path}).output);
    CHECK(home.run({"ready", path, "--json"}).errors.empty());
    {
        Serving service(home);
        says(home.run({"ready", path}).output);
        CHECK_THAT(home.run({"ready", path, "--assume", "visibility=internal"}).output,
                   !Contains("Nobody said"));
        CHECK_THAT(home.run({"ready", path}).output, !Contains("Nobody said"));  // said for this commit
    }
    CHECK_THAT(home.run({"ready", path, "--assume", "visibility=private"}).output, !Contains("Nobody said"));
    tests::GitRepository other;
    other.commit_file("README.md", "# Other\n");
    checkout.commit_file("a", "b");
    CHECK_THAT(home.run({"ready", path, other.path().string()}).output,
               Contains("who may read 2 of these checkouts") && Contains("`ispo ready PATH --assume"));
}

TEST_CASE("on an empty store a plain sentence is understood, and it is said what to do") {
    Home home;
    const auto ended = home.run({"ask", "how ready is payments-api?"});
    CHECK(ended.code == 2);
    CHECK_THAT(ended.errors, Contains("I read this as: readiness of payments-api") &&
                                 Contains("No repository is known yet.") && Contains("ispo ready PATH"));
}

TEST_CASE("a name is an argument, and whoever gives it as an option is told so") {
    Known home;
    for (const Words& words :
         {Words{"ready", "--repository", "payments-api"}, {"ready", "--repository=payments-api"}}) {
        const auto ended = home.run(words);
        CHECK(ended.code == 2);
        CHECK_THAT(ended.errors, Contains("Type: ispo ready <repository>"));
    }
    const auto several = home.run({"ready", "a", "b"});
    CHECK(several.code == 2);
    CHECK_THAT(several.errors, Contains("Type: ispo ready REPOSITORY") && !Contains("--repository"));
}
