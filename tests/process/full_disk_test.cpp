// SPDX-License-Identifier: Apache-2.0
// A disk without space, before the start and under a running service. A small file system in memory where the
// user may mount one (elsewhere these cases prove nothing and say so); a limit on the size of files
// everywhere.
#include "tests/process/ispo.hpp"

#include <sys/mount.h>

using namespace process;
using Catch::Contains;

namespace {

class SmallDisk {
  public:
    explicit SmallDisk(const fs::path& folder) : folder_(folder) {
        fs::create_directories(folder_);
        mounted = ::mount("tmpfs", folder_.c_str(), "tmpfs", MS_NOSUID | MS_NODEV, "size=4m,mode=0700") == 0;
    }
    ~SmallDisk() {
        if (mounted) ::umount2(folder_.c_str(), MNT_DETACH);
    }
    SmallDisk(const SmallDisk&) = delete;
    SmallDisk& operator=(const SmallDisk&) = delete;
    void fill() const {
        std::ofstream out(folder_ / "ballast", std::ios::binary);
        const std::string page(4096, 'x');
        while (out.write(page.data(), 4096) && out.flush()) {
        }
        REQUIRE(fs::space(folder_).available == 0);
    }
    void clear() const { fs::remove(folder_ / "ballast"); }

    bool mounted = false;

  private:
    fs::path folder_;
};

}  // namespace

TEST_CASE("without space for a database the service says so with 3 and starts once there is some") {
    Home home;
    const SmallDisk disk(home.data());
    if (!disk.mounted) {
        WARN("Skipped: this user may not mount a small disk.");
        return;
    }
    disk.fill();
    for (const auto* command : {"serve", "demo"}) {
        CAPTURE(command);
        const auto ended = home.run({command}, free_ports());
        CHECK(ended.code == 3);
        CHECK(ended.output.empty());
        CHECK_THAT(ended.errors, Contains("pace") && !Contains("could not go on"));
    }
    disk.clear();
    Serving service(home);
    CHECK(get(service.admin, "/readyz").status == 200);
    CHECK(service.stop().code == 0);
}

TEST_CASE("a disk that fills under a running service turns it unready, loses nothing, and heals") {
    Home home;
    const SmallDisk disk(home.data());
    if (!disk.mounted) {
        WARN("Skipped: this user may not mount a small disk.");
        return;
    }
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    Serving service(home);
    REQUIRE(judge(home, checkout).code == 0);
    disk.fill();
    // What fits into the pages at hand is still taken; then there is an end.
    auto probe = get(service.admin, "/readyz");
    for (int more = 0; probe.status == 200 && more < 1000; ++more) probe = get(service.admin, "/readyz");
    CHECK(probe.status == 503);
    CHECK_THAT(probe.body, Contains("no space left") && Contains("everything before it is safe"));
    CHECK(get(service.admin, "/healthz").status == 200);
    const auto judged = judge(home, checkout);
    CHECK_THAT(judged.errors, Contains("not kept") && Contains("no space left"));
    CHECK(remembers(home));
    disk.clear();
    CHECK(get(service.admin, "/readyz").status == 200);
    CHECK(judge(home, checkout).errors.empty());
    CHECK(service.stop().code == 0);
    CHECK(remembers(home));
}

TEST_CASE("a service that stops on a full disk loses nothing") {
    Home home;
    const SmallDisk disk(home.data());
    if (!disk.mounted) {
        WARN("Skipped: this user may not mount a small disk.");
        return;
    }
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    {
        Serving service(home);
        REQUIRE(judge(home, checkout).code == 0);
        disk.fill();
        const auto ended = service.stop();
        INFO(ended.errors);
        CHECK(ended.code == 0);
    }
    disk.clear();
    CHECK(remembers(home));
}

TEST_CASE("without a service and without space what is stored is read, and what would change it is refused") {
    Home home;
    const SmallDisk disk(home.data());
    if (!disk.mounted) {
        WARN("Skipped: this user may not mount a small disk.");
        return;
    }
    tests::GitRepository checkout;
    checkout.commit_file("README.md", "# Payments\n");
    REQUIRE(judge(home, checkout).code == 0);
    const auto before = bytes_in(home.database());
    disk.fill();
    for (int again = 0; again < 2; ++again) {
        const auto told = home.run({"ready", "history", "payments-api"});
        INFO(told.errors);
        CHECK(told.code == 0);
        CHECK_THAT(told.output, Contains("payments-api") && Contains("is full"));
    }
    const auto changed = home.run({"pause", "everything"});
    CHECK(changed.code == 3);
    CHECK_THAT(without_breaks(changed.errors), Contains("no space left") && Contains("was not saved"));
    CHECK(bytes_in(home.database()) == before);
    disk.clear();
    CHECK(remembers(home));
}

TEST_CASE("a limit on the size of files is told like a full disk") {
    Home home;
    auto order = home.order({"serve"}, free_ports());
    order.largest_file = 8192;
    const auto ended = Child(order).end();
    CHECK(ended.code == 3);
    CHECK_THAT(ended.errors, Contains("no space left") && !Contains("service.started"));
    Serving again(home);
    CHECK(get(again.admin, "/readyz").status == 200);
}
