// SPDX-License-Identifier: Apache-2.0
// The typed door to what is kept. A Reader only reads; a Writer also changes. Both are plain and synchronous:
// bot/ decides on which worker thread they run. One Reader or Writer may be used by one thread at a time.
// What goes wrong with the database itself (disk full, corrupt file) is thrown as storage::Broken; what the
// caller may be wrong about is a Result.
#pragma once

#include "core/result.hpp"
#include "core/time.hpp"
#include "insight/company.hpp"
#include "insight/directory/directory.hpp"
#include "insight/directory/import.hpp"
#include "insight/directory/periods.hpp"
#include "insight/readiness.hpp"
#include "storage/authority.hpp"
#include "storage/installations.hpp"
#include "storage/sync.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace storage {

using core::Time;

// The world is broken. what() is for the log; `sentence` is for the person and says what was not changed and
// what to do. `with_path` is the same for whoever may know where things lie on this machine.
struct Broken : std::runtime_error {
    enum class Kind { corrupt, newer_schema, full, read_only, busy, exists, stopped, other };
    Broken(Kind kind_, std::string sentence_, std::string with_path_, const std::string& detail);
    Kind kind;
    std::string sentence, with_path;
};

// Keys of meta() that say how the directory is read, as the settings of the same names write them: the preset
// (empty: none), "one" or "fractional", names of teams and "domain=team", one a line.
inline constexpr std::string_view directory_preset = "directory.preset";
inline constexpr std::string_view directory_several_teams = "directory.several_teams";
inline constexpr std::string_view directory_without_teams = "directory.without_teams";
inline constexpr std::string_view directory_email_domains = "directory.email_domains";

// One line of a list of repositories.
struct RepositoryRow {
    std::int64_t id = 0;  // r17 for people
    std::string name, full_name, description, language, source, contact;
    std::vector<std::string> topics;
    insight::Visibility visibility = insight::Visibility::private_;
    bool archived = false;
    std::string owner;  // team name(s) owning it at `now`, ", " between; empty = unowned
    std::optional<int> level_possible, level_proven;
    std::optional<int> exemptions;  // gates up to the possible level that only an exemption passes over
    std::optional<double> score;
    std::optional<Time> assessed_at;
};
struct RepositoryName {
    std::int64_t id = 0;
    std::string name, full_name;
    insight::Visibility visibility = insight::Visibility::private_;
};
struct StatedOwner {
    std::string name;
    bool is_team = false;
};
struct AssessmentRow {
    std::int64_t id = 0;
    Time at{};
    std::string commit;
    int level_possible = 0, level_proven = 0;
    double score = 0, coverage = 0;
    bool scored = false;
    int exemptions = 0;  // as in RepositoryRow
};
// How one check stands over all repositories, for `ready check <id>`.
struct CheckTally {
    int yes = 0, partly = 0, no = 0, unknown = 0, not_applicable = 0, exempt = 0;
};
// Where a check is no, else partly.
struct Lacking {
    std::int64_t repository = 0;
    bool is_no = false;
};
// One line of the audit, append-only; kept for 24 months.
struct AuditRow {
    std::int64_t id = 0;
    Time at{};
    std::string who, what, where, why, before, after, request;
    bool dry = false;
};
struct CompanyCounts {
    std::int64_t teams = 0, people = 0, repositories = 0, changes = 0, issues = 0;
};

// Which repositories are searched: all, or those that every colleague may read.
enum class Reach { open, all };

// A delivery from outside, kept whole from before its acknowledgement until it is answered.
struct Received {
    std::string key;   // "slack:event:Ev1": the same for every repetition, whatever way it comes
    std::string kind;  // "event", "click": who can read the body
    std::int64_t installation = 0;
    std::string body;  // as it came; removed once answered
    Time at{};
};
struct ReceivedRow : Received {
    std::int64_t id = 0;
};

