// SPDX-License-Identifier: Apache-2.0
// What is known of one repository, as plain values: collected by sources/, judged by the checks. An empty
// optional means "not seen", which is never "no". All times are UTC.
#pragma once

#include "core/time.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace insight {

using core::Time;

enum class Host { unknown, github, gitlab };
enum class Mode { api, checkout_with_settings, plain_git };
enum class Visibility { public_, internal, private_ };

// A value with where it came from. `declared` = stated by a person (--assume, .innersource-readiness.yml),
// never seen by us.
template <class T>
struct Known {
    T value{};
    std::string where;  // "visibility = internal", ".innersource-readiness.yml:4", "--assume"
    bool declared = false;
};

// ---- Files
// ---------------------------------------------------------------------------------------------------------------

inline constexpr std::uint64_t unknown_size = ~std::uint64_t{0};

// A link that leads to a file of the tree counts as this file once it was followed; the rest stay links.
enum class FileKind { regular, executable, link, submodule };
struct File {
    std::string path;  // as in git, "/" between folders; bytes, not necessarily UTF-8
    FileKind kind = FileKind::regular;
    std::uint64_t size_bytes = 0;  // or unknown_size
};
struct Tree {
    std::vector<File> files;  // sorted by path
    bool truncated = false;   // there are more than the source would read
};

// ---- Documents: an outline of Markdown, reStructuredText, AsciiDoc, org or plain text
// -----------------------------------

struct Link {
    std::string text;
    std::string target;  // as written: relative path, URL, mailto:…
    int line = 0;
};
enum class BlockKind { heading, prose, list_item, code, quote, table, html };
struct Block {
    BlockKind kind = BlockKind::prose;
    int level = 0;     // of a heading, 1 is the highest
    int line = 0;      // 1-based line of its first character
    std::string text;  // valid UTF-8 without markup; code keeps its line breaks
    std::vector<Link> links;
};
struct Document {
    std::string path;
    std::vector<Block> blocks;
    std::uint64_t size_bytes = 0;
    bool truncated = false;  // longer than the source would read
    bool binary = false;     // no text: no blocks
    bool inherited = false;  // the organisation's default, not a file of this repository
};

// ---- Owners, CI, templates, declarations
// -----------------------------------------------------------------------------------

enum class OwnersKind { codeowners, prow_owners, maintainers, component_owners };
struct OwnersRule {
    std::string pattern;              // gitignore style; "*" for a whole list of maintainers
    std::vector<std::string> owners;  // "@user", "@org/team", "@@role", e-mail; empty = un-owned
    int line = 0;
    std::string section;    // GitLab sections, lower case; empty outside
    bool optional = false;  // GitLab ^[Section]
    bool negated = false;   // GitLab !pattern
};
struct Fault {
    int line = 0;
    std::string what;  // one sentence, no foreign text in it that is not quoted and cleaned
};
struct OwnersFile {
    std::string path;
    OwnersKind kind = OwnersKind::codeowners;
    std::vector<OwnersRule> rules;  // in file order
    std::vector<Fault> faults;
    bool too_large = false;  // GitHub ignores CODEOWNERS over 3 MB
    bool no_parent = false;  // OWNERS: those of the folders above do not count here
};

struct CiStep {
    std::string uses;  // GitHub action reference, GitLab include/component; may be empty
    std::string run;   // shell text; may be empty
    std::string
        ref;  // what a checkout action checks out ("${{ github.event.pull_request.head.sha }}"), if written
    int line = 0;
    bool never_on_changes = false;  // its job runs for other events only ("github.event_name == 'push'")
    bool on_some_changes =
        false;  // its job runs for some changes only: to some paths, by some people, by hand
    bool failure_ignored = false;  // CI stays green when it fails ("continue-on-error: true")
    std::string environment =
        {};  // GitHub: variables around it that are expressions, one "NAME=value" a line
};
struct CiTrigger {
    std::string name;  // "push", "pull_request", "merge_request_event", "schedule", …
    int line = 0;
    bool narrowed = false;  // only for changes to some paths, or for events other than a new change
    std::vector<std::string> branches;  // only for changes to these, patterns as written; empty = to all
};
struct CiFile {
    std::string path;
    std::string vendor;  // "github", "gitlab", "jenkins", "circleci", "azure", "travis", "buildkite",
                         // "drone", "bitbucket", …
    std::vector<CiTrigger> triggers;
    std::vector<CiStep> steps;            // of jobs that are not switched off
    std::size_t step_bytes = 0;           // what the texts of the steps come to
    bool is_cut = false;                  // there were more steps, or longer ones, than are kept
    int switched_off = 0;                 // line of the first job that is ("if: false"); 0 = none is
    std::optional<int> permissions_line;  // GitHub: top-level `permissions`
    bool parsed = false;                  // false: not readable as what its name says
    std::string fault;                    // why not parsed
};

enum class TemplateKind { issue, change };
struct Template {
    std::string path;
    TemplateKind kind = TemplateKind::issue;
    bool complete = false;  // Markdown: name + about (or any text for the single-file form); form: name,
                            // description, body; change: some text
    std::string missing;    // what is missing, when not complete
};

