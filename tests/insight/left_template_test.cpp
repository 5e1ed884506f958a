// SPDX-License-Identifier: Apache-2.0
#include "insight/left_template.hpp"

#include "insight/facts_of.hpp"
#include "insight/introduction.hpp"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

using namespace insight;
using namespace insight::test;

namespace {

// What a generator or a host leaves behind, cut down to what it is known by.
const std::string angular =
    "# PayWeb\nThis project was generated with [Angular CLI](https://github.com/angular/angular-cli) version "
    "17.0.0.\n## Development server\nRun `ng serve` for a dev server.\n## Code scaffolding\nRun `ng generate "
    "component component-name` to generate a new component. You can also use others.\n## Build\nRun `ng "
    "build` to build the project. The artifacts are stored in a directory of their own.\n## Running unit "
    "tests\nRun `ng test` to execute the unit tests.\n## Further help\nTo get more help on the Angular CLI "
    "use `ng help` or go check out the [overview](https://angular.io/cli) page.\n";
const std::string laravel =
    "[status](https://img.shields.io/packagist/v/laravel/framework)\n## About Laravel\nLaravel is a web "
    "application framework with expressive, elegant syntax. We believe in joy.\n- [Routing "
    "engine](https://laravel.com/docs/routing), simple and fast, for whoever needs one.\n## Learning "
    "Laravel\nLaravel has the most extensive [documentation](https://laravel.com/docs).\n## "
    "Contributing\nThank you for considering contributing to the Laravel framework! See the [contribution "
    "guide](https://laravel.com/docs/contributions).\n## Code of Conduct\nIn order to ensure that the "
    "Laravel community is welcoming, abide by the [Code of Conduct](https://laravel.com/docs/conduct).\n## "
    "Security Vulnerabilities\nIf you discover a security vulnerability within Laravel, write to "
    "somebody@laravel.example.\n## License\nThe Laravel framework is open-sourced software licensed under "
    "the [MIT license](https://opensource.org/licenses/MIT).\n";
const std::string azure =
    "# Introduction\nTODO: Give a short introduction of your project.\n# Getting Started\nTODO: Guide users "
    "through getting your code up and running.\n- Installation process\n- Software dependencies\n# Build and "
    "Test\nTODO: Describe and show how to build your code.\n# Contribute\nTODO: Explain how other users can "
    "contribute.\nIf you want to learn more about creating good readme files then refer the following "
    "[guidelines](https://docs.example/readme).\n";
const std::string gitlab =
    "# Pay\n## Getting started\nTo make it easy for you to get started with GitLab, here's a list.\n## Add "
    "your files\n```\ngit remote add origin https://git.example/pay.git\ngit push -uf origin main\n```\n## "
    "Support\nTell people where they can go to for help. It can be an issue tracker, a chat room.\n## "
    "Contributing\nState if you are open to contributions and what your requirements are.\nYou can also "
    "document commands to lint the code or run tests, say `npm test`.\n## License\nFor open source projects, "
    "say how it is licensed.\n";
const std::string best_readme =
    "### Best-README-Template\nAn awesome README template to jumpstart your projects!\n## About The "
    "Project\nThere are many great README templates available on GitHub.\n### Built With\nThis section "
    "should list any major frameworks used to bootstrap your project.\n## Usage\nUse this space to show "
    "useful examples of how a project can be used.\n## Contributing\nContributions are what make the open "
    "source community such an amazing place.\n- Fork the Project, then open a Pull Request\n## "
    "License\nDistributed under the MIT License.\n## Contact\nYour Name - @your_twitter - "
    "email@example.com\n";

const std::string more(320, 'x');
const std::string long_code = "```\n" + more + "\n```\n";
Facts readme(const std::string& text) { return Written().text("README.md", text).facts; }

}  // namespace

TEST_CASE("a README that a generator or a host wrote is nobody's word, for any check") {
    for (const auto& text : {angular, laravel, azure, gitlab, best_readme}) {
        CAPTURE(text);
        const auto facts = readme(text + long_code);
        const auto verdict = run("C1", facts);
        CHECK(verdict.outcome == Outcome::no);
        REQUIRE(verdict.evidence.size() == 1);
        CHECK(verdict.evidence[0].note == "the template's text was left in");
        CHECK(outcome("D1", facts) == "unknown");
        for (const auto* check : {"C2", "C3", "C4", "G4", "S4"}) {
            CAPTURE(check);
            CHECK(outcome(check, facts) == "no");
        }
        CHECK(purpose_of(facts).empty());
    }
}