// A message on its way out. Both forms are rendered when it is kept: nothing is looked up at the time of
// sending.
struct Outgoing {
    enum class Op { post, respond } op = Op::post;
    std::int64_t installation = 0;
    std::string channel, thread;  // of a post; channel of a response: the person, who gets a post instead
    std::string address;          // of a response: a secret, removed once it ended
    std::string native, plain;    // JSON of the message with new kinds of blocks, and without
    std::string claim;            // found again by it in Slack, and kept only once here
    std::string reference;        // of the request that it answers
    Time created_at{};
    std::string kind = "answer";     // what a pause can hold; answers to people never wait
    std::optional<Time> expires_at;  // not sent later; nothing = a day after it was created
    // What it tells of; before it is posted, the readers of its place are asked about once more.
    std::vector<std::int64_t> repositories;
    std::string asker;  // whom a post answers, who is told when it is refused; empty: nobody
    // For somebody from outside: that it does not arrive is nobody's trouble, and no second way is tried.
    bool quiet = false;
};
// sending: handed to Slack, outcome not kept yet; after a crash it may or may not have arrived. unknown:
// nobody can find out any more.
enum class OutgoingState { waiting, sending, sent, failed, unknown };
struct OutgoingRow : Outgoing {
    std::int64_t id = 0;
    OutgoingState state = OutgoingState::waiting;
    int attempts = 0;
    Time not_before{};
    std::string ts;     // Slack's, once sent
    std::string error;  // Slack's code of the last attempt
};
// What waited in a copy of before that has taken the database's place.
struct Settled {
    std::int64_t messages = 0, deliveries = 0;
};
struct OutgoingCounts {
    std::int64_t waiting = 0;
    std::optional<Time> oldest;
};

// What a person chose. Without a row: as it stands here.
struct PersonalSettings {
    std::vector<std::int64_t> repositories;  // theirs, in their order
    bool full_home = false;                  // App Home shows next steps too
    std::int64_t version = 0;                // rises with every change
};

// What an import of a directory's file changed.
struct Imported {
    insight::directory::ImportKind kind = insight::directory::ImportKind::org_chart;
    // People in the file; new and changed ones; those of before of whom nothing was left to keep.
    std::size_t people = 0, new_people = 0, changed_people = 0, gone_people = 0;
    // Teams in the file; new ones; those that are called otherwise or stand under another; those that a list
    // of teams dropped.
    std::size_t teams = 0, new_teams = 0, changed_teams = 0, gone_teams = 0;
    insight::directory::Changes memberships, ownerships;
    std::vector<std::string> unknown_repositories;  // called so by nobody, or by several; sorted
};
struct DirectoryImport {
    insight::directory::ImportKind kind = insight::directory::ImportKind::org_chart;
    Time at{};
};

class Connection;  // a database connection with its prepared statements

class Reader {
  public:
    explicit Reader(std::shared_ptr<Connection> connection);

    std::vector<RepositoryRow> repositories(Time now) const;  // by name
    std::optional<RepositoryRow> repository(std::int64_t id, Time now) const;
    std::vector<RepositoryRow> repositories_named(std::string_view name,
                                                  Time now) const;  // or full name, or a checkout's path
    // Repositories whose name, description, topics or language hold the words, best first: those in use
    // before archived ones, all words before some, then name before topic before language before description.
    // Words are plain, at most ten are used.
    std::vector<RepositoryRow> search(const std::vector<std::string>& words, std::size_t limit, Time now,
                                      Reach reach) const;
    std::vector<RepositoryName> repository_names() const;  // in the order of repositories()
    // Sorted. Open: without teams that own private repositories only.
    std::vector<std::string> team_names(Reach reach = Reach::all) const;

    std::optional<insight::Assessment> latest_assessment(std::int64_t repository) const;
    std::optional<insight::Assessment> assessment(std::int64_t id) const;
    std::vector<AssessmentRow> history(std::int64_t repository, std::size_t limit) const;  // newest first
    // When one of those that may be searched was last assessed; nothing before the first.
    std::optional<Time> newest_assessment(Reach reach) const;
    // By id, over the latest assessment of each repository that is not archived. One with an exemption counts
    // there only.
    CheckTally tally(std::string_view check, Reach reach = Reach::all) const;
    // The repositories that it counts as no or partly, by id.
    std::vector<Lacking> lacking(std::string_view check) const;

