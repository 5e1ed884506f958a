// SPDX-License-Identifier: Apache-2.0
// What a command says, whatever shows it. Slack (slack/blocks), HTML (web/), terminal and JSON (bot/) render
// it and nothing else does; each visits Part exhaustively, so a new part does not compile until all draw it.
// Text is plain: foreign text in it is already core::clean()ed, renderers escape for their own language.
#pragma once

#include "core/json.hpp"
#include "core/time.hpp"

#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace commands {

using core::Time;

enum class Outcome { done, no, wrong_use, refused, unavailable, pending };
int exit_code(Outcome outcome);  // 0 done and pending, 1 no, 2 wrong_use, 3 unavailable, 4 refused
std::string_view to_word(Outcome outcome);

// Word plus shape, never colour alone.
enum class Status { none, yes, partly, no, unknown, not_applicable };
std::string_view shape(Status status);  // "✔", "◐", "✘", "?", "–", ""
std::string_view word(Status status);   // "yes", "partly", "no", "unknown", "does not apply", ""

struct Text {
    std::string text;
};
struct Fact {
    std::string label, value;
};
struct Facts {
    std::vector<Fact> facts;
};
struct Cell {
    std::string text;
    std::optional<double> number;  // the column sorts as numbers when every cell has one
    Status status = Status::none;  // drawn before the text
    std::string url;               // http(s) only
};
struct Table {
    std::string caption;  // says what it shows
    std::vector<std::string> header;
    std::vector<std::vector<Cell>> rows;  // as long as the header; the first column names the row
    std::size_t more = 0;                 // rows that exist and are not here; `more_line` shows them
    std::string more_line;
    // So many rows are enough at a glance; the others are folded away where nothing else makes pages of them
    // (a shell without --details). 0 = all.
    std::size_t shown_first = 0;
};
enum class ChartKind { line, bar, area };
struct Series {
    std::string name;
    std::vector<std::optional<double>> values;  // one for each category; empty = gap, never 0
};
struct Chart {
    std::string title;
    std::string finding;  // what the picture says, for those who do not see it
    ChartKind kind = ChartKind::line;
    std::vector<std::string> categories;
    std::vector<Series> series;
    std::string x_label, y_label;
};
struct Action {
    std::string label;    // a verb with its effect: "Snooze 1 week"
    std::string line;     // the command line it stands for, without "/ispo"; under 75 characters
    std::string spoken;   // accessibility label, ≤ 75: says of what
    std::string confirm;  // question asked first; empty = none
};
struct Card {
    std::string title, subtitle, body;
    std::string url;
    std::vector<Action> actions;
};
struct Cards {
    std::vector<Card> cards;
};
struct Step {
    Status status = Status::none;
    std::string text;
    std::string evidence;  // "CONTRIBUTING.md:14 (no review times)"
};
struct Steps {
    std::vector<Step> steps;
};  // a list with verdicts, in the order given
struct Preformatted {
    std::string text, language, file_name;
};
enum class NoteKind { info, warning };
struct Note {
    std::string text;
    NoteKind kind = NoteKind::info;
};

using Part = std::variant<Text, Facts, Table, Chart, Cards, Steps, Preformatted, Note>;

struct Option {
    std::string label, value;
};
struct Field {
    std::string name, label;
    enum class Kind { text, lines, choice, repository, date } kind = Kind::text;
    std::vector<Option> options;
    std::string value, hint;
    bool required = false;
};
struct FieldError {
    std::string field, sentence;
};
struct Form {
    std::string title, line;  // the command line that the submission runs, with the fields as named values
    std::vector<Field> fields;
    std::vector<FieldError> errors;
    std::string open;  // the command line that shows this form, for places where it is one click away
    std::string submit = "Save";  // what the button that sends it does
};
struct File {
    std::string name, media_type, bytes;
};

// What must happen beyond answering; passes the one gate in bot/effects.
struct Effect {
    std::string id;    // found again by it before it is repeated
    std::string kind;  // "assess", "slack.post", …
    core::Json arguments;
    std::string then, on_failure;  // command lines run as `system` when its job ends for good
};

// What a changing command changed, for the audit.
struct Change {
    std::string before, after;
    std::string why;  // the rule it follows; empty: somebody asked
};

// Who may see it: the repositories whose facts it holds, judged by the guard in the dispatcher. Empty = every
// employee may.
struct Audience {
    std::vector<std::int64_t> repositories;
};

struct Answer {
    Outcome outcome = Outcome::done;
    std::string
        headline;  // plain text, one sentence; also the notification and what a screen reader hears first
    std::string reading;  // "readiness of payments-api": how plain words were understood; empty when typed as
                          // a command
    std::vector<Part> parts;
    std::vector<Action> actions;
    std::optional<Form> form;
    std::vector<Answer> details;  // replies in its thread; disclosed in HTML, printed with --details
    std::vector<File> files;
    Audience audience;
    std::string subject;        // key of a message that is edited instead of posted again
    std::optional<Time> as_of;  // age of the data; drawn as the last line
    std::string as_of_note;     // "sample data", "git checkout", …: printed beside as_of
    std::string reference;      // request id people can quote, on refusals and failures
    core::Json data;            // the machine-readable answer, printed by --json as "data"
    std::vector<Effect> effects;
    std::vector<Change> changes;  // told to nobody but the audit
};

// Answers of one sentence. `examples` become buttons: every refusal ends with a working example.
Answer say(std::string headline);
Answer wrong_use(std::string sentence, const std::vector<std::string>& examples = {});
Answer refused(std::string sentence);
Answer unavailable(std::string sentence);
Answer from_error(const core::Error& error, const std::vector<std::string>& examples = {});

}  // namespace commands