TEST_CASE("templates are known by their opening") {
    for (const auto* text : {
             "# Pay\nThis is a [Next.js](https://nextjs.org) project bootstrapped with "
             "[`create-next-app`](https://nextjs.org/docs/cli).\n## Getting Started\nFirst, run it.",
             "# README #\nThis README would normally document whatever steps are necessary to get your "
             "application up and running.\n### Who do I talk to? ###\n- Other community or team contact",
             "# README\nThis README would normally document whatever steps are necessary to get the "
             "application up and running.\nThings you may want to cover:\n- Ruby version\n- Services (job "
             "queues, cache servers, search engines, etc.)",
             "# React + Vite\nThis template provides a minimal setup to get React working in Vite with HMR "
             "and some ESLint rules.\nCurrently, two official plugins are available:\n- "
             "[@vitejs/plugin-react](https://github.com/vitejs) uses [Babel](https://babeljs.io/) for Fast "
             "Refresh, or another one",
             "A progressive [Node.js](http://nodejs.org) framework for building efficient and scalable "
             "server-side applications.\n## Description\n[Nest](https://github.com/nestjs/nest) framework "
             "TypeScript starter repository.\n## Stay in touch\n- Author - [Somebody](https://who.example)",
             "## Description\n[Nest](https://github.com/nestjs/nest) framework TypeScript starter "
             "repository.",
             "# pay\nThis application was generated using JHipster 7.9.3, you can find documentation and "
             "help at [the archive](https://www.jhipster.tech/documentation-archive/v7.9.3).\n## "
             "Development\nTo start your application in the dev profile, run it.",
             "# pay\nThis application was generated using JHipster, you can find documentation and help at "
             "[its page](https://jhipster.github.io).\nThis is a \"microservice\" application intended to be "
             "part of an architecture of them.",
             "# pay-web\n## Project setup\n```\nnpm install\n```\n### Compiles and hot-reloads for "
             "development\n```\nnpm run serve\n```\n### Customize configuration\nSee [Configuration "
             "Reference](https://cli.vuejs.org/config/).",
             "# sv\nEverything you need to build a Svelte project, powered by "
             "[`sv`](https://github.com/sveltejs/cli).\n## Creating a project\nIf you're seeing this, it is "
             "done. Congrats, and have fun with all that follows!",
             "# Astro Starter Kit: Minimal\n```\nnpm create astro@latest\n```\n\U0001F9D1\u200D\U0001F680 "
             "Seasoned astronaut? Delete this file. Have fun!\n## \U0001F680 Project Structure\nInside of "
             "your Astro project, you'll see the following folders and files:",
             "# Gatsby's default starter\nKick off your project with this default boilerplate. This starter "
             "ships with the main files.\nHave another more specific idea? You may want to check out "
             "others.\n## Quick start\n- Create a site, specifying the default starter.",
             "# Nuxt Minimal Starter\nLook at the [Nuxt documentation](https://nuxt.com/docs) to learn "
             "more.\n## Setup\nMake sure to install dependencies:",
             "# Pay\nThis project was bootstrapped with [Create React "
             "App](https://github.com/facebook/create-react-app).\n## Available Scripts\nIn the project "
             "directory, you can run what you like:",
             "# Welcome to your Expo app\nThis is an [Expo](https://expo.dev) project created with "
             "[`create-expo-app`](https://www.npmjs.com/package/create-expo-app).\n## Get started\nInstall.",
             "# Pay\nThis template should help get you started developing with Vue 3 in Vite.\n## "
             "Recommended IDE Setup\n[VSCode](https://code.visualstudio.com/) and an extension for it.",
             "# Getting Started\n### Reference Documentation\nFor further reference, please consider the "
             "following sections:\n- [Official Apache Maven documentation](https://maven.apache.org/guides)",
             "# pay\nA new Flutter project.\n## Getting Started\nThis project is a starting point for a "
             "Flutter application, say its makers.",
         }) {
        CAPTURE(text);
        const auto facts = readme(text);
        CHECK(run("C1", facts).evidence.at(0).note == "the template's text was left in");
        CHECK(outcome("D1", facts) == "unknown");
        CHECK(outcome("C2", facts) == "no");
        CHECK(purpose_of(facts).empty());
    }
}

