// SPDX-License-Identifier: Apache-2.0
// Lines of files of facts, for the tests of reading them and of the schema.
#pragma once

#include <string>
#include <vector>

namespace facts_for_tests {

// Every one of them is read, and satisfies the schema.
inline const std::vector<std::string>& good_lines() {
    static const std::vector<std::string> lines = {
        R"({"type":"source","name":"bitbucket","schema_version":1})",
        R"({"type":"source","schema_version":1,"name":"azure:acme.eu-1_x"})",
        R"({"type":"team","id":"platform","name":"Platform","parent":"foundations","zone":"Europe/Berlin"})",
        R"({"type":"team","id":"foundations"})",
        R"({"type":"team","id":7,"name":"Größe 🚀"})",
        R"({"type":"person","id":"{0f3}","login":"mara-l","name":"Mara Lindgrau","manager":"7","identities":[{"kind":"email","value":"Mara@acme.example"},{"kind":"employee","value":"17"}]})",
        R"({"type":"person","id":"ci","kind":"bot"})",
        R"({"type":"person","id":"nobody","name":null,"identities":null})",
        R"({"type":"repository","id":42,"name":"payments-api","full_name":"acme/payments-api","visibility":"internal","description":"Takes money.","language":"Go","topics":["api","shared"],"archived":false,"created_at":"2024-01-31","pushed_at":"2026-01-04T23:59:60+01:00","contact":"#payments"})",
        R"({"type":"repository","id":"r","name":"r","visibility":"private","archived":null})",
        R"({"type":"membership","person":"mara","team":"platform","from":"2024-01-01","to":"2025-07-01T00:00:00Z","by":"org_chart"})",
        R"({"type":"membership","person":1,"team":2})",
        R"({"type":"ownership","repository":"42","team":"platform"})",
        R"({"type":"ownership","repository_name":"acme/Shop","path":"search/","team":"search","from":"2024-01-01","by":"catalog"})",
        R"({"type":"pull_request","repository":"42","id":"1","number":1,"title":"Fix\tit","author":"mara","created_at":"2026-01-05T08:00:00Z","ready_at":"2026-01-05T09:00:00.123Z","merged_at":null,"closed_at":"2026-01-06 08:00:00z","merger":"ci","labels":["bug"],"assignee":null})",
        R"({"type":"pull_request","repository":"42","id":"2","created_at":"2026-01-05","draft":true})",
        R"({"type":"issue","repository":"42","id":"1","number":1,"title":"It breaks","author":"mara","created_at":"2026-01-05T08:00:00-05:00"})",
        R"({"type":"response","repository":"42","pull_request":"1","person":"ci","at":"2026-01-05T10:00:00Z"})",
        R"({"type":"response","repository":"42","issue":"1","pull_request":null,"person":"ci","at":"2026-01-05"})",
        R"({"type":"tracker_issue","id":"PAY-17","project":"PAY","created_at":"2026-01-05T08:00:00Z","resolved_at":"2026-01-09T08:00:00Z","resolution":"Done","reporter":"mara","assignee":"ci","team":"Payments","components":["api"],"labels":["x"],"transitions":[{"at":"2026-01-06T08:00:00Z","status":"In Progress","category":"in_progress"},{"at":"2026-01-06T09:00:00Z","assignee":"mara"},{"at":"2026-01-07T09:00:00Z","assignee":null},{"at":"2026-01-09T08:00:00Z","status":"Closed","category":"done"}]})",
        R"({"type":"tracker_issue","id":"PAY-18","project":"PAY","created_at":"2026-01-05"})",
        R"({"type":"check_fact","repository":"42","fact":"issues_enabled","value":true,"at":"2026-01-05T08:00:00Z"})",
        R"({"type":"check_fact","repository":"42","fact":"default_branch_guard","value":{"change_required":true,"approvals":1,"force_push_allowed":false},"where":"branch restrictions of main","at":"2026-01-05T08:00:00Z"})",
        R"({"type":"check_fact","repository":"42","fact":"live_owners","value":["@acme/platform"],"at":"2026-01-05"})",
        R"({"type":"check_fact","repository":"42","fact":"files","value":{"commit":"c0ffee","complete":true,"files":[{"path":"README.md","text":"# Payments\n"},{"path":"src/main.go","size":900},{"path":"x","text":null}]},"at":"2026-01-05"})",
        R"({"type":"gone","of":"repository","id":"42"})",
        R"({"type":"gone","of":"membership","person":"mara","team":"platform","from":"2024-01-01"})",
        R"({"type":"gone","of":"ownership","repository_name":"acme/shop","team":"search"})",
        R"({"type":"gone","of":"response","repository":"42","issue":"1","person":"ci","at":"2026-01-05"})",
        R"({"type":"gone","of":"check_fact","repository":"42","fact":"files"})",
        R"({"type":"gone","of":"pull_request","repository":"42","id":"1"})",
        R"({"type":"gone","of":"tracker_issue","id":"PAY-17"})",
    };
    return lines;
}

struct BadLine {
    std::string line;
    std::string reason;  // words of it
};

// None of them is read; none satisfies the schema.
inline const std::vector<BadLine>& bad_lines() {
    static const std::vector<BadLine> lines = {
        {R"([])", "no JSON object"},
        {R"("team")", "no JSON object"},
        {R"({})", "“type” is to be one of"},
        {R"({"type":"repo","id":"1"})", "“type” is to be one of"},
        {R"({"type":7})", "“type” is to be one of"},
        {R"({"type":"source","name":"Bitbucket","schema_version":1})", "small letters"},
        {R"({"type":"source","name":"","schema_version":1})", "“name” is missing"},
        {R"({"type":"source","name":"bitbucket","schema_version":2})", "is to be 1"},
        {R"({"type":"source","name":"bitbucket"})", "is to be 1"},
        {R"({"type":"team"})", "“id” is missing"},
        {R"({"type":"team","id":""})", "“id” is to be a number, or a text"},
        {R"({"type":"team","id":null})", "“id” is missing"},
        {R"({"type":"team","id":1.5})", "“id” is to be a number, or a text"},
        {R"({"type":"team","id":"a\u0000b"})", "without control characters"},
        {R"({"type":"team","id":"a\nb"})", "without control characters"},
        {R"({"type":"team","id":")" + std::string(501, 'x') + R"("})", "1 to 500 characters"},
        {R"({"type":"team","id":"a","name":7})", "“name” is to be text"},
        {R"({"type":"team","id":"a","name":")" + std::string(201, 'x') + R"("})", "longer than 200"},
        {R"({"type":"team","id":"a","nmae":"A"})", "has no “nmae”; was “name” meant?"},
        {R"({"type":"team","id":"a","description":"A"})", "has no “description”"},
        {R"({"type":"person","id":"a","kind":"robot"})", "“kind” is to be human, bot, agent"},
        {R"({"type":"person","id":"a","email":"a@b.c"})", "has no “email”"},
        {R"({"type":"person","id":"a","identities":{"kind":"email"}})", "a list of at most 50"},
        {R"({"type":"person","id":"a","identities":["a@b.c"]})", "to hold objects"},
        {R"({"type":"person","id":"a","identities":[{"kind":"phone","value":"1"}]})", "“kind” is to be"},
        {R"({"type":"person","id":"a","identities":[{"kind":"email"}]})", "“value” is missing"},
        {R"({"type":"repository","id":"a","name":"a"})", "“visibility” is missing"},
        {R"({"type":"repository","id":"a","visibility":"internal"})", "“name” is missing"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"secret"})", "public, internal, private"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","archived":"no"})",
         "true or false"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","topics":"api"})", "a list of"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","topics":[1]})", "to be text"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","pushed_at":"yesterday"})",
         "a time"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","pushed_at":1767600000})",
         "a time"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","pushed_at":"2026-01-05T08:00:00"})",
         "with its zone"},
        {R"({"type":"repository","id":"a","name":"a","visibility":"public","pushed_at":"1969-12-31"})",
         "a time"},
        {R"({"type":"membership","person":"a"})", "“team” is missing"},
        {R"({"type":"membership","person":"a","team":"b","by":"hearsay"})", "“by” is to be override"},
        {R"({"type":"ownership","team":"b"})", "Exactly one of “repository” and “repository_name”"},
        {R"({"type":"ownership","team":"b","repository":"1","repository_name":"x"})", "Exactly one of"},
        {R"({"type":"pull_request","repository":"1","id":"1"})", "“created_at” is missing"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","number":-1})",
         "0 to"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","number":"1"})",
         "0 to"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","body":"secret"})",
         "has no “body”"},
        {R"({"type":"issue","repository":"1","id":"1","created_at":"2026-01-05","merged_at":"2026-01-06"})",
         "has no “merged_at”"},
        {R"({"type":"response","repository":"1","pull_request":"1","issue":"1","person":"a","at":"2026-01-05"})",
         "Exactly one of"},
        {R"({"type":"response","repository":"1","pull_request":"1","person":"a"})", "“at” is missing"},
        {R"({"type":"tracker_issue","id":"a","created_at":"2026-01-05"})", "“project” is missing"},
        {R"({"type":"tracker_issue","id":"a","project":"P","created_at":"2026-01-05","transitions":[{"at":"2026-01-05"}]})",
         "“status” is missing"},
        {R"({"type":"tracker_issue","id":"a","project":"P","created_at":"2026-01-05","transitions":[{"at":"2026-01-05","status":"Open"}]})",
         "“category” is missing"},
        {R"({"type":"tracker_issue","id":"a","project":"P","created_at":"2026-01-05","transitions":[{"at":"2026-01-05","status":"Open","category":"to_do","assignee":"a"}]})",
         "has no “category”"},
        {R"({"type":"check_fact","repository":"1","fact":"stars","value":7,"at":"2026-01-05"})",
         "one of: can_ask"},
        {R"({"type":"check_fact","repository":"1","fact":"issues_enabled","value":"yes","at":"2026-01-05"})",
         "true or false"},
        {R"({"type":"check_fact","repository":"1","fact":"issues_enabled","at":"2026-01-05"})",
         "“value” is missing"},
        {R"({"type":"check_fact","repository":"1","fact":"default_branch_guard","value":{"approvals":1},"at":"2026-01-05"})",
         "“change_required”"},
        {R"({"type":"check_fact","repository":"1","fact":"default_branch_guard","value":{"change_required":true,"approvals":101,"force_push_allowed":true},"at":"2026-01-05"})",
         "0 to 100"},
        {R"({"type":"check_fact","repository":"1","fact":"files","value":{"files":[]},"at":"2026-01-05"})",
         "“complete”"},
        {R"({"type":"check_fact","repository":"1","fact":"files","value":{"complete":true,"files":[{"text":"x"}]},"at":"2026-01-05"})",
         "“path” of a file is missing"},
        {R"({"type":"check_fact","repository":"1","fact":"files","value":{"complete":true,"files":[{"path":"a","body":"x"}]},"at":"2026-01-05"})",
         "A file has no “body”"},
        {R"({"type":"gone","id":"1"})", "“of” is to be one of"},
        {R"({"type":"gone","of":"source","name":"x"})", "“of” is to be one of"},
        {R"({"type":"gone","of":"repository","id":"1","name":"a"})", "has no “name”"},
    };
    return lines;
}

