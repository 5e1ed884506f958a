// SPDX-License-Identifier: Apache-2.0
#include "core/text.hpp"
#include "insight/check.hpp"
#include "insight/content.hpp"
#include "insight/file_search.hpp"
#include "insight/guide.hpp"
#include "insight/unread.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace insight {
namespace {

bool is_task_file(std::string_view path) {
    constexpr std::array names = {"makefile",  "gnumakefile",  "justfile",
                                  ".justfile", "taskfile.yml", "taskfile.yaml"};
    return std::ranges::find(names, core::lower(path)) != names.end();
}

// "setup:" at the start of a line of a Makefile or justfile, indented in a Taskfile.
bool has_setup_target(const Facts& facts, std::string_view path) {
    constexpr std::array targets = {
        "setup:", "install:", "deps:", "dependencies:", "bootstrap:", "dev:", "develop:",
        "init:",  "build:",   "all:",  "venv:",         "prepare:",   "up:"};
    const bool is_indented = core::lower(path).starts_with("task");
    for (const auto& file : facts.small_files) {
        if (file.path != path) continue;
        for (const auto line : core::lines(file.text))
            for (const std::string_view target : targets)
                if (line.starts_with(target) || (is_indented && core::trim(line) == target)) return true;
    }
    return false;
}

// What prepares a checkout by the name alone says too little: a document names the command.
std::optional<std::string_view> command_wanted(std::string_view path) {
    const auto name = core::lower(path);
    if (name == "mise.toml" || name == ".mise.toml") return "mise install";
    if (name == "setup.sh" || name == "bootstrap.sh") return path;
    return std::nullopt;
}

bool is_part_of_word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           std::string_view("_-./:").find(c) != std::string_view::npos;
}

// "./setup.sh" and "bash setup.sh", not "https://example.com/setup.sh" or "my-setup.sh.old".
bool holds_command(std::string_view text, std::string_view command) {
    for (auto at = text.find(command); at != std::string_view::npos; at = text.find(command, at + 1)) {
        auto before = text.substr(0, at);
        if (before.ends_with("./")) before.remove_suffix(2);
        auto after = text.substr(at + command.size());
        if (after.starts_with('.')) after.remove_prefix(1);
        if ((before.empty() || !is_part_of_word(before.back())) &&
            (after.empty() || !is_part_of_word(after.front())))
            return true;
    }
    return false;
}

std::optional<std::string> place_of_command(const Facts& facts, std::string_view command) {
    for (const auto role : {Role::contributing, Role::readme})
        for (const auto* document : documents_with(facts, role))
            for (const auto& block : document->blocks)
                if (block.kind != BlockKind::heading && holds_command(block.text, command))
                    return document->path + ":" + std::to_string(block.line);
    return std::nullopt;
}

std::string_view folder_of(std::string_view path) {
    const auto slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}

// What lies there serves something other than the product itself.
bool lies_aside(std::string_view path) {
    constexpr std::array folders = {"test",         "tests",    "bench",       "benches",  "benchmark",
                                    "benchmarks",   "example",  "examples",    "sample",   "samples",
                                    "demo",         "demos",    "fixture",     "fixtures", "testdata",
                                    "node_modules", "vendor",   "third_party", "docs",     "doc",
                                    "third-party",  "external", "website",     "e2e",      "spec"};
    const auto parts = core::split(folder_of(path), '/');
    return std::ranges::any_of(parts, [&](std::string_view part) {
        return std::ranges::find(folders, core::lower(part)) != folders.end();
    });
}

// Sorted: the top folder; where it holds no manifest, those that come first on the way down.
std::vector<std::string_view> main_folders(const std::vector<const File*>& manifests) {
    std::vector<std::string_view> folders;
    auto least = std::numeric_limits<std::ptrdiff_t>::max();
    for (const auto* file : manifests) {
        if (lies_aside(file->path)) continue;
        const auto depth = std::ranges::count(file->path, '/');
        if (depth > least) continue;
        if (depth < least) folders.clear();
        least = depth;
        folders.push_back(folder_of(file->path));
    }
    folders.emplace_back();
    std::ranges::sort(folders);
    return folders;
}

std::vector<const File*> that_say_something(const Facts& facts, Role role) {
    auto files = files_with(facts, role);
    std::erase_if(files, [&](const File* file) { return !has_content(facts, *file); });
    return files;
}

std::vector<const File*> setups_of(const Facts& facts) {
    auto files = that_say_something(facts, Role::setup);
    std::erase_if(files, [&](const File* file) {
        const auto command = command_wanted(file->path);
        return command && !place_of_command(facts, *command);
    });
    return files;
}

Verdict with_step(const Facts& facts, const File& file) {
    auto verdict = yes(file.path, "one step prepares a checkout");
    if (const auto command = command_wanted(file.path))
        if (const auto place = place_of_command(facts, *command))
            verdict.evidence.push_back({*place, "the command"});
    return verdict;
}

// What was not read may prepare a checkout in one step.
Verdict at_least(Verdict verdict, const File* unread) {
    if (unread == nullptr) return verdict;
    verdict.at_least = true;
    add_not_seen(verdict, "what " + unread->path + " does");
    return verdict;
}

}  // namespace

extern const Check setup_is_reproducible;
const Check setup_is_reproducible{
    .id = "B4",
    .name = "setup_is_reproducible",
    .group = Group::contributable,
    .question = "Does one step prepare a checkout?",
    .statement = "Its set-up is reproducible",
    .why = "Hours of set-up end most first contributions.",
    .rule =
        "Yes with a devcontainer, compose file, Nix or make target, or a lock file and one documented "
        "command; partly with a manifest alone; no without.",
    .remedy = {.text = "Add a make setup target that prepares a checkout.",
               .effort = Effort::medium,
               .draft = "Makefile"},
    .patterns = {"Core Team"},
    .weight = 3,
    .settled_by = "reading the files",
    .run = [](const Facts& facts, const Policy&, Time) -> Verdict {
        const auto setups = setups_of(facts);
        for (const auto* file : setups)
            if (!is_task_file(file->path) || has_setup_target(facts, file->path))
                return with_step(facts, *file);
        const auto* unread = find_unread(facts, Role::setup);
        auto manifests = that_say_something(facts, Role::manifest);
        const auto folders = main_folders(manifests);
        const auto is_elsewhere = [&](const File* file) {
            return !std::ranges::binary_search(folders, folder_of(file->path));
        };
        std::erase_if(manifests, is_elsewhere);
        auto locks = that_say_something(facts, Role::lock_file);
        std::erase_if(locks, is_elsewhere);
        const auto command = documented_command(facts, Topic::set_up);
        if (!locks.empty() && command) {
            auto verdict = yes(locks.front()->path, "a lock file");
            verdict.evidence.push_back({*command, "the command"});
            return verdict;
        }
        if (!locks.empty())
            return at_least(partly(locks.front()->path, "a lock file", "one documented set-up command"),
                            unread);
        if (!manifests.empty())
            return at_least(partly(manifests.front()->path, "a manifest",
                                   "a lock file and one command, or a devcontainer"),
                            unread);
        if (!setups.empty() && unread == nullptr)
            return partly(setups.front()->path, "targets, but none that sets up", "a set-up target");
        return not_found(facts, Role::setup, "nothing that prepares a checkout");
    },
};

}  // namespace insight
