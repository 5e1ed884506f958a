// SPDX-License-Identifier: Apache-2.0
#include "insight/ci_use.hpp"

#include "core/text.hpp"
#include "insight/content.hpp"
#include "insight/links.hpp"
#include "insight/shell_words.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

// "cd a && make check" holds "make check" as a command of its own, "echo make check" does not.
bool holds_command(std::string_view run, std::string_view command) {
    for (const auto line : core::lines(run)) {
        for (auto rest = line; !rest.empty();) {
            const auto end = std::min(rest.find_first_of(";&|"), rest.size());
            const auto one = core::trim(rest.substr(0, end));
            if (one.starts_with(command) && (one.size() == command.size() || one[command.size()] == ' '))
                return true;
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
    return false;
}

// A declaration says which command runs the tests, never that a step does.
bool runs_declared_tests(const Facts& facts, const std::string& run) {
    if (!facts.declared || !facts.declared->tests) return false;
    const auto command = core::trim(*facts.declared->tests);
    const bool is_long =
        core::split_words(std::string(command)).size() > 1 || command.find('/') != std::string_view::npos;
    return is_long && holds_command(run, command) && is_declared_command(facts, *facts.declared->tests);
}

bool runs_tests(const Facts& facts, const std::string& run) {
    if (use_of(run, false).tests) return true;
    return runs_declared_tests(facts, run);
}

// What of one line can make CI fail: "a; b || true; c" keeps "a" and "c", each in a line of its own.
void keep_heeded(std::string_view line, std::string& kept) {
    constexpr std::array swallowers = {"true", ":", "echo", "exit 0", "/bin/true"};
    for (auto at = line.find("||"); at != std::string_view::npos; at = line.find("||")) {
        const auto then = core::trim(line.substr(at + 2));
        if (std::ranges::none_of(swallowers, [&](std::string_view word) { return then.starts_with(word); }))
            break;
        if (const auto before = line.substr(0, at).rfind(';'); before != std::string_view::npos)
            kept.append(line.substr(0, before)).append(1, '\n');
        const auto more = then.find_first_of(";&");
        const auto next = more == std::string_view::npos ? more : then.find_first_not_of(";& ", more);
        if (next == std::string_view::npos) return;
        line = then.substr(next);
    }
    kept.append(line).append(1, '\n');
}

// Without the commands whose failure is swallowed: "make test || true".
std::string without_swallowed(const std::string& run) {
    std::string kept;
    for (const auto line : core::lines(run)) keep_heeded(line, kept);
    return kept;
}

// A job or command of an orb of CircleCI's that is called so: "node/test", "ruby/rspec-test".
bool is_test_of_orb(const CiFile& file, const CiStep& step) {
    const std::string_view name = step.uses;
    if (file.vendor != "circleci" || name.find('/') == std::string_view::npos) return false;
    const auto last = name.substr(name.find_last_of("/-_") + 1);
    return last == "test" || last == "tests";
}

void add_use(const Facts& facts, const CiFile& file, const CiStep& step, CiUse& use) {
    if (is_test_of_orb(file, step)) use.tests = use.has_effect = true;
    if (!runs_tests(facts, step.run)) return;
    use.tests = true;
    use.has_effect =
        use.has_effect || (!step.failure_ignored && runs_tests(facts, without_swallowed(step.run)));
}

// The path of the same repository that the step names; empty where it names none.
std::string path_called_by(const CiFile& file, const CiStep& step) {
    const std::string_view uses = step.uses;
    if (file.vendor == "gitlab") return std::string(uses.substr(uses.starts_with('/') ? 1 : 0));
    if (file.vendor != "azure") return std::string(uses.starts_with("./") ? uses.substr(2) : "");
    const auto at = uses.find('@');
    if (at != uses.npos && uses.substr(at) != "@self") return {};
    return resolve_link(file.path, uses.substr(0, at));
}

}  // namespace

bool is_shared(const CiFile& file, const CiStep& step) {
    const std::string_view uses = step.uses;
    if (file.vendor == "gitlab" || file.vendor == "jenkins") return !uses.empty();
    if (file.vendor == "circleci" && std::ranges::count(uses, '/') == 2) return true;
    return uses.find(".yml") != uses.npos || uses.find(".yaml") != uses.npos || uses.starts_with("./");
}

CiCalls::CiCalls(const Facts& facts) : facts_(facts) {
    for (const auto& file : facts.ci)
        if (file.parsed) files_.emplace(file.path, &file);
    for (const auto& file : facts.ci)
        for (const auto& step : file.steps)
            if (const auto* called = file.vendor == "azure" ? called_by(file, step) : nullptr;
                called != nullptr && called != &file)
                templates_.insert(called);
}

bool CiCalls::is_template(const CiFile& file) const {
    return file.triggers.empty() && templates_.contains(&file);
}

const CiFile* CiCalls::called_by(const CiFile& file, const CiStep& step) const {
    if (!is_shared(file, step)) return nullptr;
    const auto found = files_.find(path_called_by(file, step));
    return found == files_.end() ? nullptr : found->second;
}

CiUse CiCalls::use_of_all(const CiFile& called) const {
    CiUse use;
    for (const auto& inner : called.steps) {
        if (called.vendor == "azure" && inner.never_on_changes) continue;
        add_use(facts_, called, inner, use);
        use.calls_out = use.calls_out || is_shared(called, inner);
    }
    use.calls_out = use.calls_out || called.is_cut;
    return use;
}

CiUse CiCalls::use_in(const CiFile& file, const CiStep& step) {
    CiUse use;
    add_use(facts_, file, step, use);
    const auto* called = called_by(file, step);
    if (called == nullptr) {
        use.calls_out = is_shared(file, step);
    } else if (file.vendor != "gitlab") {
        const auto [known, is_new] = uses_.try_emplace(called);
        if (is_new) known->second = use_of_all(*called);
        const auto& theirs = known->second;
        use.tests = use.tests || theirs.tests;
        use.has_effect = (use.has_effect || theirs.has_effect) && !step.failure_ignored;
        use.calls_out = theirs.calls_out;
    }
    return use;
}

bool is_declared_command(const Facts& facts, const std::string& tests) {
    if (use_of(tests, false).tests) return true;
    const auto words = core::split_words(tests);
    return facts.tree && std::ranges::any_of(words, [&](const std::string& word) {
               const auto path = resolve_link("", word);
               const auto* file = path.empty() ? nullptr : find_file(*facts.tree, path);
               return file != nullptr && has_content(facts, *file);
           });
}

const CiFile* called_by(const Facts& facts, const CiStep& step) {
    if (!step.uses.starts_with("./")) return nullptr;
    const auto found = std::ranges::find(facts.ci, step.uses.substr(2), &CiFile::path);
    return found == facts.ci.end() || !found->parsed ? nullptr : &*found;
}

}  // namespace insight
