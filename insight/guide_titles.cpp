// SPDX-License-Identifier: Apache-2.0
#include "insight/guide_titles.hpp"

#include "insight/prose.hpp"

namespace insight {

bool speaks_of_contributing(std::string_view title) {
    static const std::vector<Pattern> titles{Pattern("contribut*"),
                                             Pattern("develop|developing|development|developers|developer"),
                                             Pattern("hacking"),
                                             Pattern("building|build|compile|compiling"),
                                             Pattern("from source"),
                                             Pattern("test|tests|testing"),
                                             Pattern("pull|merge request*"),
                                             Pattern("submitting|patches"),
                                             Pattern("submit|send|sending|propose|proposing|make|making ~ "
                                                     "change|changes|patch|pr|prs|fix|fixes"),
                                             Pattern("code review*"),
                                             Pattern("get|getting involved"),
                                             Pattern("help|helping out"),
                                             Pattern("you|i can|could help"),
                                             Pattern("can|could i help"),
                                             Pattern("ways to help")};
    return find_any(titles, words_of(title)).has_value();
}

bool may_stand_beside_a_guide(std::string_view title) {
    static const std::vector<Pattern> titles{Pattern("setup|install*|prerequisites|requirements|quickstart"),
                                             Pattern("set|setting up"),
                                             Pattern("get|getting started"),
                                             Pattern("quick start"),
                                             Pattern("local|working environment|checkout|copy"),
                                             Pattern("review|reviews|reviewing|reviewers|reviewed"),
                                             Pattern("response|answer|reaction time*"),
                                             Pattern("turnaround"),
                                             Pattern("approval|approvals"),
                                             Pattern("maintainer*|committer*|owner*|ownership"),
                                             Pattern("what happens next")};
    return find_any(titles, words_of(title)).has_value();
}

}  // namespace insight
