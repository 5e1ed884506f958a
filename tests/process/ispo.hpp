// SPDX-License-Identifier: Apache-2.0
// The built program with a home of its own: commands that end, and a service with free ports.
#pragma once

#include "core/json.hpp"
#include "core/text.hpp"
#include "tests/process/wire.hpp"
#include "tests/support/git_repository.hpp"

namespace process {

namespace fs = std::filesystem;

// ctest names the program; run by hand it lies beside the folder of this test program.
inline std::string program() {
    if (const char* named = std::getenv("ISPO_PROGRAM")) return named;
    return (fs::canonical("/proc/self/exe").parent_path().parent_path() / "ispo").string();
}

// Settings, data and environment of one installation; nothing of the machine's own is seen.
class Home {
  public:
    Home() { configure(""); }
    fs::path data() const { return folder_.path() / "data"; }
    fs::path database() const { return data() / "ispo.db"; }
    fs::path settings() const { return folder_.path() / "ispo.toml"; }
    fs::path operator/(const std::string& name) const { return folder_.path() / name; }
    void configure(std::string_view toml) const { tests::write_file(settings(), toml); }

    Order order(std::vector<std::string> words, std::vector<std::string> environment = {}) const {
        Order out{.arguments = {program()}, .environment = std::move(environment)};
        for (auto& word : words) out.arguments.push_back(std::move(word));
        for (const auto& each :
             {"HOME=" + folder_.path().string(), "STATE_DIRECTORY=" + data().string(),
              "ISPO_CONFIG=" + settings().string(),
              "PATH=" + fs::path(program()).parent_path().string() + ":/usr/local/bin:/usr/bin:/bin"})
            out.environment.push_back(each);
        return out;
    }
    Ended run(std::vector<std::string> words, std::vector<std::string> environment = {}) const {
        return Child(order(std::move(words), std::move(environment))).end();
    }

  private:
    tests::TemporaryFolder folder_;
};

inline const std::vector<std::string>& free_ports() {
    static const std::vector<std::string> ports = {"ISPO_SERVER_LISTEN=127.0.0.1:0",
                                                   "ISPO_SERVER_ADMIN_LISTEN=127.0.0.1:0"};
    return ports;
}

// `ispo serve`, or `ispo demo`, that answers.
class Serving {
  public:
    explicit Serving(const Home& home, std::vector<std::string> words = {"serve"})
        : Serving(home.order(std::move(words), free_ports())) {}
    explicit Serving(const Order& order) : child(order) {
        const auto started = core::parse_json(child.line_with("\"service.started\""));
        REQUIRE(started.has_value());
        port = port_in(core::text_of(*started, "listen"));
        admin = core::text_of(*started, "admin") == "same" ? port : port_in(core::text_of(*started, "admin"));
    }
    // Asks it to stop and waits.
    Ended stop(int number = SIGTERM) {
        child.signal(number);
        return child.end();
    }

    Child child;
    std::uint16_t port = 0, admin = 0;

  private:
    static std::uint16_t port_in(const std::string& words) {
        REQUIRE(words.starts_with("port "));
        return static_cast<std::uint16_t>(std::stoi(words.substr(5)));
    }
};

// A checkout called payments-api, and whether the installation knows what was judged of it.
inline Ended judge(const Home& home, const tests::GitRepository& checkout) {
    return home.run({"ready", checkout.path().string()});
}
inline bool remembers(const Home& home) {
    const auto told = home.run({"ready", "history", "payments-api"});
    return told.code == 0 && told.output.find("payments-api") != std::string::npos;
}

using Words = std::vector<std::string>;

// An installation that knows one repository, payments-api.
struct Known : Home {
    tests::GitRepository checkout;
    Known() {
        checkout.commit_file("README.md", "# Payments\n");
        REQUIRE(judge(*this, checkout).code == 0);
    }
};

// With --json an answer is one JSON value.
inline core::Json parsed(const Ended& ended) {
    INFO(ended.output << ended.errors);
    auto json = core::parse_json(ended.output);
    REQUIRE(json.has_value());
    return std::move(*json);
}

// As one line, whatever the width at which it was broken.
inline std::string without_breaks(std::string text) {
    for (auto& each : text)
        if (each == '\n') each = ' ';
    return text;
}

// Bytes of a file; empty when there is none.
inline std::string bytes_in(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

}  // namespace process
