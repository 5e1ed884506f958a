// SPDX-License-Identifier: Apache-2.0
#include "commands/answer.hpp"

#include "commands/action.hpp"

namespace commands {

int exit_code(Outcome outcome) {
    switch (outcome) {
        case Outcome::done:
        case Outcome::pending:
            return 0;
        case Outcome::no:
            return 1;
        case Outcome::wrong_use:
            return 2;
        case Outcome::unavailable:
            return 3;
        case Outcome::refused:
            return 4;
    }
    return 1;
}

std::string_view to_word(Outcome outcome) {
    switch (outcome) {
        case Outcome::done:
            return "done";
        case Outcome::no:
            return "no";
        case Outcome::wrong_use:
            return "wrong_use";
        case Outcome::refused:
            return "refused";
        case Outcome::unavailable:
            return "unavailable";
        case Outcome::pending:
            return "pending";
    }
    return "no";
}

std::string_view shape(Status status) {
    switch (status) {
        case Status::none:
            return "";
        case Status::yes:
            return "✔";
        case Status::partly:
            return "◐";
        case Status::no:
            return "✘";
        case Status::unknown:
            return "?";
        case Status::not_applicable:
            return "–";
    }
    return "";
}

std::string_view word(Status status) {
    switch (status) {
        case Status::none:
            return "";
        case Status::yes:
            return "yes";
        case Status::partly:
            return "partly";
        case Status::no:
            return "no";
        case Status::unknown:
            return "unknown";
        case Status::not_applicable:
            return "does not apply";
    }
    return "";
}

namespace {
Answer sentence_of(Outcome outcome, std::string sentence) {
    Answer answer;
    answer.outcome = outcome;
    answer.headline = std::move(sentence);
    return answer;
}

Outcome outcome_of(core::Errc code) {
    switch (code) {
        case core::Errc::invalid:
        case core::Errc::not_found:
            return Outcome::wrong_use;
        case core::Errc::denied:
        case core::Errc::conflict:
            return Outcome::refused;
        case core::Errc::unavailable:
            return Outcome::unavailable;
    }
    return Outcome::no;
}
}  // namespace

Answer say(std::string headline) { return sentence_of(Outcome::done, std::move(headline)); }

Answer wrong_use(std::string sentence, const std::vector<std::string>& examples) {
    auto answer = sentence_of(Outcome::wrong_use, std::move(sentence));
    add_examples(answer, examples);
    return answer;
}

Answer refused(std::string sentence) {
    auto answer = sentence_of(Outcome::refused, std::move(sentence));
    add_examples(answer, {});
    return answer;
}

Answer unavailable(std::string sentence) {
    auto answer = sentence_of(Outcome::unavailable, std::move(sentence));
    add_examples(answer, {});
    return answer;
}

Answer from_error(const core::Error& error, const std::vector<std::string>& examples) {
    auto answer = sentence_of(outcome_of(error.code), error.sentence);
    add_examples(answer, examples);
    return answer;
}

}  // namespace commands
