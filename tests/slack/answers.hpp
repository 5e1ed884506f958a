// SPDX-License-Identifier: Apache-2.0
// Answers for the tests of what Slack shows: two that look like real ones, and as many hostile ones as
// wanted.
#pragma once

#include "commands/answer.hpp"

#include <random>
#include <string>
#include <vector>

namespace slack_test {

inline commands::Answer readiness() {
    using commands::Status;
    commands::Answer answer;
    answer.headline = "payments-api: you can use it, not yet change it. L1 of 4";
    answer.reading = "readiness of payments-api";
    answer.parts = {commands::Steps{{{Status::yes, "It says what it is for", "README.md:1"},
                                     {Status::partly, "It tells how to contribute",
                                      "CONTRIBUTING.md:14 (no review times)"},
                                     {Status::unknown, "Outside items get an answer", ""}}},
                    commands::Facts{{{"Score", "64 of 100"}, {"Owner", "team payments"}}}};
    answer.actions = {{"Draft the fix", "ready fix payments-api", "Draft the fix for payments-api",
                       "Open a pull request in payments-api?"},
                      {"Why this score", "ready check C4", "Why this score for payments-api", ""}};
    answer.as_of = core::from_unix(1767600000);
    answer.as_of_note = "sample data";
    return answer;
}

inline commands::Answer figures() {
    commands::Answer answer;
    answer.headline = "External contributors rose from 12 to 18.";
    commands::Chart chart{.title = "External contributors",
                          .finding = "External contributors rose from 12 to 18 since week 44.",
                          .kind = commands::ChartKind::line,
                          .categories = {"W44", "W45", "W46"},
                          .series = {},
                          .x_label = "week",
                          .y_label = ""};
    chart.series = {{"checkout", {12, std::nullopt, 18}}};
    commands::Table table{.caption = "Repositories by level",
                          .header = {"Repository", "Level", "Score"},
                          .rows = {},
                          .more = 12,
                          .more_line = "find all"};
    table.rows = {{{.text = "payments-api", .url = "https://git.example/payments-api"},
                   {.text = "", .status = commands::Status::yes},
                   {.text = "64", .number = 64}},
                  {{.text = "auth-gateway"}, {.text = "L0"}, {.text = "", .number = 12.5}}};
    answer.parts = {chart, table};
    return answer;
}

inline commands::Answer refusal() {
    commands::Answer answer;
    answer.outcome = commands::Outcome::refused;
    answer.headline =
        "I can't show repository details here: this channel has readers from outside the company.";
    answer.actions = {{"Request access", "access request", "Request access to payments-api", ""}};
    answer.reference = "7Q4M1K";
    return answer;
}

// Everything an attacker would put into a name, drawn by a seed.
class Hostile {
  public:
    explicit Hostile(unsigned seed) : random_(seed) {}

    commands::Answer answer(int depth = 0) {
        commands::Answer out;
        out.outcome = static_cast<commands::Outcome>(below(6));
        out.headline = text();
        out.reading = text();
        fill(out.parts, 12, [&] { return part(); });
        fill(out.actions, 20, [&] { return action(); });
        if (below(2) == 0) out.form = form();
        if (depth < 1) fill(out.details, 4, [&] { return answer(depth + 1); });
        fill(out.files, 5, [&] { return commands::File{text(), "text/plain", "x"}; });
        if (below(2) == 0) out.as_of = core::from_unix(static_cast<std::int64_t>(random_()) - 1000000);
        out.as_of_note = text();
        out.reference = text();
        return out;
    }

    std::string text() {
        static const std::vector<std::string> pieces = {"",
                                                        " ",
                                                        "a",
                                                        "payments_api",
                                                        "<!channel>",
                                                        "<!here|here>",
                                                        "<!everyone>",
                                                        "<@U123>",
                                                        "<#C1|x>",
                                                        "<!subteam^S1>",
                                                        "@here",
                                                        "@channel",
                                                        "@Everyone",
                                                        "`",
                                                        "```",
                                                        "*bold*",
                                                        "_i_",
                                                        "~s~",
                                                        "&",
                                                        "&amp;",
                                                        "&lt;",
                                                        "<",
                                                        ">",
                                                        "<http://evil|click>",
                                                        "\n",
                                                        "\n\n> quote",
                                                        "|",
                                                        "\xE2\x80\xAE",
                                                        "\xE2\x80\x8B",
                                                        "\x01",
                                                        "\xFF",
                                                        "\xF0\x9F\x98\x80",
                                                        "ü",
                                                        "日本語",
                                                        "e\xCC\x81",
                                                        ":tada:",
                                                        "https://x.y/?a=b&c=d",
                                                        "\"",
                                                        "\\",
                                                        std::string(3, '\0')};
        std::string out;
        const auto kind = below(12);
        const auto wanted = kind == 0 ? 10000U : kind == 1 ? 3000U : kind == 2 ? 0U : below(160);
        if (kind == 3) return std::string(below(5000), "<&`*@"[below(5)]);
        while (out.size() < wanted) out += pieces[below(static_cast<unsigned>(pieces.size()))];
        return out;
    }

