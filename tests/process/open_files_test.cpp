// SPDX-License-Identifier: Apache-2.0
// More callers than the system allows open files.
#include "tests/process/ispo.hpp"

using namespace process;
using Catch::Contains;

namespace {

Order with_open_files(const Home& home, rlim_t soft, rlim_t hard) {
    auto order = home.order({"serve"}, free_ports());
    order.open_files = rlimit{soft, hard};
    return order;
}

}  // namespace

TEST_CASE("a crowd that says nothing does not silence a service with few open files") {
    Known home;
    Serving service(with_open_files(home, 256, 256));
    CHECK_THAT(service.child.errors(), Contains("service.open_files") && Contains("server.connections"));
    std::vector<Wire> crowd;
    crowd.reserve(300);
    for (int n = 0; n < 300; ++n) crowd.emplace_back(service.port);
    CHECK(crowd.at(96).reply().status == 503);
    CHECK(get(service.admin, "/healthz").status == 200);
    CHECK(get(service.admin, "/readyz").status == 200);
    CHECK(home.run({"help"}).code == 0);
    CHECK(judge(home, home.checkout).errors.empty());
    crowd.clear();
    CHECK(get(service.port, "/").status == 404);
    CHECK(service.stop().code == 0);
}

TEST_CASE("what the system's hard limit allows is taken at the start, without a word") {
    const Home home;
    Serving service(with_open_files(home, 256, 4096));
    CHECK_THAT(bytes_in(fmt::format("/proc/{}/limits", service.child.id())),
               Contains("Max open files            2560 "));
    CHECK_THAT(service.child.errors(), !Contains("service.open_files"));
    CHECK(service.stop().code == 0);
}

TEST_CASE("asking whether a service is there counts as no command") {
    Known home;
    Serving service(home);
    CHECK(home.run({"find", "payments"}).code == 0);
    CHECK_THAT(get(service.admin, "/metrics").body, !Contains("command=\"help\""));
    CHECK(service.stop().code == 0);
}
