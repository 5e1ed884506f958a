// SPDX-License-Identifier: Apache-2.0
// Whom one may act as in the demo console, and where. All of them are people of the company, and they never
// change teams.
#include "sources/sample.hpp"
#include "sources/sample/people.hpp"

#include <utility>

namespace sources::sample {

std::vector<Persona> personas() {
    const auto all = people();
    const auto persona = [&](int number, std::string role, std::string team) {
        const auto& person = all[static_cast<std::size_t>(number)];
        return Persona{person.login, person.name, std::move(role), std::move(team)};
    };
    return {persona(0, "ispo", "platform"),  persona(1, "maintainer", "checkout"),
            persona(2, "viewer", "search"),  persona(6, "viewer", "mobile"),
            persona(7, "maintainer", "sre"), persona(human_count - 1, "guest", "")};
}

std::vector<Channel> channels() {
    return {{"innersource", "innersource", "InnerSource at Examplia: questions, wins, weekly digest", false},
            {"payments-dev", "payments-dev", "Payments: help and reviews", false},
            {"platform-help", "platform-help", "Ask the platform team", false},
            {"partners-acme", "partners-acme", "Shared with a partner company", true}};
}

}  // namespace sources::sample