// .innersource-readiness.yml, or one entry of the central governance file.
struct Exemption {
    std::string check;  // as written: id or name
    std::string reason;
    std::string owner;
    std::optional<Time> expires;
    std::string where;  // "path:line"
    bool central = false;
};
struct Declarations {
    std::string path;
    std::optional<std::string> profile;
    std::optional<std::string> lifecycle;  // "stable", "active", "deprecated"
    std::optional<std::string> owner;
    std::optional<std::string> contact;
    std::optional<std::string> tracker;
    std::optional<std::string> contribution_guide;  // where to look, never an outcome
    std::optional<std::string> tests;
    std::vector<Exemption> exemptions;
    std::vector<Fault> faults;  // unknown keys, broken file
};

// What the catalogue says of it (catalog-info.yaml of Backstage). Texts are cleaned and of one line.
struct CatalogEntry {
    std::string owner;        // spec.owner, "group:payments" as "payments"
    std::string description;  // metadata.description
};

// The text of small files that are no documents but that a check reads (manifests, Makefile,
// innersource.json, catalog-info.yaml).
struct SmallFile {
    std::string path;
    std::string text;  // valid UTF-8, at most 64 KiB
};

// ---- History
// ------------------------------------------------------------------------------------------------------------

// One person in git, by the first address, for counting only: never stored, shown or logged.
struct Author {
    std::string key;
    int commits_365d = 0;
    int commits_180d = 0;
    bool machine = false;  // bot or AI agent by name
};
struct Tag {
    std::string name;
    Time at{};
    bool has_notes = false;  // its own message says more than a first line
};
struct History {
    std::optional<Time> last_commit_at;
    int commits_90d = 0;  // by people, relative to the moment of collecting
    int commits_365d = 0;
    std::vector<Author> authors;
    std::optional<Tag> latest_tag;
    bool tags_unread = false;  // git could not read them, so that none was found says nothing
    bool shallow = false;      // a shallow clone: counts are lower bounds
    bool truncated = false;    // the walk was stopped at its limit: counts are lower bounds
};

// ---- What only an API can tell
// ------------------------------------------------------------------------------------------

struct BranchGuard {
    bool change_required = false;
    int approvals = 0;
    bool force_push_allowed = true;
};
struct Settings {
    std::optional<Known<Visibility>> visibility;
    std::optional<Known<std::string>> description;
    std::optional<Known<std::vector<std::string>>> topics;
    std::optional<Known<bool>> archived;
    std::optional<Known<bool>> issues_enabled;
    std::optional<Known<bool>> readers_can_propose;  // fork or branch and open changes without asking
    std::optional<Known<bool>> can_ask_for_access;   // there is a request button or form
    std::optional<Known<BranchGuard>> default_branch_guard;
    std::optional<Known<bool>> dependency_updates;  // Dependabot or Renovate switched on
    std::optional<Known<std::vector<std::string>>>
        live_owners;                         // owners of the owners file that exist and can write, lower case
    std::optional<Known<bool>> has_release;  // release within 365 days with notes
    std::optional<Known<bool>> default_licence;  // policy sets a company licence for every repository
};
// Counts over people only; bots and agents are left out. Cross = author's team is not among the owners.
struct Conversations {
    int cross_items_180d = 0;        // changes and issues, decided or not, that were ready in the window
    int cross_answered_in_time = 0;  // first response within two business days
    int cross_decided_365d = 0;
    int cross_merged_365d = 0;
    int cross_open = 0;
    int cross_open_over_30d = 0;
    int cross_merging_teams_365d = 0;  // distinct other teams with a merged change
    int internal_decided_365d = 0;
    int internal_merged_365d = 0;
    int maintainer_issue_activity_90d = 0;
    std::optional<int> newcomer_issues;  // open issues that pass the gates for good first issues
    std::optional<bool> tracker_alive;   // an open issue touched in 180 days
    std::optional<int> maintainers;      // people, teams expanded
    std::optional<int> maintainers_active_180d;
    std::optional<bool> maintainer_from_other_team;
};

// ---- All of it
// ----------------------------------------------------------------------------------------------------------

struct Facts {
    std::string name;       // "payments-api", as at its origin, or the folder's name
    std::string full_name;  // "sample/payments-api", or the absolute path
    std::string remote;     // of a checkout: "acme/payments-api" of its origin; empty when there is none
    std::string commit;     // full object id; empty in an empty repository
    std::string branch;     // name of the branch; empty when HEAD is detached
    Host host = Host::unknown;
    Mode mode = Mode::plain_git;
    std::string source;  // "git", "sample", "github"
    Time collected_at{};

    std::optional<Tree> tree;
    std::vector<Document> documents;
    std::vector<OwnersFile> owners;
    std::vector<CiFile> ci;
    std::vector<Template> templates;
    std::vector<SmallFile> small_files;
    std::vector<SmallFile> suspects;  // texts of files that may hold a secret: judged, never kept or shown
    std::optional<Declarations> declared;
    std::optional<CatalogEntry> catalog;
    std::optional<History> history;
    Settings settings;
    std::optional<Conversations> conversations;
    bool organisation_default_not_read = true;  // plain git: the org's .github defaults cannot be seen
    std::vector<Fault> faults;  // trouble while collecting that a reader should know (skipped files, limits)
};

}  // namespace insight
