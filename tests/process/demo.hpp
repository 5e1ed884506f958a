// SPDX-License-Identifier: Apache-2.0
// The demo, started from a sample company that is made once for all tests: making it takes longest.
#pragma once

#include "tests/process/ispo.hpp"

namespace process {

constexpr auto demo_secret = "8f742231b10e8888abcd99yyyzzz85a5";

// A home in which the demo was started before; Slack may call it.
struct SampleHome : Home {
    SampleHome() {
        static const Made made;
        fs::copy(made.home.data(), data(), fs::copy_options::recursive);
        fs::permissions(data(), fs::perms::owner_all);
        fs::permissions(data() / "demo", fs::perms::owner_all);
        configure(fmt::format("[slack]\nsigning_secret = \"{}\"\n", demo_secret));
    }

  private:
    struct Made {
        Home home;
        Made() { REQUIRE(Serving(home, {"demo"}).stop().code == 0); }
    };
};

// What the console's page does: asks with the page's own token and origin.
class Console {
  public:
    explicit Console(std::uint16_t port) : port_(port), page_(get(port, "/").body) {
        constexpr std::string_view lead = "name=\"ispo-token\" content=\"";
        const auto from = page_.find(lead);
        REQUIRE(from != std::string::npos);
        token_ = page_.substr(from + lead.size(), page_.find('"', from + lead.size()) - from - lead.size());
    }
    const std::string& page() const { return page_; }
    const std::string& token() const { return token_; }
    std::vector<std::string> headers() const {
        return {fmt::format("host: 127.0.0.1:{}", port_), fmt::format("origin: http://127.0.0.1:{}", port_),
                "x-ispo-token: " + token_, "content-type: application/json"};
    }
    Reply post(const std::string& path, const core::Json& body) const {
        return exchange(port_, {.path = path, .body = core::dump_json(body), .headers = headers()});
    }
    // The answer's JSON, as the InnerSource office would get it in a direct message.
    core::Json ask(const std::string& text) const {
        const auto reply =
            post("/console/ask", {{"text", text}, {"persona", "mara-lindgrau"}, {"channel", "dm"}});
        CHECK(reply.status == 200);
        return core::member_of(core::parse_json(reply.body).value(), "json");
    }

  private:
    std::uint16_t port_;
    std::string page_, token_;
};

}  // namespace process
