// SPDX-License-Identifier: Apache-2.0
#include "bot/assess.hpp"

#include "sources/git.hpp"

#include <atomic>
#include <optional>
#include <thread>

namespace bot {

namespace {

core::Result<insight::Assessment> assess_one(const AssessOrder& order, const std::string& path) {
    auto facts = sources::git::read(path, order.revision, order.now);
    if (!facts) return facts.error();
    for (const auto& statement : order.assumed)
        if (auto assumed = insight::assume(*facts, statement); !assumed) return assumed.error();
    auto policy = order.company.for_repository(*facts);
    policy.profile = order.profile;
    return insight::assess(*facts, policy, order.now);
}

}  // namespace

std::vector<Assessed> assess_paths(const AssessOrder& order,
                                   const std::function<void(std::size_t, std::size_t)>& on_progress) {
    const auto count = order.paths.size();
    std::vector<std::optional<core::Result<insight::Assessment>>> results(count);
    std::atomic<std::size_t> next{0};
    std::atomic<std::size_t> done{0};
    const auto work = [&] {
        for (auto i = next.fetch_add(1); i < count; i = next.fetch_add(1)) {
            try {
                results[i] = assess_one(order, order.paths[i]);
            } catch (const std::exception& error) {
                results[i] = core::unavailable(
                    "This checkout could not be judged; nothing was stored. Please report it.", error.what());
            }
            done.fetch_add(1);
            done.notify_all();
        }
    };
    const auto threads = std::min<std::size_t>(count, std::max(1U, std::thread::hardware_concurrency()));
    {
        std::vector<std::jthread> crew;
        for (std::size_t i = 0; i < threads; ++i) crew.emplace_back(work);
        for (std::size_t seen = 0; seen < count;) {
            done.wait(seen);
            seen = done.load();
            on_progress(seen, count);
        }
    }
    std::vector<Assessed> out;
    for (std::size_t i = 0; i < count; ++i) out.push_back({order.paths[i], std::move(*results[i])});
    return out;
}

const std::string& path_of(const insight::Assessment& assessment) {
    return assessment.checkout.empty() ? assessment.full_name : assessment.checkout;
}

insight::Repository repository_of(const insight::Assessment& assessment) {
    insight::Repository row{.key = path_of(assessment),
                            .name = assessment.repository,
                            .full_name = assessment.full_name,
                            .visibility = assessment.visibility.value_or(insight::Visibility::private_),
                            .source = "git"};
    row.description = assessment.purpose;
    row.pushed_at = assessment.at;
    row.created_at = assessment.at;
    return row;
}

}  // namespace bot
