// SPDX-License-Identifier: Apache-2.0
#include "insight/restriction_words.hpp"

#include <string>

namespace insight {
namespace {

const std::string outsiders(other_people);
// Who decides about changes: an endpoint that accepts none says nothing about them.
const std::string deciders =
    "we|i|team|maintainers|owners|company|project|repository|repo|mirror|fork|codebase";

// Who remains where a repository is for its own team; a rule for all employees shuts no colleague out.
const std::string insiders = "team|squad|department|maintainer|maintainers|owners|committers|collaborators";

const std::string making = "opening|sending|submitting|creating|making|raising|filing";

const std::string handed_in = "opened|submitted|made|sent|filed|raised|created";
const std::string turned_away = "rejected|declined|closed|ignored|reverted|discouraged|unwanted|unwelcome";

const std::string itself = "this|our|the project|repository|repo|codebase|mirror";
const std::string itself_in_a_word =
    "this library|package|software|tool|service|module|crate|gem|application|app|component|fork|code";

}  // namespace

const std::vector<Pattern>& refusals() {
    static const std::vector<Pattern> all{
        Pattern("dont|not|never|cannot _ submit|open|send|create|make|file|raise|post|propose _ pull|merge "
                "request*"),
        Pattern("dont|not|never|cannot _ submit|open|send|create|make|file|raise|post|propose _ "
                "pr|prs|mr|mrs|patch|patches|contributions"),
        Pattern("dont|not|cannot|cant|no|never|unable _ accept|take|review|consider|accepted _ "
                "pull|merge requests"),
        Pattern("dont|not|cannot|cant|no|never|unable _ accept|take|review|consider _ prs|mrs"),
        Pattern(deciders + " ~ dont|not|cannot|cant|no|never|unable _ accept|take|review|consider _ patches"),
        // "Do not merge" is said to committers, "we do not merge" to everybody else.
        Pattern("we|i|team|maintainers|owners|company ~ dont|not|cannot|cant|wont|no|never|unable _ merge _ "
                "pull|merge requests"),
        Pattern("we|i|team|maintainers|owners|company ~ dont|not|cannot|cant|wont|no|never|unable _ merge _ "
                "prs|patches|mrs"),
        Pattern(
            "pull|merge requests _ cannot|cant|wont|never _ accepted|reviewed|merged|considered|processed"),
        Pattern("prs|patches|mrs _ cannot|cant|wont|never _ accepted|reviewed|merged|considered|processed"),
        Pattern("pull|merge requests _ not _ accepted|reviewed|merged|considered|welcome|processed"),
        Pattern("pull|merge requests _ unwelcome"),
        Pattern("prs|patches _ not _ accepted|reviewed|merged|considered|welcome|processed"),
        Pattern("pull|merge requests _ closed|ignored|rejected|disabled"),
        Pattern("prs|patches _ closed|ignored|rejected|disabled"),
        Pattern("no _ pull|merge requests please|accepted"),
        Pattern("send|open|submit|create no pull|merge requests"),
        Pattern("send|open|submit|create no prs|mrs|patches"),
        Pattern("requests|prs|mrs|patches|contributions " + handed_in + " _ here _ " + turned_away),
        Pattern("requests|prs|mrs|patches|contributions " + handed_in + " _ against|to|in|on|at " + itself +
                " _ " + turned_away),
        Pattern("requests|prs|mrs|patches|contributions from|by _ outside|external|unknown "
                "accounts|users|sources _ " +
                turned_away),
        Pattern("please|kindly _ refrain|avoid _ " + making + " _ pull|merge requests"),
        Pattern("please|kindly _ refrain|avoid _ " + making + " _ prs|mrs|patches|contributions"),
        Pattern("refrain from " + making + " _ pull|merge requests"),
        Pattern("refrain from " + making + " _ prs|mrs|patches|contributions"),
        Pattern("requests|prs|patches from|by _ team|others|" + outsiders +
                " _ not|wont|cannot|cant|never _ "
                "accepted|reviewed|merged|considered|welcome|processed|allowed"),
        Pattern("requests|prs|mrs|patches|contributions|changes from|by _ team|others|" + outsiders +
                " _ rejected|declined|closed|ignored|reverted|undone|discouraged|unwanted|unwelcome"),
        Pattern("requests|prs|mrs|patches|contributions|changes from|by _ team|others|" + outsiders +
                " _ put|placed on hold"),
    };
    return all;
}
const std::vector<Pattern>& closures() {
    static const std::vector<Pattern> all{
        Pattern("not|no|dont|cannot|cant|doesnt|isnt|arent|never|unable|wont _ "
                "accept|accepting|accepts|seeking|take|takes|taking|soliciting _ contribution*|contributors"),
        Pattern(deciders + " ~ not|no|dont|cannot|cant|doesnt|isnt|arent|never|unable|wont _ "
                           "accept|accepting|accepts|seeking|taking|soliciting _ changes|patches"),
        Pattern("not|no|arent|isnt|wont|never _ accepting|taking _ pull|merge requests"),
        Pattern("not|no|arent|isnt|wont|never _ accepting|taking _ prs|mrs"),
        Pattern("not _ ready to accept|take|review _ contributions|prs|mrs|patches"),
        Pattern("not _ ready to accept|take|review _ pull|merge requests"),
        Pattern("not _ ready for _ contributions|prs|mrs|patches"),
        Pattern("stopped|ceased|quit _ accepting|taking|merging _ contributions|prs|mrs"),
        Pattern("stopped|ceased|quit _ accepting|taking|merging _ pull|merge requests"),
        Pattern("not|no|arent|isnt _ looking for _ contribution*|contributors|pull|patches"),
        Pattern("not|no|isnt _ open|opened to|for _ contribution*|contributors"),
        Pattern("closed to|for _ contribution*|contributors"),
        Pattern(itself + " _ closed to|for _ changes|patches|prs|requests|" + outsiders),
        Pattern("contributions _ not|wont|cannot|cant|never _ accepted|possible|allowed|welcome|wanted"),
        Pattern("contributions will|are|can _ not|never _ merged|reviewed|considered"),
        Pattern("contributions wont|cannot|cant|arent _ merged|reviewed|considered"),
        Pattern("contributions|requests|prs|mrs|patches _ not|no|arent _ being "
                "accepted|merged|taken|considered|reviewed"),
        Pattern("contributions _ closed|disabled|frozen"),
        Pattern("outside|external|unsolicited|public|community _ contributions|requests|prs|mrs|patches _ "
                "discouraged|unwanted|unwelcome"),
        Pattern("no _ contributions _ being|is|are|will|can _ accepted|taken|considered"),
        Pattern(
            "no _ changes|patches|requests|prs _ will|are|be|being|can _ accepted|merged|taken|considered"),
        Pattern("contributions|changes from|by _ team|others|" + outsiders +
                " _ not|wont|cannot|cant|never _ accepted|possible|allowed|welcome|wanted"),
    };
    return all;
}
const std::vector<Pattern>& closed_circles() {
    static const std::vector<Pattern> all{
        Pattern(
            "contributions|changes|requests|prs|mrs|patches _ limited|restricted|reserved|confined to|for "
            "~ ~ " +
            insiders),
        Pattern("contributions|changes|requests|prs|mrs|patches _ only _ "
                "accepted|allowed|taken|welcome|open|possible from|to|for ~ ~ " +
                insiders),
        Pattern(
            "contributions|changes|requests|prs|mrs|patches _ accepted|allowed|taken|welcome|open|possible "
            "from|to|for ~ ~ " +
            insiders + " ~ only"),
        Pattern(
            "only _ accept|accepts|take|takes _ contributions|changes|requests|prs|mrs|patches from ~ ~ " +
            insiders),
    };
    return all;
}
const std::vector<Pattern>& closed_doors() {
    static const std::vector<Pattern> all{
        Pattern("only ~ ~ " + insiders +
                " _ may|can|should|must|is|are ~ change|modify|edit|contribute _ "
                "repository|repo|project|codebase|code|here"),
        Pattern("only ~ ~ " + insiders + " _ may|can|should|must|is|are ~ contribute"),
        Pattern("only ~ ~ " + insiders +
                " _ may|can|should|must|is|are ~ open|submit|send|make|propose _ "
                "changes|requests|prs|mrs|patches"),
        Pattern("only ~ ~ " + insiders +
                " _ may|can|should|must ~ commit _ repository|repo|project|codebase|here"),
    };
    return all;
}
const std::vector<Pattern>& endings() {
    const std::string over =
        "deprecated|archived|unmaintained|discontinued|abandoned|retired|sunset|"
        "sunsetted|frozen|obsolete|dead|eol";
    static const std::vector<Pattern> all{
        Pattern(itself + " is|was|has _ " + over),
        Pattern(itself_in_a_word + " is|was|has _ " + over),
        Pattern("this is _ " + over +
                " project|repository|repo|library|package|codebase|tool|service|module|fork"),
        Pattern(itself + " is|at|reached _ end of life"),
        Pattern(itself_in_a_word + " is|at|reached _ end of life"),
        Pattern(itself + " has reached _ end of life"),
        Pattern(itself_in_a_word + " has reached _ end of life"),
        Pattern("development has|is|was _ stopped|ceased|ended|discontinued|halted"),
        Pattern("development of|on " + itself + " has|is|was _ stopped|ceased|ended|discontinued|halted"),
    };
    return all;
}
const std::vector<Pattern>& endings_by_name() {
    static const std::vector<Pattern> all{
        Pattern("is|has _ deprecated|archived|unmaintained|discontinued|abandoned|retired|sunset|obsolete")};
    return all;
}
const std::vector<Pattern>& reduced_cares() {
    static const std::vector<Pattern> all{
        Pattern("limited|minimal _ maintenance"),
        Pattern("best effort ~ maintenance|maintained"),
        Pattern("maintained|maintenance ~ best effort"),
        Pattern("in|into|this|project|status|now|enters|entered _ maintenance mode"),
        Pattern("maintenance only"),
        Pattern("fixes only"),
        Pattern("only ~ fixes ~ accepted|merged|made|considered|released"),
        Pattern("only accept* ~ fixes"),
        Pattern("unmaintained"),
        Pattern("not|no|longer ~ maintained"),
        Pattern("superseded by"),
        Pattern("is|been abandoned"),
        Pattern("not|longer _ under|in active development"),
        Pattern("no longer _ developed"),
    };
    return all;
}
const std::vector<Pattern>& displays() {
    static const std::vector<Pattern> all{
        Pattern(
            "provided|published|kept|shared|released|offered|available|here|is|exists|left|preserved|only ~ "
            "for reference"),
        Pattern("reference only"),
        Pattern("reference purposes"),
        Pattern("is|this|as ~ read only copy|mirror"),
        Pattern("changes ~ here ~ overwritten|lost|discarded"),
        Pattern("provided|published|shared|released|offered|available ~ as is"),
    };
    return all;
}

}  // namespace insight
