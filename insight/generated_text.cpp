// SPDX-License-Identifier: Apache-2.0
#include "insight/generated_text.hpp"

#include "core/text.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace insight {
namespace {

using Text = std::string_view;

constexpr std::size_t any_rest = ~std::size_t{0};

// How a paragraph begins, and how many code points more of it may be the generator's, too.
struct Start {
    Text words;
    std::size_t rest = any_rest;
};

constexpr auto openings = std::to_array<Start>({
    // Generators
    {"this project was generated with angular cli", 30},
    {"this project was generated using angular cli", 30},
    {"this is a next.js project bootstrapped with", 40},
    {"this project was bootstrapped with create react app", 30},
    {"this project was bootstrapped with create react app, using", 60},
    {"this application was generated using jhipster", 120},
    {"this is an expo project created with", 40},
    {"this template provides a minimal setup to get", 80},
    {"this template should help get you started developing"},
    {"compiles and hot-reloads for development"},
    {"everything you need to build a svelte project", 40},
    {"everything you need to build a svelte library", 40},
    {"seasoned astronaut?"},
    {"kick off your project with this default boilerplate"},
    {"kick off your project with this hello-world boilerplate"},
    {"look at the nuxt documentation to learn more"},
    {"look at the nuxt 3 documentation to learn more"},
    {"a progressive node.js framework for building efficient"},
    {"nest framework typescript starter repository", 10},
    {"laravel is a web application framework with expressive"},
    {"a new flutter project", 3},
    {"for further reference, please consider the following sections", 5},
    {"the following was discovered as part of building this project", 5},
    // Hosts and collections of templates
    {"this readme would normally document whatever steps"},
    {"todo: give a short introduction of your project"},
    {"use this section to tell people"},
    {"an awesome readme template to jumpstart your projects"},
    {"here's a blank template to get started"},
});

// What comes further down, and is no set-up or use of this repository.
constexpr auto further_text = std::to_array<Start>({
    {"to get more help on the angular cli"},
    {"for more information on using the angular cli"},
    {"to learn more about next.js"},
    {"next.js documentation - learn about"},
    {"learn next.js - an interactive"},
    {"you can check out the next.js github repository"},
    {"check out the next.js github repository"},
    {"you can learn more in the create react app documentation"},
    {"to learn react, check out"},
    {"currently, two official plugins are available"},
    {"vitejs/plugin-react"},
    {"learn more about ide support for vue"},
    {"this is a \"microservice\" application intended"},
    {"this is a \"gateway\" application intended"},
    {"this application is configured for service discovery"},
    {"minimal styling (make it your own!)", 2},
    {"100/100 lighthouse performance", 2},
    {"have another more specific idea?"},
    {"feel free to check our documentation or jump into our discord", 20},
    {"nest is an mit-licensed open source project"},
    {"nest is mit licensed", 5},
    {"things you may want to cover", 3},
    {"laravel is accessible, powerful"},
    {"laravel has the most extensive"},
    {"we would like to extend our thanks to the following sponsors for funding laravel"},
    {"thank you for considering contributing to the laravel framework"},
    {"in order to ensure that the laravel community"},
    {"if you discover a security vulnerability within laravel"},
    {"the laravel framework is open-sourced software"},
    {"this project is a starting point for a flutter"},
    {"for help getting started with flutter"},
    // GitHub's SECURITY.md
    {"tell them where to go, how often"},
    // GitLab
    {"already a pro? just edit this readme.md"},
    {"when you're ready to make this readme your own"},
    {"every project is different, so consider which of these sections"},
    {"let people know what your project can do"},
    {"on some readmes, you may see small images"},
    {"depending on what you are making, it can be a good idea to include"},
    {"within a particular ecosystem, there may be a common way"},
    {"use examples liberally, and show the expected output"},
    {"tell people where they can go to for help"},
    {"if you have ideas for releases in the future"},
    {"state if you are open to contributions"},
    {"for people who want to make changes to your project"},
    {"you can also document commands to lint the code"},
    {"show your appreciation to those who have contributed"},
    {"for open source projects, say how it is licensed"},
    {"if you have run out of energy or time for your project"},
    // Azure DevOps, Bitbucket
    {"if you want to learn more about creating good readme files"},
    {"other community or team contact", 2},
    {"repo owner or admin", 2},
    // othneildrew's README
    {"there are many great readme templates"},
    {"your time should be focused on creating something amazing"},
    {"you shouldn't be doing the same tasks over and over"},
    {"you should implement dry principles"},
    {"of course, no one template will serve all projects"},
    {"use the blank_readme.md to get started", 2},
    {"this section should list any major frameworks"},
    {"this is an example of how you may give instructions on setting up"},
    {"this is an example of how to list things you need"},
    {"below is an example of how you can instruct"},
    {"use this space to show useful examples"},
    {"use this space to list resources"},
});

struct Blank {
    Text words;
    bool spoils_all = true;  // a document that opens with it
};
constexpr auto blanks = std::to_array<Blank>({
    {"one paragraph of project description"},
    {"lorem ipsum"},
    {"<your project"},
    {"[your project"},
    {"your project name"},
    {"<project name"},
    {"<project_name>"},
    {"[project name]"},
    {"[project_name]"},
    {"<name of the project>"},
    {"{{project"},
    {"choose a self-explaining name"},
    {"make it easy for you to get started with gitlab"},
    {"[insert ", false},
    {"<insert ", false},
    {"describe your project", false},
    {"fill in this section", false},
    {"replace this text", false},
    {"@your_twitter", false},
    {"@twitter_handle", false},
});

constexpr auto titles =
    std::to_array<Text>({"project title", "project name", "getting started with create react app",
                         "your project name", "title", "readme template", "best-readme-template"});

constexpr auto headings = std::to_array<Text>({
    "about laravel",
    "acknowledgements",
    "acknowledgments",
    "additional links",
    "additional resources",
    "agentic development",
    "available scripts",
    "build",
    "building",
    "building for production",
    "code of conduct",
    "code scaffolding",
    "commands",
    "compile and run the project",
    "contact",
    "continuous integration (optional)",
    "contributing",
    "creating a project",
    "credit",
    "customize configuration",
    "deploy",
    "deploy on vercel",
    "deployment",
    "description",
    "developing",
    "development",
    "development server",
    "doing api-first development using openapi-generator-cli",
    "expanding the eslint configuration",
    "expanding the oxlint configuration",
    "further help",
    "get a fresh project",
    "get started",
    "getting started",
    "guides",
    "installation",
    "join the community",
    "laravel sponsors",
    "learn more",
    "learning gatsby",
    "learning laravel",
    "license",
    "maven parent overrides",
    "others",
    "prerequisites",
    "production",
    "project setup",
    "project structure",
    "quick start",
    "react compiler",
    "recommended browser setup",
    "recommended ide setup",
    "reference documentation",
    "resources",
    "roadmap",
    "run tests",
    "running end-to-end tests",
    "running the app",
    "running unit tests",
    "security vulnerabilities",
    "setup",
    "stay in touch",
    "support",
    "test",
    "testing",
    "using docker to simplify development (optional)",
    "want to learn more?",
    "what's inside?",
});
static_assert(std::ranges::is_sorted(headings));

constexpr Text letters_and_digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

// Without the marks and pictures before the first word, of which there are few.
Text from_first_word(Text text) {
    constexpr std::size_t most_before = 24;
    const auto first = text.substr(0, most_before).find_first_of(letters_and_digits);
    return first == Text::npos ? text : text.substr(first);
}

bool begins(Text text, const Start& start) {
    if (!core::starts_with_ignoring_case(text, start.words)) return false;
    const auto rest = text.substr(start.words.size());
    return start.rest == any_rest ||
           (rest.size() <= start.rest * 4 && core::count_code_points(rest) <= start.rest);
}
bool begins_with_any(Text text, const auto& starts) {
    const auto words = from_first_word(text);
    return std::ranges::any_of(starts, [&](const Start& start) { return begins(words, start); });
}

}  // namespace

bool is_generated_title(std::string_view title) {
    return std::ranges::find(titles, core::lower(core::trim(title))) != titles.end();
}

bool is_generated_opening(std::string_view text) { return begins_with_any(text, openings); }

bool is_generated_heading(std::string_view heading) {
    return std::ranges::binary_search(headings, core::lower(core::trim(from_first_word(heading))));
}

bool GeneratedSections::hold(const Block& block) {
    if (block.kind == BlockKind::heading && (level_ == 0 || block.level <= level_))
        level_ = is_generated_heading(block.text) ? std::max(block.level, 1) : 0;
    return level_ != 0;
}

bool is_generated_text(std::string_view paragraph) {
    if (is_generated_opening(paragraph) || begins_with_any(paragraph, further_text)) return true;
    const auto lower = core::lower(paragraph);
    return std::ranges::any_of(blanks,
                               [&](const Blank& blank) { return lower.find(blank.words) != Text::npos; });
}

bool holds_blank_to_fill(std::string_view paragraph) {
    const auto lower = core::lower(paragraph);
    return std::ranges::any_of(blanks, [&](const Blank& blank) {
        return blank.spoils_all && lower.find(blank.words) != Text::npos;
    });
}

}  // namespace insight