  private:
    unsigned below(unsigned limit) { return static_cast<unsigned>(random_()) % limit; }

    template <class List, class Make>
    void fill(List& list, unsigned most, Make make) {
        // Often none, rarely many.
        for (auto n = below(3) == 0 ? 0 : below(most + 1); n > 0; --n) list.push_back(make());
    }

    std::optional<double> value() {
        switch (below(8)) {
            case 0:
                return std::nullopt;
            case 1:
                return std::numeric_limits<double>::quiet_NaN();
            case 2:
                return -std::numeric_limits<double>::infinity();
            case 3:
                return 1e300;
            case 4:
                return -0.004;
            default:
                return static_cast<double>(below(100000)) / 8;
        }
    }
    commands::Action action() {
        static const std::vector<std::string> lines = {"",
                                                       "help",
                                                       "ready payments-api",
                                                       "x\ny",
                                                       std::string(75, 'x'),
                                                       std::string(76, 'x'),
                                                       "ready \xF0\x9F\x98\x80"};
        return {text(), below(4) == 0 ? text() : lines[below(static_cast<unsigned>(lines.size()))], text(),
                below(3) == 0 ? text() : ""};
    }
    commands::Form form() {
        commands::Form out{text(), text(), {}, {}};
        fill(out.fields, 30, [&] {
            return commands::Field{
                .name = text(), .label = text(), .options = {}, .value = {}, .hint = text()};
        });
        fill(out.errors, 10, [&] { return commands::FieldError{text(), text()}; });
        return out;
    }
    commands::Cell cell() {
        static const std::vector<std::string> urls = {
            "", "", "", "https://git.example/x?a=b&c=d", "javascript:alert(1)", "https://x|y>z", "http://"};
        return {text(), below(2) == 0 ? value() : std::nullopt, static_cast<commands::Status>(below(6)),
                urls[below(7)]};
    }
    commands::Table table() {
        commands::Table out{
            text(), {}, {}, below(3) == 0 ? below(5000) : 0, below(2) == 0 ? "find all" : text()};
        fill(out.header, 25, [&] { return below(4) == 0 ? text() : "Name"; });
        const bool numeric = below(2) == 0;
        fill(out.rows, 130, [&] {
            std::vector<commands::Cell> row;
            const auto columns = below(5) == 0 ? below(30) : static_cast<unsigned>(out.header.size());
            for (unsigned i = 0; i < columns; ++i)
                row.push_back(numeric         ? commands::Cell{.text = {}, .number = below(1000)}
                              : below(6) == 0 ? cell()
                                              : commands::Cell{.text = "short"});
            return row;
        });
        return out;
    }
    commands::Chart chart() {
        commands::Chart out{text(), text(), static_cast<commands::ChartKind>(below(3)), {}, {},
                            text(), text()};
        fill(out.categories, 40, [&] { return below(3) == 0 ? text() : "W" + std::to_string(below(50)); });
        const bool has_gaps = below(2) == 0;
        fill(out.series, 10, [&] {
            commands::Series series{below(3) == 0 ? text() : "same name, and a long one at that", {}};
            for (unsigned i = 0; i < (has_gaps ? below(45) : 45); ++i)
                series.values.push_back(has_gaps ? value() : below(100));
            return series;
        });
        return out;
    }
    commands::Part part() {
        switch (below(8)) {
            case 0:
                return commands::Text{text()};
            case 1: {
                commands::Facts out;
                fill(out.facts, 30, [&] { return commands::Fact{text(), text()}; });
                return out;
            }
            case 2:
                return table();
            case 3:
                return chart();
            case 4: {
                commands::Cards out;
                fill(out.cards, 8, [&] {
                    commands::Card card{
                        text(), text(), text(), below(2) == 0 ? "https://git.example/x?a=b&c" : text(), {}};
                    fill(card.actions, 8, [&] { return action(); });
                    return card;
                });
                return out;
            }
            case 5: {
                commands::Steps out;
                fill(out.steps, 40, [&] {
                    return commands::Step{static_cast<commands::Status>(below(6)), text(), text()};
                });
                return out;
            }
            case 6:
                return commands::Preformatted{text(), text(), text()};
            default:
                return commands::Note{text(), static_cast<commands::NoteKind>(below(2))};
        }
    }

    std::mt19937 random_;
};

}  // namespace slack_test
