// SPDX-License-Identifier: Apache-2.0
// When Socket Mode opens, replaces and closes its connections ("links"): two of them, so that the loss of one
// is no gap, and each is made anew before it is broken. Pure: told what happened and when, it says what to
// do; it knows no socket and no clock. Sources: docs.slack.dev/apis/events-api/using-socket-mode; the 5 s of
// deafness at each refresh of @slack/socket-mode 3.1.0.
#pragma once

#include "slack/envelope.hpp"
#include "slack/open_failure.hpp"

#include <chrono>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace slack {

using Instant = std::chrono::steady_clock::time_point;

struct LinkLimits {
    Span silence{30000};       // no frame for so long: half-open, not counted, replaced
    Span ping_after{10000};    // no frame for so long: asked for a sign of life
    Span greeting{20000};      // from open to hello
    Span drain{10000};         // to answer what a leaving link brought
    Span quiet{2000};          // without an envelope before a leaving link is closed
    Span ahead{15000};         // replaced so long before Slack means to close it
    Span steady{60000};        // lived so long past hello: the back-off starts anew
    Span first_wait{1000};     // the back-off doubles from here
    Span longest_wait{60000};  // up to there
    Span crowded{30000};       // at least, after too_many_websockets, while another link serves
    int kept = 2;              // links that serve side by side; one more while one of them is replaced
    int burst = 5;             // openings in a row that Slack may see while none serves; else, and then,
    Span refill{60000};        // one for each `refill` (Tier 1)
};

struct LinkStatus {
    int live = 0;   // past hello and not silent; readiness is red at 0
    int links = 0;  // opening and closing ones too; at most three
    std::optional<Instant> last_frame;
    bool has_ended = false;  // nothing is opened any more: stopped, or for the reason in `sentence`
    // Links past their hello that ended without having been let go first: each may have taken events along.
    std::uint64_t gaps = 0;
    std::string sentence;  // for readiness
};

struct LinkStep {
    enum class Kind {
        open,   // ask Slack for an address and connect; then connected() or failed()
        ping,   // ask for a sign of life
        close,  // with the closing handshake; then gone()
        drop    // at once, without it; then gone()
    } kind = Kind::open;
    int link = 0;
};

// For the log and the metrics.
struct LinkNews {
    enum class Kind {
        greeted,  // past hello: it serves
        ended,    // it did, or was on the way to it, and is gone; `reason` says what ended it
        failed    // it could not be opened; `why` is a sentence
    } kind = Kind::greeted;
    int link = 0;
    // Slack's word for it ("refresh_requested", …), "age" (the end of its life was near), "silence",
    // "no_hello", "surplus", "stopped", "broken" (it ended without a word), "not_opened".
    std::string reason;
    std::string why;
    bool was_expected = true;  // a successor was there, or it was we who stopped
    int live = 0;              // that are left
};

class LinkPolicy {
  public:
    // `jitter` gives numbers from 0 up to 1.
    LinkPolicy(LinkLimits limits, std::function<double()> jitter);

    // What happened. A link that is not known (any more) is ignored everywhere.
    bool connected(int link, Instant now);  // false: not wanted any more, hang up
    void failed(int link, const OpenFailure& failure, Instant now);
    void frame(int link, Instant when);  // of any kind
    void hello(int link, std::optional<std::chrono::seconds> lifetime, Instant now);
    void disconnect(int link, Disconnect::Reason reason, Instant now);
    void envelope(int link, Instant now);
    void answered(int link);  // or given up: nothing is owed for one of them any more
    void gone(int link, Instant now);
    void stop(Instant now);

    // What is to be done now; each step is said once.
    std::vector<LinkStep> due(Instant now);
    // When to ask again, if nothing happens before; Instant::max() for never.
    Instant wake(Instant now) const;
    bool is_over() const;  // nothing is open, and nothing will be
    LinkStatus status(Instant now) const;
    // What happened since this was asked last, in order.
    std::vector<LinkNews> take_news();

  private:
    struct Link {
        enum class State { opening, greeting, live, leaving, closing } state = State::opening;
        Instant since{}, last_frame{}, last_envelope{}, last_ping{};
        std::optional<Instant> replace_at;  // told to go, or the end of its life is near
        int owed = 0;                       // envelopes not yet answered
        std::string reason;                 // why it goes; empty while it need not
        bool is_told_to_go = false;         // by Slack
        bool is_useless = false;            // to be dropped
        bool has_been_steady = false;
        bool has_served = false;  // was past its hello
    };
    using State = Link::State;

    Link* find(int link);
    static void enter(Link& link, State state, Instant now);
    bool is_silent(const Link& link, Instant now) const;
    bool is_good(const Link& link, Instant now) const;
    int good(Instant now) const;
    int live(Instant now) const;
    bool wants_link(Instant now) const;
    bool has_room() const { return static_cast<int>(links_.size()) <= limits_.kept; }
    // While one serves, the next can wait for its turn: a minute after the last, so that what was opened in a
    // row before is not made good meanwhile, nor grows.
    Instant may_open_at(Instant now) const;
    // Those that the newcomer makes needless: the one whose place it takes, and what is too many.
    void let_go(int newcomer, Instant now);
    void tell(LinkNews::Kind kind, int link, std::string reason, std::string why, bool was_expected,
              Instant now);
    // Does another link than this one, past hello and of at least its standing, still speak?
    bool has_heard_other(const Link& than, Instant now) const;
    // When a leaving link is to be closed.
    Instant closing_time(const Link& link, Instant now) const;
    std::optional<LinkStep::Kind> step_of(Link& link, Instant now) const;
    void was_seen(Instant now);
    void settle(Instant now);
    void back_off(Instant now, Span at_least);
    void crowd(Link& told, Instant now);
    void leave_all(Instant now);
    std::string sentence(int live, Instant now) const;

    LinkLimits limits_;
    std::function<double()> jitter_;
    std::map<int, Link> links_;  // the oldest first
    int latest_ = 0;
    int failures_ = 0;
    Instant not_before_{};   // back-off
    Instant calm_before_{};  // the same while another link serves
    Instant seen_at_{};      // the latest opening that Slack saw
    Instant paid_until_{};   // the openings that Slack saw, each worth a `refill`
    std::optional<Instant> last_frame_;
    bool is_stopped_ = false;
    std::string ending_;   // why nothing is opened any more; what is open lives on
    std::string trouble_;  // why there was no link last time
    std::uint64_t gaps_ = 0;
    std::vector<LinkNews> news_;
};

}  // namespace slack
