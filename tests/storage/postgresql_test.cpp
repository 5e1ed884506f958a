// SPDX-License-Identifier: Apache-2.0
// The schema and every statement on a real PostgreSQL 15, so that it is a backend and not a rewrite. Fails
// without postgresql-15.
#include <catch2/catch.hpp>

#include "tests/storage/examples.hpp"

#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>
#include <chrono>
#include <fstream>
#include <sstream>
#include <thread>

namespace {

const std::filesystem::path programs = "/usr/lib/postgresql/15/bin";

// PostgreSQL refuses to run as root; its package brings a user for it.
void drop_root() {
    if (::geteuid() != 0) return;
    const auto* user = ::getpwnam("postgres");
    if (user == nullptr || ::setgid(user->pw_gid) != 0 || ::setuid(user->pw_uid) != 0) ::_exit(126);
}

pid_t start(const std::vector<std::string>& words, const std::filesystem::path& input,
            const std::filesystem::path& output) {
    std::vector<char*> arguments;
    for (const auto& word : words) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    const int in = ::open(input.c_str(), O_RDONLY),
              out = ::open(output.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    ::dup2(in, 0);
    ::dup2(out, 1);
    ::dup2(out, 2);
    drop_root();
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
}
int wait_for(pid_t child) {
    int status = 0;
    ::waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

std::string read(const std::filesystem::path& file) {
    std::ifstream in(file);
    return {std::istreambuf_iterator<char>(in), {}};
}

// A server of its own in a folder that goes away: no TCP, a socket in that folder only.
class Server {
  public:
    Server() {
        give(folder_.path());
        REQUIRE(std::filesystem::exists(programs / "initdb"));
        const auto made = start({(programs / "initdb").string(), "-D", data(), "-U", "ispo", "-A", "trust",
                                 "-E", "UTF8", "--locale=C", "--no-sync"},
                                "/dev/null", log());
        const int failed = wait_for(made);
        INFO(read(log()));
        REQUIRE(failed == 0);
        server_ = start({(programs / "postgres").string(), "-D", data(), "-k", folder_.path().string(), "-c",
                         "listen_addresses=", "-c", "fsync=off"},
                        "/dev/null", log());
        wait_until_it_answers();
    }
    ~Server() {
        if (server_ <= 0) return;
        ::kill(server_, SIGINT);  // fast shutdown
        wait_for(server_);
    }
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    // What psql says to `sql`, and whether it liked all of it.
    std::pair<int, std::string> run(const std::string& sql) {
        const auto input = folder_ / "input.sql", output = folder_ / ("output" + std::to_string(++runs_));
        std::ofstream(input) << sql;
        give(input);
        const auto psql = start({(programs / "psql").string(), "-X", "-q", "-h", folder_.path().string(),
                                 "-U", "ispo", "-d", "postgres", "-v", "ON_ERROR_STOP=1", "-f", "-"},
                                input, output);
        const int code = wait_for(psql);
        return {code, read(output)};
    }

  private:
    std::string data() const { return (folder_ / "data").string(); }
    std::filesystem::path log() const { return folder_ / "log"; }
    static void give(const std::filesystem::path& file) {
        if (const auto* user = ::getpwnam("postgres"); user != nullptr && ::geteuid() == 0)
            REQUIRE(::chown(file.c_str(), user->pw_uid, user->pw_gid) == 0);
    }
    // The only sign of readiness that needs no server: until then psql is refused. 30 s for a machine that is
    // busy.
    void wait_until_it_answers() {
        for (int attempt = 0; attempt < 300; ++attempt) {
            if (run("SELECT 1;").first == 0) return;
            std::this_thread::sleep_for(std::chrono::milliseconds(100));
        }
        FAIL(read(log()));
    }

    examples::Folder folder_;
    pid_t server_ = 0;
    int runs_ = 0;
};

std::string migrated() {
    std::string out = "BEGIN;\n";
    for (const auto& step : storage::migrations_for_postgresql()) out += step;
    return out + "COMMIT;\n";
}

}  // namespace

TEST_CASE("PostgreSQL takes the schema and prepares every statement") {
    Server server;
    const auto [failed, said] = server.run(migrated());
    INFO(said);
    REQUIRE(failed == 0);
    const auto statements = storage::statements_for_postgresql();
    REQUIRE(statements.size() > 40);
    std::ostringstream all;
    for (std::size_t number = 0; number < statements.size(); ++number)
        all << "PREPARE s" << number << " AS " << statements[number] << ";\n";
    const auto [refused, reason] = server.run(all.str());
    INFO(reason);
    CHECK(refused == 0);
    const std::string row =
        "INSERT INTO audit (at, who, what, place, why, before, after, request, dry) VALUES (1, '', '', '', "
        "'', '', '', "
        "'', 0);";
    CHECK(server.run(row).first == 0);
    const auto changed = server.run("UPDATE audit SET who = 'x';");
    CHECK(changed.first != 0);
    CHECK(changed.second.find("append-only") != std::string::npos);
    // The proof that a refusal is seen.
    CHECK(server.run("PREPARE bad AS SELECT name, COUNT(*) FROM team;").first != 0);
}