    CompanyCounts counts() const;
    // What all sources state of people, teams and owners. A repository is called r17 where it is known, else
    // as its source calls it.
    insight::directory::Roster directory() const;
    // Which links answer: those of the preset in meta(directory_preset), else all.
    insight::directory::Chains directory_chains() const;
    insight::directory::Rules directory_rules() const;       // with them, what else the settings say
    std::vector<DirectoryImport> directory_imports() const;  // the last of each kind
    std::vector<AuditRow> audit(Time since, std::size_t limit) const;  // oldest first
    // Newest first; of those before the row `before`.
    std::vector<AuditRow> newest_audit(Time since, std::size_t limit,
                                       std::int64_t before = std::numeric_limits<std::int64_t>::max()) const;
    // By id, those after `after`: one page after the other.
    std::vector<AuditRow> audit_after(std::int64_t after, Time since, std::size_t limit) const;
    std::vector<Pause> pauses(Time now) const;                   // in force, oldest first
    std::vector<WorkspaceMove> workspace_moves(Time now) const;  // under way, by installation
    std::vector<ChannelMove> channel_moves() const;
    // The answer kept for a request that was carried out under this key.
    std::optional<std::string> performed(std::string_view key) const;
    std::vector<Trouble> troubles(std::size_t limit) const;  // latest first
    std::vector<SlackPerson> slack_people() const;
    std::vector<SlackGroup> slack_groups() const;
    std::vector<SlackChannel> slack_channels(std::size_t limit) const;  // last read first
    std::optional<SlackChannel> slack_channel(std::int64_t installation, std::string_view channel) const;
    std::optional<std::string> meta(
        std::string_view key) const;  // small values of our own ("demo_now", "seed", …)
    std::int64_t schema_version() const;

    // Those after `after`, oldest first.
    std::vector<ReceivedRow> unanswered(std::size_t limit, std::int64_t after = 0) const;
    // Of each channel and each address the first message that has not ended and is not paused, if it is due;
    // `limit` of each installation, kind and state at most, oldest first: what is looked for keeps out
    // nothing that is to be sent.
    std::vector<OutgoingRow> next_outgoing(std::size_t limit, Time now) const;
    // When the next of those that are not due at `now` will be.
    std::optional<Time> next_outgoing_at(Time now) const;
    std::vector<OutgoingRow> lost_messages(
        Time since,
        std::size_t limit) const;  // failed or unknown, newest first; no quiet ones
    OutgoingCounts outgoing_counts() const;

    PersonalSettings settings_of(std::int64_t installation, std::string_view person) const;
    bool is_welcomed(std::int64_t installation, std::string_view person) const;  // saw the introduction once
    std::vector<InstallationRow> installations() const;                          // by id, gone ones too
    // Known, not used and not expired.
    bool is_install_link_good(std::string_view hash, Time now) const;

    std::optional<Walk> walk(std::string_view source, std::string_view kind, std::string_view subject) const;
    std::vector<Walk> walks() const;  // by source, kind, subject
    // Of `source`, last pushed to first.
    std::vector<UnreadRepository> unread_repositories(std::string_view source, std::size_t limit) const;
    std::int64_t count_unread(std::string_view source) const;

    // Runs `work` on one state of the data: what is committed meanwhile is not seen by it.
    void in_snapshot(const std::function<void()>& work) const;

  protected:
    std::shared_ptr<Connection> connection_;
};

class Writer : public Reader {
  public:
    using Reader::Reader;

