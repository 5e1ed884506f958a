// SPDX-License-Identifier: Apache-2.0
#include "insight/ci_places.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

char fold(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }
bool same(Text text, Text lower_case) {
    return text.size() == lower_case.size() &&
           std::ranges::equal(text, lower_case, {}, [](char c) { return fold(c); });
}
bool starts(Text text, Text lower_case) { return same(text.substr(0, lower_case.size()), lower_case); }
bool ends(Text text, Text lower_case) {
    return text.size() >= lower_case.size() && same(text.substr(text.size() - lower_case.size()), lower_case);
}

bool is_yaml(Text name) { return ends(name, ".yml") || ends(name, ".yaml"); }

struct Place {
    Text path;
    Text vendor;
};

// At the top, as they stand here.
constexpr auto files = std::to_array<Place>({
    {".gitlab-ci.yml", "gitlab"},
    {".travis.yml", "travis"},
    {"appveyor.yml", "appveyor"},
    {".appveyor.yml", "appveyor"},
    {".drone.yml", "drone"},
    {".cirrus.yml", "cirrus"},
    {"bitbucket-pipelines.yml", "bitbucket"},
    {".woodpecker.yml", "woodpecker"},
    {"buildkite.yml", "buildkite"},
    {"cloudbuild.yaml", "cloudbuild"},
    {"cloudbuild.yml", "cloudbuild"},
    {".semaphore.yml", "semaphore"},
    {"codefresh.yml", "codefresh"},
    {"codefresh.yaml", "codefresh"},
    {"screwdriver.yaml", "screwdriver"},
    {"screwdriver.yml", "screwdriver"},
    {".zuul.yaml", "zuul"},
    {"zuul.yaml", "zuul"},
    {".vela.yml", "vela"},
    {".build.yml", "sourcehut"},
    {"bitrise.yml", "bitrise"},
    {"codemagic.yaml", "codemagic"},
});

// YAML right in them.
constexpr auto folders = std::to_array<Place>({
    {".github/workflows", "github"},
    {".forgejo/workflows", "forgejo"},
    {".gitea/workflows", "gitea"},
    {".gitlab/ci", "gitlab"},
    {".circleci", "circleci"},
    {".buildkite", "buildkite"},
    {".woodpecker", "woodpecker"},
    {".semaphore", "semaphore"},
    {".tekton", "tekton"},
    {".azure-pipelines", "azure"},
    {"azure-pipelines", "azure"},
    {".azuredevops", "azure"},
    {".azuredevops/pipelines", "azure"},
    {".azure/pipelines", "azure"},
    {".pipelines", "azure"},
    {".codefresh", "codefresh"},
    {".codebuild", "codebuild"},
    {"bamboo-specs", "bamboo"},
    {".builds", "sourcehut"},
});

// YAML anywhere below them.
constexpr auto trees = std::to_array<Place>({
    {".harness/", "harness"},
    {".zuul.d/", "zuul"},
    {"zuul.d/", "zuul"},
});

bool lies_aside(Text folder) {
    constexpr auto aside = std::to_array<Text>(
        {"examples",     "example",   "_examples",   "samples",    "sample",      "demo",      "demos",
         "vendor",       "deps",      "third_party", "thirdparty", "third-party", "external",  "extern",
         "node_modules", "fixtures",  "testdata",    "test",       "tests",       "__tests__", "spec",
         "template",     "templates", "skeleton",    "docs",       "doc"});
    while (!folder.empty()) {
        const auto slash = folder.find('/');
        const auto name = folder.substr(0, slash);
        if (std::ranges::any_of(aside, [&](Text each) { return same(name, each); })) return true;
        folder = slash == Text::npos ? Text{} : folder.substr(slash + 1);
    }
    return false;
}

// "azure-pipelines.yml", "azure-pipelines-ci.yml"; not "azure-pipelinesque.yml". `name` is that of YAML.
bool is_yaml_called(Text name, Text lower_case_start) {
    return starts(name, lower_case_start) && Text(".-_").find(name[lower_case_start.size()]) != Text::npos;
}

