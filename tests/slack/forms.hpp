// SPDX-License-Identifier: Apache-2.0
// Forms for the tests of views: one with every kind of field, and hostile ones.
#pragma once

#include "tests/slack/answers.hpp"

namespace slack_test {

inline commands::Form form() {
    using commands::Field;
    commands::Form out;
    out.title = "A new meeting";
    out.line = "meetings add --at 5";
    out.open = "meetings edit";
    out.fields = {{.name = "name", .label = "Name", .kind = Field::Kind::text, .required = true},
                  {.name = "names", .label = "Who comes", .kind = Field::Kind::lines, .value = "a\nb"},
                  {.name = "size",
                   .label = "Size",
                   .kind = Field::Kind::choice,
                   .options = {{"Small", "s"}, {"Large", "l"}},
                   .value = "l",
                   .required = true},
                  {.name = "repository",
                   .label = "Repository",
                   .kind = Field::Kind::repository,
                   .value = "payments-api"},
                  {.name = "day",
                   .label = "Day",
                   .kind = Field::Kind::date,
                   .value = "2026-01-05",
                   .hint = "A working day."}};
    return out;
}

inline commands::Form hostile_form(Hostile& hostile) {
    auto out = form();
    out.title = hostile.text();
    for (auto& field : out.fields) {
        field.label = hostile.text();
        field.hint = hostile.text();
        field.value = hostile.text().substr(0, 1500);
        field.options = {{hostile.text(), hostile.text()}, {hostile.text(), "v"}};
    }
    out.errors = {{"day", hostile.text()}, {"elsewhere", hostile.text()}};
    return out;
}

}  // namespace slack_test
