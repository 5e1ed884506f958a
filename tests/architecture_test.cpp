// SPDX-License-Identifier: Apache-2.0
// The promises that no compiler checks: who may include whom, and the rules for coroutines that gcc 12 needs.
#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace fs = std::filesystem;

namespace {

const fs::path root = ISPO_SOURCE_DIR;

std::string read(const fs::path& path) {
    std::ifstream in(path);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

struct Module {
    std::set<std::string> uses;
    std::vector<std::string> headers;
};

// The floors as CMakeLists.txt states them: ispo_module(NAME USES … LINK … HEADERS …).
std::map<std::string, Module> modules() {
    std::map<std::string, Module> found;
    std::istringstream in(read(root / "CMakeLists.txt"));
    for (std::string line; std::getline(in, line);) {
        if (!line.starts_with("ispo_module(")) continue;
        std::istringstream words(line.substr(12, line.rfind(')') - 12));
        std::string name, word, part;
        words >> name;
        auto& module = found[name];
        while (words >> word) {
            if (word == "USES" || word == "LINK" || word == "HEADERS")
                part = word;
            else if (part == "USES")
                module.uses.insert(word);
            else if (part == "HEADERS")
                module.headers.push_back(word);
        }
    }
    return found;
}

std::vector<fs::path> sources_of(const std::string& module) {
    std::vector<fs::path> out;
    for (const auto& entry : fs::recursive_directory_iterator(root / module))
        if (entry.path().extension() == ".cpp" || entry.path().extension() == ".hpp")
            out.push_back(entry.path());
    std::sort(out.begin(), out.end());
    return out;
}

struct Line {
    std::string place;
    std::string text;
};
std::vector<Line> lines_of(const fs::path& path) {
    std::vector<Line> out;
    std::ifstream in(path);
    int number = 0;
    for (std::string line; std::getline(in, line);)
        out.push_back({fs::relative(path, root).string() + ":" + std::to_string(++number), line});
    return out;
}

bool starts_with_any(const std::string& text, const std::vector<std::string>& prefixes) {
    return std::any_of(prefixes.begin(), prefixes.end(),
                       [&](const auto& prefix) { return text.starts_with(prefix); });
}

// Standard C++ and the C and POSIX headers of the base system carry no floor.
bool is_system_header(const std::string& header) {
    static const std::regex plain("[a-z_0-9]+(\\.h)?");
    static const std::regex posix("(sys|linux|netinet|arpa|net)/[a-z_0-9]+\\.h");
    return (std::regex_match(header, plain) && header != "sqlite3.h" && header != "zlib.h" &&
            header != "cmark-gfm.h") ||
           std::regex_match(header, posix);
}

}  // namespace

TEST_CASE("a module includes only what its floor may") {
    const auto all = modules();
    REQUIRE(all.size() >= 9);
    const std::regex include("^\\s*#\\s*include\\s*([<\"])([^>\"]+)[>\"]");
    std::string broken;
    for (const auto& [name, module] : all) {
        for (const auto& path : sources_of(name)) {
            for (const auto& line : lines_of(path)) {
                std::smatch found;
                if (!std::regex_search(line.text, found, include)) continue;
                const std::string header = found[2];
                bool allowed = false;
                if (found[1] == "\"") {
                    const auto owner = header.substr(0, header.find('/'));
                    allowed = owner == name || module.uses.contains(owner);
                } else {
                    allowed = is_system_header(header) || header.starts_with("boost/system/") ||
                              header.starts_with("fmt/") || starts_with_any(header, module.headers);
                }
                if (!allowed) broken += line.place + ": " + name + " may not include " + header + "\n";
            }
        }
    }
    INFO(broken);
    CHECK(broken.empty());
}

// Messages go through the gate and its outbox; views are only ways of showing and are never queued.
TEST_CASE("only the effect gate and the views include what writes outside") {
    std::string broken;
    for (const auto& path : sources_of("bot")) {
        const auto file = fs::relative(path, root).string();
        if (file.starts_with("bot/effects") || file.starts_with("bot/outbox") || file == "bot/views.hpp" ||
            file == "bot/views.cpp")
            continue;
        for (const auto& line : lines_of(path))
            if (line.text.find("#include \"sinks/") != std::string::npos ||
                line.text.find("#include \"slack/web_api.hpp\"") != std::string::npos)
                broken += line.place + "\n";
    }
    INFO(broken);
    CHECK(broken.empty());
}

// Rows of the outbox come from the gate and from answers that it drew; only the outbox posts.
TEST_CASE("no way to Slack's posting goes round the effect gate") {
    const std::set<std::string> may_put = {"bot/effects.cpp", "bot/received.cpp", "bot/outbox_person.cpp",
                                           "bot/outbox_delivery.cpp"};
    const std::set<std::string> may_call = {"bot/outbox.cpp", "bot/outbox_delivery.cpp",
                                            "bot/outbox_person.cpp"};
    const std::regex posting(
        "\"(chat\\.(post|update|delete|schedule|meMessage)|files\\.|reactions\\.|conversations\\.(open|join|"
        "invite))");
    std::string broken;
    for (const auto& path : sources_of("bot")) {
        const auto file = fs::relative(path, root).string();
        for (const auto& line : lines_of(path)) {
            const bool puts = line.text.find("put_outgoing(") != std::string::npos && !may_put.contains(file);
            const bool names_kind =
                line.text.find("->kind = ") != std::string::npos && file != "bot/effects.cpp";
            const bool calls = std::regex_search(line.text, posting) && !may_call.contains(file);
            if (puts || names_kind || calls) broken += line.place + "\n";
        }
    }
    for (const auto& line : lines_of(root / "bot/received.cpp"))
        if (line.text.find("storage::Outgoing out") != std::string::npos) broken += line.place + "\n";
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("no branch of ?: is a co_await") {
    // gcc 12.2 builds a coroutine from it that never goes on.
    const std::regex branch("[?:] co_await ");
    std::string broken;
    for (const auto* module : {"net", "slack", "sources", "bot"})
        for (const auto& path : sources_of(module))
            for (const auto& line : lines_of(path))
                if (std::regex_search(line.text, branch)) broken += line.place + "\n";
    INFO(broken);
    CHECK(broken.empty());
}

// The first brace between a co_await and the ; of its statement: an initializer list, a temporary or a
// lambda. Not the braces of a block that the co_await is the condition of. `at` is one behind the "co_await".
bool has_brace_in_statement(const std::string& code, std::size_t at) {
    int depth = 0;
    for (; at < code.size() && code[at] != ';'; ++at) {
        if (code[at] == '(') ++depth;
        if (code[at] == ')' && --depth < 0) return false;  // the condition ends here
        if (code[at] == '{') return true;
    }
    return false;
}

std::string awaits_with_braces(const std::string& text, const std::string& place) {
    static const std::regex aside(R"(//[^\n]*|"(\\.|[^"\\\n])*")");
    const auto code = std::regex_replace(text, aside, "");
    std::string broken;
    for (auto at = code.find("co_await "); at != std::string::npos; at = code.find("co_await ", at + 1))
        if (has_brace_in_statement(code, at))
            broken +=
                place + ": " + code.substr(at, std::min<std::size_t>(70, code.find(';', at) - at)) + "\n";
    return broken;
}

TEST_CASE("nothing between co_await and ; is written with braces") {
    for (const auto* bad : {"co_await f(Row{1, 2});", "co_await g([name](const auto& r) {\n return 1; });",
                            "auto x = co_await h(a,\n  {1, 2});", "if (co_await f(T{})) return;"})
        CHECK_FALSE(awaits_with_braces(bad, "here").empty());
    for (const auto* good :
         {"if (co_await f()) {\n g(); }", "co_await f(a); auto b = T{1};", "co_await f(\"{\");"})
        CHECK(awaits_with_braces(good, "here").empty());
    std::string broken;
    for (const auto& name : {"net", "slack", "sources", "bot"})
        for (const auto& path : sources_of(name)) broken += awaits_with_braces(read(path), path.string());
    INFO(broken);
    CHECK(broken.empty());
}

// The coroutines of `text` that give a value and whose last statement gives none: what they return is then
// what happened to be in memory, and no compiler says so. Goes by the format that every file has: a function
// begins and ends at the margin, its statements stand four to the right.
std::string ends_without_value(const std::string& text, const std::string& place) {
    static const std::regex coroutine("^(boost::)?(asio::)?awaitable<(.*)> [\\w:]+\\(");
    std::istringstream in(text);
    std::string broken, line, head, last;
    for (bool is_inside = false; std::getline(in, line);) {
        std::smatch found;
        if (!is_inside && std::regex_search(line, found, coroutine) && found[3] != "void") {
            is_inside = true;
            head = line;
            last.clear();
        }
        if (line.ends_with("}") && !line.starts_with(" ") && line != "}") is_inside = false;  // in one line
        if (!is_inside) continue;
        if (line.ends_with(";") && last.empty() && !line.starts_with("    ")) is_inside = false;  // declared
        if (line.starts_with("    ") && line.size() > 4 && line[4] != ' ' && line[4] != '}')
            last = line.substr(4);
        if (line.starts_with("    } catch")) last = "catch";
        if (line != "}") continue;
        is_inside = false;
        const bool ends = last.starts_with("co_return") || last.starts_with("return ") ||
                          last.starts_with("throw ") || last == "catch" ||
                          last.find(";;") != std::string::npos || last.starts_with("if constexpr");
        if (!ends) broken += place + ": " + head + "\n";
    }
    return broken;
}

TEST_CASE("a coroutine that gives a value gives it at its end, too") {
    const std::string begins = "asio::awaitable<bool> f(int a) {\n    if (a) co_return true;\n";
    for (const std::string bad :
         {"    co_await g();\n}\n", "    if (a) {\n        co_return false;\n    }\n}\n"})
        CHECK_FALSE(ends_without_value(begins + bad, "here").empty());
    for (const std::string good :
         {"    co_return false;\n}\n", "    for (;;) {\n        co_await g();\n    }\n}\n",
          "    co_return h(\n        a);\n}\n", "    throw 1;\n}\n"})
        CHECK(ends_without_value(begins + good, "here").empty());
    CHECK(ends_without_value("asio::awaitable<void> f() {\n    co_await g();\n}\n", "here").empty());
    std::string broken;
    for (const auto& name : {"net", "slack", "sources", "bot"})
        for (const auto& path : sources_of(name)) broken += ends_without_value(read(path), path.string());
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("coroutines live in net, slack, sources and bot only") {
    std::string broken;
    for (const auto& name : {"core", "insight", "storage", "commands", "web"})
        for (const auto& path : sources_of(name))
            for (const auto& line : lines_of(path))
                if (line.text.find("co_await") != std::string::npos ||
                    line.text.find("co_return") != std::string::npos)
                    broken += line.place + "\n";
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("nothing below bot reads the wall clock") {
    std::string broken;
    for (const auto& name : {"core", "insight", "storage", "net", "commands", "sources", "slack", "web"})
        for (const auto& path : sources_of(name)) {
            if (path.string().ends_with("net/reply.cpp")) continue;  // Date is of the clock on the wall
            for (const auto& line : lines_of(path))
                if (line.text.find("system_clock::now") != std::string::npos ||
                    line.text.find("time(nullptr)") != std::string::npos)
                    broken += line.place + "\n";
        }
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("our code has no mutex and no using namespace in headers") {
    std::string broken;
    for (const auto& [name, module] : modules())
        for (const auto& path : sources_of(name))
            for (const auto& line : lines_of(path)) {
                if (line.text.find("std::mutex") != std::string::npos) broken += line.place + " mutex\n";
                if (path.extension() == ".hpp" && line.text.starts_with("using namespace"))
                    broken += line.place + " using namespace\n";
            }
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("every source file says its licence in its first line") {
    std::string broken;
    for (const auto& [name, module] : modules())
        for (const auto& path : sources_of(name))
            if (lines_of(path).empty() ||
                lines_of(path).front().text != "// SPDX-License-Identifier: Apache-2.0")
                broken += fs::relative(path, root).string() + "\n";
    INFO(broken);
    CHECK(broken.empty());
}

TEST_CASE("every header is read once, however often it is included") {
    std::string broken;
    for (const auto& [name, module] : modules())
        for (const auto& path : sources_of(name))
            if (path.extension() == ".hpp" && read(path).find("\n#pragma once\n") == std::string::npos)
                broken += fs::relative(path, root).string() + "\n";
    INFO(broken);
    CHECK(broken.empty());
}