    // Inserts or updates by (source, key) or, for repositories without a key, by (source, full_name). Returns
    // the row's id.
    std::int64_t put_repository(const insight::Repository& repository);
    // Everything of `facts`, idempotent by key, all or nothing. Throws nothing for duplicate keys: the last
    // one wins. A team or person that is only referred to is kept as a stub that no count or list shows; what
    // refers to a repository that nobody knows is passed over. `source` is that of the teams and people;
    // empty = that of the repositories in or behind the facts.
    void put_company(const insight::CompanyFacts& facts, std::string_view source = {});
    // Replaces what the files of that kind stated before, all or nothing: dates in them rule, and what they
    // leave out ends on the day of `now` (insight/directory/periods). Again the same changes nothing.
    Imported put_directory(const insight::directory::Import& import, Time now);
    // Who owns a repository from `since` on, as its source states it; owners it had before by the same source
    // end then. A team is the one that the source `host` lists under that mention ("@acme/payments"), else
    // known by `source` and name; a person is only referred to. The first owners are taken to be those of all
    // the time before.
    void put_owners(std::int64_t repository, const std::vector<StatedOwner>& owners, std::string_view source,
                    Time since, std::string_view host = {});
    void put_walk(const Walk& walk);
    // put_repository(), with what its host told; shown again when it was gone. Returns the row's id.
    std::int64_t put_hosted(const insight::Repository& repository, const Hosted& hosted, Time seen_at);
    // It was judged as it was in `as_read` (head and settings), or there is nothing to judge: it waits again
    // when something has changed.
    void mark_read(std::int64_t repository, const Hosted& as_read, Time now);
    void mark_unread(std::string_view source);  // all of them are judged anew
    // Whatever a whole walk since then has not shown: nobody is told of it any more.
    void mark_gone(std::string_view source, std::string_view subject, Time not_seen_since, Time now);
    // Keeps the assessment, as the latest of that repository unless a later one is there. Judged as the
    // latest was (same commit, mode, profile, levels, score, outcomes and exemptions) → no new row: its time
    // and evidence move on. Returns the row's id.
    std::int64_t put_assessment(std::int64_t repository, const insight::Assessment& assessment);
    void set_meta(std::string_view key, std::string_view value);
    void add_audit(const AuditRow& row);  // its id is given here; rows 24 months older are removed,
                                          // unless only a clock that jumped makes them so old
    // Kept for 48 h.
    void put_performed(std::string_view key, std::string_view answer, Time now);
    void put_pause(const Pause& pause);  // replaces one of the same reach and name
    void end_pause(Pause::Reach reach, std::string_view name);
    void end_pauses();
    // What Slack told at `at`, in any order and more than once: what was told earlier changes nothing any
    // more. Ends at `until` when nobody says that it is done.
    void begin_workspace_move(std::int64_t installation, Time at, Time until);
    void end_workspace_move(std::int64_t installation, Time at);
    // The channel `from` is called `to` now: its pauses in force, its messages on their way and its troubles
    // are the new one's. True when a pause came along.
    bool move_channel(std::int64_t installation, const std::string& from, const std::string& to, Time now);
    void note_trouble(std::int64_t installation, std::string_view channel, std::string_view error, Time now);
    void mark_told(const Trouble& trouble, Time now);
    // A message reached the channel. That another may not have stays until somebody was told.
    void clear_trouble(std::int64_t installation, std::string_view channel);
    void put_slack_person(const SlackPerson& person);
    void forget_slack_people(Time read_before);
    void put_slack_group(const SlackGroup& group);  // with exactly these members
    void change_slack_group(std::int64_t installation, std::string_view group,
                            const std::vector<std::string>& added, const std::vector<std::string>& removed);
    void drop_slack_group(std::int64_t installation, std::string_view group);
    void put_slack_channel(const SlackChannel& channel);
    void drop_slack_channel(std::int64_t installation, std::string_view channel);
    // All that is kept of a workspace that is gone: its people and what they chose, groups, channels.
    void forget_slack_directory(std::int64_t installation);
    // Removes all rows of a source (sample data when a demo starts again), with all that hangs on them.
    void forget_source(std::string_view source);

    // The row's id; nothing when its key is known. Keys of what was answered are removed after 48 h, as new
    // ones come.
    std::optional<std::int64_t> accept(const Received& received);
    bool mark_answered(std::int64_t received);  // false: it was already

    // Replaces what the person chose; `settings.version` is kept as it is.
    void put_settings(std::int64_t installation, std::string_view person, const PersonalSettings& settings);
    void welcome(std::int64_t installation, std::string_view person, Time now);