// What a schema cannot say. They satisfy it, and are not read all the same.
inline const std::vector<BadLine>& beyond_the_schema() {
    static const std::vector<BadLine> lines = {
        {R"({"type":"membership","person":"a","team":"b","from":"2026-01-05","to":"2026-01-05"})",
         "later than"},
        {R"({"type":"ownership","repository":"a","team":"b","from":"2026-01-05","to":"2025-01-05"})",
         "later than"},
        {R"({"type":"membership","person":"a","team":"b","from":"2026-02-30"})", "a time"},
        {R"({"type":"membership","person":"a","team":"b","from":"1970-01-01T00:00:00+05:00"})", "a time"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","draft":true,"ready_at":"2026-01-05"})",
         "A draft has no “ready_at”"},
        {R"({"type":"person","id":"a","identities":[{"kind":"email","value":"nobody"}]})",
         "no name of the kind email"},
        {R"({"type":"ownership","repository_name":"#42","team":"a"})", "no name of a repository"},
        {R"({"type":"gone","of":"ownership","repository_name":"#42","team":"a"})", "no name of a repository"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","merged_at":"2026-01-04"})",
         "“merged_at” is before “created_at”"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","closed_at":"2026-01-04"})",
         "“closed_at” is before “created_at”"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","ready_at":"2026-01-04"})",
         "“ready_at” is before “created_at”"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","ready_at":"2026-01-07","closed_at":"2026-01-06"})",
         "“closed_at” is before “ready_at”"},
        {R"({"type":"pull_request","repository":"1","id":"1","created_at":"2026-01-05","ready_at":"2026-01-07","merged_at":"2026-01-06","closed_at":"2026-01-08"})",
         "“merged_at” is before “ready_at”"},
        {R"({"type":"issue","repository":"1","id":"1","created_at":"2026-01-05","closed_at":"2026-01-04"})",
         "“closed_at” is before “created_at”"},
        {R"({"type":"tracker_issue","id":"a","project":"P","created_at":"2026-01-05","resolved_at":"2026-01-04"})",
         "“resolved_at” is before “created_at”"},
        {R"({"type":"tracker_issue","id":"a","project":"P","created_at":"2026-01-05","transitions":[{"at":"2026-01-06","assignee":"a"},{"at":"2026-01-05","assignee":"b"}]})",
         "oldest first"},
        {R"({"type":"check_fact","repository":"1","fact":"files","value":{"complete":true,"files":[{"path":"a"},{"path":"a"}]},"at":"2026-01-05"})",
         "twice"},
    };
    return lines;
}

}  // namespace facts_for_tests