// "Jenkinsfile", "Jenkinsfile.release", "Jenkinsfile-nightly", "release.Jenkinsfile".
bool is_jenkinsfile(Text name) {
    if (same(name, "jenkinsfile") || ends(name, ".jenkinsfile")) return true;
    if (!starts(name, "jenkinsfile") || Text(".-_").find(name[11]) == Text::npos) return false;
    constexpr auto others = std::to_array<Text>({".md", ".rst", ".adoc", ".txt", ".html", ".j2", ".tpl"});
    return std::ranges::none_of(others, [&](Text ending) { return ends(name, ending); });
}

Text vendor_by_name(Text name) {
    if (is_jenkinsfile(name)) return "jenkins";
    if (!is_yaml(name)) return {};
    if (is_yaml_called(name, "azure-pipelines") || is_yaml_called(name, "azure-pipeline")) return "azure";
    if (is_yaml_called(name, "buildspec")) return "codebuild";
    return ends(name.substr(0, name.rfind('.')), ".gocd") ? Text("gocd") : Text{};
}

Text vendor_by_place(Text path, Text folder, Text name) {
    const auto is_file = [&](const Place& place) { return same(path, place.path); };
    if (const auto* file = std::ranges::find_if(files, is_file); file != files.end()) return file->vendor;
    if (starts(name, "dependabot.")) return {};
    const auto is_folder = [&](const Place& place) { return same(folder, place.path); };
    if (const auto* at = std::ranges::find_if(folders, is_folder); at != folders.end()) return at->vendor;
    const auto is_tree = [&](const Place& place) { return starts(path, place.path); };
    const auto* at = std::ranges::find_if(trees, is_tree);
    return at == trees.end() ? Text{} : at->vendor;
}

// Programs that write the settings, and Groovy beside them.
Text vendor_of_code(Text path, Text folder) {
    if (starts(path, ".teamcity/") && (ends(path, ".kts") || ends(path, ".kt"))) return "teamcity";
    if (starts(path, "bamboo-specs/src/main/") && ends(path, ".java")) return "bamboo";
    constexpr auto scripts = std::to_array<Text>({"jenkins", ".jenkins", "ci/jenkins", ".ci/jenkins"});
    const auto is_one = [&](Text each) { return same(folder, each); };
    return ends(path, ".groovy") && std::ranges::any_of(scripts, is_one) ? Text("jenkins") : Text{};
}

}  // namespace

std::string_view ci_vendor_of(std::string_view path) {
    const auto slash = path.rfind('/');
    const auto folder = slash == Text::npos ? Text{} : path.substr(0, slash);
    const auto name = slash == Text::npos ? path : path.substr(slash + 1);
    // Asked for each file of a tree: few of them are YAML.
    const auto by_place = is_yaml(name)           ? vendor_by_place(path, folder, name)
                          : same(path, ".ci/run") ? Text("script")
                                                  : vendor_of_code(path, folder);
    if (!by_place.empty()) return by_place;
    const auto by_name = vendor_by_name(name);
    return by_name.empty() || lies_aside(folder) ? Text{} : by_name;
}

bool is_run_by_server(std::string_view vendor) {
    constexpr auto vendors = std::to_array<Text>(
        {"jenkins", "buildkite", "cloudbuild", "tekton", "semaphore", "teamcity", "bamboo", "codebuild",
         "codefresh", "zuul", "screwdriver", "harness", "vela", "sourcehut", "bitrise", "codemagic", "gocd"});
    return std::ranges::find(vendors, vendor) != vendors.end();
}

bool is_seen_in_part(std::string_view vendor) {
    constexpr auto vendors =
        std::to_array<Text>({"teamcity", "bamboo", "zuul", "harness", "gocd", "bitrise"});
    return std::ranges::find(vendors, vendor) != vendors.end();
}

}  // namespace insight
