// SPDX-License-Identifier: Apache-2.0
#include "bot/way_in.hpp"

#include "bot/control.hpp"
#include "core/text.hpp"

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <thread>

namespace bot {

namespace {

// A command holds the lock for as long as one question or one keeping takes.
constexpr std::chrono::seconds longest_wait{5};
constexpr std::chrono::milliseconds between_tries{20}, until_told{500};

void tell_once(const std::filesystem::path& folder, bool& is_told) {
    if (is_told || ::isatty(STDERR_FILENO) == 0) return;
    is_told = true;
    std::fprintf(stderr, "Another ispo command uses %s; waiting for it …\n",
                 core::one_line(folder.string()).c_str());
}

}  // namespace

core::Result<WayIn> way_in(const Config& config, Demo demo) {
    const auto folder = config.data_folder();
    const auto began = std::chrono::steady_clock::now();
    for (bool is_told = false;;) {
        // Each time: the process that holds the lock may be a service that is about to answer.
        auto service = demo == Demo::answers ? running_service(config) : service_in(folder);
        if (!service) return service.error();
        if (*service) return WayIn{std::move(*service), {}};
        auto lock = FolderLock::take(folder);
        if (lock) return WayIn{{}, std::move(*lock)};
        const auto waited = std::chrono::steady_clock::now() - began;
        if (lock.error().code != core::Errc::conflict || waited > longest_wait) return lock.error();
        if (waited > until_told) tell_once(folder, is_told);
        std::this_thread::sleep_for(between_tries);
    }
}

}  // namespace bot