TEST_CASE("a README of one's own may name its generator, or keep what it wrote") {
    const std::string purpose = "Takes card payments for every shop of the company.";
    const std::string own = "# Pay\n" + purpose;
    const auto kept = angular.substr(angular.find("## Development"));
    const auto named = angular.substr(angular.find("This project"));
    const std::vector<std::string> readmes{
        own + "\n" + named,
        own + " This project was generated with Angular CLI.\n" + named,
        angular + "## What it does\n" + purpose +
            "\nIt books them every night, and tells the shops what they get, before they open.\n",
        "# Pay\nThis project was generated with Angular CLI version 17.0.0.\n" + purpose + "\n" + kept,
        own + "\n" + laravel.substr(laravel.find("## About")),
    };
    for (const auto& text : readmes) {
        CAPTURE(text);
        const auto facts = readme(text);
        CHECK_FALSE(run("C1", facts).evidence.at(0).note == "the template's text was left in");
        CHECK(outcome("D1", facts) == "partly");
        CHECK(purpose_of(facts).find(purpose) != std::string::npos);
    }
    // A sentence that goes on is somebody's own.
    CHECK_FALSE(purpose_of(readme("# Pay\nThis project was generated with Angular CLI 17 and takes card "
                                  "payments for every shop of the company."))
                    .empty());
}

TEST_CASE("sections that a generator wrote are placeholders in a README of one's own") {
    const auto facts = readme(
        "# Pay\nTakes card payments for every shop of the company.\n## Usage\nOpen the "
        "address and pay.\n" +
        more + "\n" + laravel);
    const auto verdict = run("C1", facts);
    CHECK(verdict.outcome == Outcome::partly);
    CHECK(verdict.missing == "help, how to contribute");
    for (const auto* check : {"C2", "C3", "C4", "G4", "S4"}) {
        CAPTURE(check);
        CHECK(outcome(check, facts) == "no");
    }
    const auto asked = readme("# Pay\nTakes card payments for every shop of the company.\n" +
                              gitlab.substr(gitlab.find("## Support")));
    CHECK(outcome("C2", asked) == "no");
    CHECK(outcome("C3", asked) == "no");
    CHECK(outcome("C4", asked) == "no");
}

TEST_CASE("S4: a policy that only asks for one is none") {
    const std::string supported =
        "# Security Policy\n## Supported Versions\nUse this section to tell people about which versions of "
        "your "
        "project are currently being supported with security updates.\n";
    const std::string reporting =
        "## Reporting a Vulnerability\nUse this section to tell people how to report a vulnerability.\nTell "
        "them where to go, how often they can expect to get an update on a reported vulnerability.\n";
    CHECK(outcome("S4", Written().text("SECURITY.md", supported + reporting).facts) == "no");
    CHECK(outcome("S4", Written()
                            .text("SECURITY.md", supported + "## Reporting\nWrite to security@acme.example.")
                            .facts) == "partly");
    auto table = document("SECURITY.md", supported + reporting);
    table.blocks.insert(
        table.blocks.begin() + 3,
        {.kind = BlockKind::table, .line = 4, .text = "Version Supported 5.1.x yes 4.0.x no"});
    auto written = Written().file("SECURITY.md");
    written.facts.documents.push_back(table);
    CHECK(outcome("S4", written.facts) == "no");
}

TEST_CASE("a template of changes is one by its nature") {
    CHECK(outcome("C2",
                  Written()
                      .text(".github/pull_request_template.md",
                            "# Title\nPlease do not send pull requests to this repository.")
                      .text("CONTRIBUTING.md", "# Contributing\nFork it and open a pull request.\n" + more)
                      .facts) == "partly");
}

TEST_CASE("a document of many openings is read once") {
    std::string text = "# Pay\nThis project was generated with Angular CLI version 17.0.0.\n";
    for (int i = 0; i < 20'000; ++i) text += "## Build\n## Running unit tests\n";
    CHECK(is_left_template(document("README.md", text)));
}