    // Returns the row's id; a claim that is known keeps its row as it is. Ended rows are removed after 30
    // days.
    std::int64_t put_outgoing(const Outgoing& message);
    // Committed before anything is sent. False when a pause holds it: then it must not be sent. When nobody
    // tells what became of it, it is due again at `look_at`: what does not stand there then does not come.
    bool begin_sending(std::int64_t id, Time now, Time look_at);
    // Its forms and repositories as they are in `row` now; nothing when it has ended.
    void redraw_outgoing(const OutgoingRow& row);
    void delay_outgoing(std::int64_t id, Time not_before, std::string_view error);  // waits again
    // False when it had ended before.
    bool end_outgoing(std::int64_t id, OutgoingState state, std::string_view ts, std::string_view error,
                      Time now);

    // Inserts, or revives under its old id, without tokens: put_tokens() follows in the same unit, as they
    // are sealed for the id that comes back.
    std::int64_t put_installation(const Installation& installation, Time now);
    // False when it is not active (any more): nothing is kept then. Ends the claim on its renewal.
    bool put_tokens(std::int64_t id, const SealedTokens& tokens, Time now);
    // The same for a renewal: false also when its claim ended meanwhile, as with a new installation.
    bool renew_tokens(std::int64_t id, const SealedTokens& tokens, Time now, Time claimed_until);
    // The same tokens under another key, unless they are not `old` any more.
    bool reseal_tokens(std::int64_t id, const SealedTokens& old, const SealedTokens& tokens);
    // True for one process until `until`, put_tokens() or release: only that one asks Slack for new tokens.
    bool claim_renewal(std::int64_t id, Time now, Time until);
    bool release_renewal(std::int64_t id, Time claimed_until);  // false: that claim had ended already
    void release_renewals();                                    // at a start: nobody else owns the database
    // Its tokens are overwritten, what waits for it is ended with `error`. False when it was gone before, or
    // has no row; what waits is ended all the same.
    bool end_installation(std::int64_t id, std::string_view error, Time now);
    void put_install_link(std::string_view hash, std::string_view made_by, Time expires_at, Time now);
    bool use_install_link(std::string_view hash, Time now);  // true once
    // False when `most` are under way already. Expired ones go.
    bool put_oauth_state(const OAuthState& begun, Time now, std::size_t most);
    std::optional<OAuthState> take_oauth_state(std::string_view state, Time now);  // once, and not expired

    // In a copy of before that takes the database's place: what waited when it was made may have been sent
    // and answered since, so that nothing of it is sent or answered any more (messages count as unknown), and
    // links to install by may have been used, so that they are gone.
    Settled settle_restored(Time now);

    // Runs `unit` inside a SAVEPOINT: an exception rolls back just this unit and goes on to the caller.
    void in_savepoint(const std::function<void()>& unit);
    // Runs `group` inside one transaction (BEGIN IMMEDIATE … COMMIT); an exception rolls all of it back.
    // Inside another it is a savepoint. When the database ended the transaction by itself (disk full), the
    // units that follow are refused as Broken.
    void in_transaction(const std::function<void()>& group);
};

// in_memory: what is in the file now is copied, nothing is written beside it, and what is changed is lost
// with the copy: for reading where the disk is full. Only who owns the folder may do so. Readers and writer
// share one connection, which knows no threads: one unit of work at a time.
enum class Kept { in_file, in_memory };

// Owns the file. Migrates at construction, after a backup beside the file when there was an older schema.
class Store {
  public:
    // ":memory:" has one connection for everything (tests). Throws Broken: newer schema, corrupt, cannot be
    // opened or written.
    explicit Store(const std::filesystem::path& file, Kept kept = Kept::in_file);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    Reader reader();  // a new read-only connection each (":memory:": the shared one)
    Writer writer();  // the one write connection; a second call returns the same connection
    std::string pragma(std::string_view name);  // of the write connection, for tests and doctor
    // Passive checkpoint, or TRUNCATE past `truncate_above_bytes` of WAL. On a connection of its own that
    // gives way at once to a writer or a reader in its way: call it outside transactions. One thread at a
    // time. False when somebody was in the way, so that the log still holds what it held.
    bool checkpoint(std::size_t truncate_above_bytes = 64U << 20U);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

// Every SQL text of the program and every migration in PostgreSQL's spelling, for the test that prepares them
// there.
std::vector<std::string> statements_for_postgresql();
std::vector<std::string> migrations_for_postgresql();

}  // namespace storage
