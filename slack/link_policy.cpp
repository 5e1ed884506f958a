// SPDX-License-Identifier: Apache-2.0
#include "slack/link_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace slack {
namespace {

constexpr int most_doublings = 10;

}  // namespace

LinkPolicy::LinkPolicy(LinkLimits limits, std::function<double()> jitter)
    : limits_(limits), jitter_(std::move(jitter)) {}

LinkPolicy::Link* LinkPolicy::find(int link) {
    const auto found = links_.find(link);
    return found == links_.end() ? nullptr : &found->second;
}

void LinkPolicy::enter(Link& link, State state, Instant now) {
    link.state = state;
    link.since = now;
}

bool LinkPolicy::connected(int link, Instant now) {
    was_seen(now);
    auto* it = find(link);
    if (!it) return false;
    enter(*it, State::greeting, now);
    it->last_frame = it->last_ping = now;
    return true;
}

void LinkPolicy::failed(int link, const OpenFailure& failure, Instant now) {
    if (failure.was_seen) was_seen(now);
    if (links_.erase(link) == 0) return;
    settle(now);
    trouble_ = failure.why;
    back_off(now, failure.wait);
    tell(LinkNews::Kind::failed, link, "not_opened", failure.why, false, now);
    if (failure.is_final && ending_.empty())
        ending_ = fmt::format("Socket Mode was refused for good: {} {}", failure.why, failure.cure);
}

void LinkPolicy::frame(int link, Instant when) {
    auto* it = find(link);
    if (!it || when <= it->last_frame) return;
    it->last_frame = when;
    last_frame_ = std::max(last_frame_.value_or(when), when);
}

void LinkPolicy::hello(int link, std::optional<std::chrono::seconds> lifetime, Instant now) {
    auto* it = find(link);
    if (!it || it->state != State::greeting) return;
    settle(now);
    enter(*it, State::live, now);
    it->has_served = true;
    if (lifetime) it->replace_at = now + std::max(*lifetime - limits_.ahead, Span(*lifetime) / 2);
    trouble_.clear();
    // Only now: an event goes to one link only, and a gap would lose it.
    let_go(link, now);
    tell(LinkNews::Kind::greeted, link, "", "", true, now);
}

void LinkPolicy::let_go(int newcomer, Instant now) {
    const auto leaves = [&](auto& each) {
        if (each.second.reason.empty()) each.second.reason = is_good(each.second, now) ? "surplus" : "age";
        enter(each.second, State::leaving, now);
    };
    for (auto& each : links_) {
        const auto& link = each.second;
        if (each.first == newcomer || link.state != State::live || is_silent(link, now) || is_good(link, now))
            continue;
        leaves(each);
        break;
    }
    auto many = good(now) - limits_.kept;
    for (auto& each : links_)
        if (many > 0 && each.first != newcomer && is_good(each.second, now)) {
            leaves(each);
            --many;
        }
}

void LinkPolicy::disconnect(int link, Disconnect::Reason reason, Instant now) {
    auto* it = find(link);
    if (!it) return;
    it->is_told_to_go = true;
    if (it->reason.empty() || it->state == State::live) it->reason = std::string(to_word(reason));
    if (reason == Disconnect::Reason::link_disabled) {
        ending_ =
            "Socket Mode is switched off for this app in Slack (link_disabled). Switch it on in the app's "
            "settings and restart ISPO Bot.";
        return leave_all(now);
    }
    if (reason == Disconnect::Reason::too_many_websockets) return crowd(*it, now);
    if (it->state == State::live) it->replace_at = now;
    if (it->state != State::greeting) return;
    it->is_useless = true;
    back_off(now, Span(0));
}

// The links of the whole app are counted, other replicas' too, so the cure is to have one less for a while.
// Who is left with none comes back as soon as Slack allows; the back-off grows, so that is no storm.
void LinkPolicy::crowd(Link& told, Instant now) {
    trouble_ = "Slack said too_many_websockets.";
    back_off(now, Span(0));
    calm_before_ = std::max(calm_before_, now + limits_.crowded);
    if (told.state == State::greeting) told.is_useless = true;
    if (told.state != State::live) return;
    told.replace_at = now;
    if (good(now) > 0) enter(told, State::leaving, now);
}

void LinkPolicy::envelope(int link, Instant now) {
    if (auto* it = find(link)) {
        it->last_envelope = now;
        ++it->owed;
    }
}

void LinkPolicy::answered(int link) {
    if (auto* it = find(link)) --it->owed;
}

void LinkPolicy::gone(int link, Instant now) {
    const auto* it = find(link);
    if (!it) return;
    settle(now);
    const bool was_expected = it->state == State::leaving || it->state == State::closing ||
                              it->is_told_to_go || it->has_been_steady;
    if (it->state != State::closing && it->state != State::leaving && trouble_.empty())
        trouble_ = "The connection ended.";
    const bool was_let_go = it->state == State::leaving || it->state == State::closing;
    auto reason = it->reason.empty() ? std::string(was_let_go ? "age" : "broken") : it->reason;
    const bool was_deaf = reason == "silence" || reason == "no_hello";
    if (it->has_served && (!was_let_go || was_deaf)) ++gaps_;
    links_.erase(link);
    if (!was_expected) back_off(now, Span(0));
    tell(LinkNews::Kind::ended, link, std::move(reason), "",
         was_let_go && !was_deaf && (is_stopped_ || live(now) > 0), now);
}

void LinkPolicy::tell(LinkNews::Kind kind, int link, std::string reason, std::string why, bool was_expected,
                      Instant now) {
    news_.push_back({kind, link, std::move(reason), std::move(why), was_expected, live(now)});
}

std::vector<LinkNews> LinkPolicy::take_news() { return std::exchange(news_, {}); }

void LinkPolicy::leave_all(Instant now) {
    std::erase_if(links_, [](const auto& each) { return each.second.state == State::opening; });
    for (auto& [id, link] : links_) {
        if (link.reason.empty()) link.reason = is_stopped_ ? "stopped" : "link_disabled";
        if (link.state == State::live) enter(link, State::leaving, now);
        if (link.state == State::greeting) link.is_useless = true;
    }
}

void LinkPolicy::stop(Instant now) {
    is_stopped_ = true;
    leave_all(now);
}

bool LinkPolicy::is_silent(const Link& link, Instant now) const {
    return now - link.last_frame >= limits_.silence;
}

// Nothing needs to replace it.
bool LinkPolicy::is_good(const Link& link, Instant now) const {
    return link.state == State::live && !is_silent(link, now) &&
           !(link.replace_at && *link.replace_at <= now);
}

int LinkPolicy::good(Instant now) const {
    return static_cast<int>(std::count_if(links_.begin(), links_.end(),
                                          [&](const auto& each) { return is_good(each.second, now); }));
}

int LinkPolicy::live(Instant now) const {
    return static_cast<int>(std::count_if(links_.begin(), links_.end(), [&](const auto& each) {
        const auto& link = each.second;
        return (link.state == State::live || link.state == State::leaving) && !is_silent(link, now);
    }));
}

// One at a time, so that two are never told that they are too many.
bool LinkPolicy::wants_link(Instant now) const {
    if (is_stopped_ || !ending_.empty() || good(now) >= limits_.kept) return false;
    return std::none_of(links_.begin(), links_.end(), [](const auto& each) {
        return each.second.state == State::opening ||
               (each.second.state == State::greeting && !each.second.is_useless);
    });
}

Instant LinkPolicy::may_open_at(Instant now) const {
    if (good(now) > 0)
        return std::max({not_before_, calm_before_, std::min(paid_until_, seen_at_ + limits_.refill)});
    return std::max(not_before_, paid_until_ - (limits_.burst - 1) * limits_.refill);
}

void LinkPolicy::was_seen(Instant now) {
    seen_at_ = now;
    paid_until_ = std::max(paid_until_, now) + limits_.refill;
}

// A link that held proves that Slack is well again.
void LinkPolicy::settle(Instant now) {
    for (auto& [id, link] : links_) {
        const bool is_past_hello = link.state == State::live;
        if (!is_past_hello || link.has_been_steady || now - link.since < limits_.steady) continue;
        link.has_been_steady = true;
        failures_ = 0;
    }
}

void LinkPolicy::back_off(Instant now, Span at_least) {
    const auto whole =
        std::min(limits_.longest_wait, limits_.first_wait * (1 << std::min(failures_++, most_doublings)));
    const auto half = whole / 2;
    const auto random = Span(static_cast<Span::rep>(jitter_() * static_cast<double>(half.count())));
    not_before_ = std::max(not_before_, now + std::max(at_least, half + random));
}

bool LinkPolicy::has_heard_other(const Link& than, Instant now) const {
    return std::any_of(links_.begin(), links_.end(), [&](const auto& each) {
        const auto& link = each.second;
        return &link != &than && !is_silent(link, now) &&
               (link.state == State::live || (than.state == State::live && link.state == State::leaving));
    });
}

Instant LinkPolicy::closing_time(const Link& link, Instant now) const {
    const bool is_end = is_stopped_ || !ending_.empty();
    // What replaced it may have failed since: somebody must listen.
    if (!is_end && !has_heard_other(link, now)) return Instant::max();
    const auto latest = link.since + limits_.drain;
    if (link.owed > 0) return latest;
    const bool is_in_the_way = wants_link(now) && !has_room();
    if (is_end || is_in_the_way) return link.since;
    return std::min(latest, std::max(link.since, link.last_envelope) + limits_.quiet);
}

std::optional<LinkStep::Kind> LinkPolicy::step_of(Link& link, Instant now) const {
    using Kind = LinkStep::Kind;
    if (link.state == State::opening || link.state == State::closing) return std::nullopt;
    if (link.is_useless) return Kind::drop;
    if (link.state == State::greeting) {
        if (now - link.since < limits_.greeting) return std::nullopt;
        return Kind::drop;
    }
    // One that still speaks, though it was left, is worth more than the place of one that does not.
    if (link.state == State::live && is_silent(link, now) && has_heard_other(link, now)) return Kind::drop;
    if (link.state == State::leaving) {
        if (is_silent(link, now)) return Kind::drop;
        if (closing_time(link, now) <= now) return Kind::close;
    }
    if (now - std::max(link.last_frame, link.last_ping) < limits_.ping_after) return std::nullopt;
    link.last_ping = now;
    return Kind::ping;
}

std::vector<LinkStep> LinkPolicy::due(Instant now) {
    std::vector<LinkStep> steps;
    settle(now);
    for (auto& [id, link] : links_) {
        const auto kind = step_of(link, now);
        if (!kind) continue;
        steps.push_back({*kind, id});
        if (*kind == LinkStep::Kind::ping) continue;
        if (link.state == State::greeting && !link.is_useless) {
            trouble_ = "Slack opened a connection, but said no hello.";
            link.reason = "no_hello";
            back_off(now, Span(0));
        } else if (*kind == LinkStep::Kind::drop && is_silent(link, now)) {
            link.reason = "silence";
            if (link.has_served) ++gaps_;  // known now, not only when it is gone
        }
        enter(link, State::closing, now);
    }
    if (wants_link(now) && has_room() && may_open_at(now) <= now) {
        enter(links_[++latest_], State::opening, now);
        steps.push_back({LinkStep::Kind::open, latest_});
    }
    return steps;
}

Instant LinkPolicy::wake(Instant now) const {
    auto earliest = Instant::max();
    const auto consider = [&](Instant when) {
        if (when > now) earliest = std::min(earliest, when);
    };
    for (const auto& [id, link] : links_) {
        if (link.state == State::greeting) consider(link.since + limits_.greeting);
        if (link.state == State::leaving) consider(closing_time(link, now));
        if (link.state != State::live && link.state != State::leaving) continue;
        consider(link.last_frame + limits_.silence);
        consider(std::max(link.last_frame, link.last_ping) + limits_.ping_after);
        if (link.replace_at) consider(*link.replace_at);
    }
    if (wants_link(now) && has_room()) consider(may_open_at(now));
    return earliest;
}

bool LinkPolicy::is_over() const { return (is_stopped_ || !ending_.empty()) && links_.empty(); }

std::string LinkPolicy::sentence(int live, Instant now) const {
    if (live > 0 && ending_.empty()) return "Slack is connected over Socket Mode.";
    if (live > 0) return "Slack is still connected over Socket Mode, but not for long. " + ending_;
    if (is_stopped_) return "Socket Mode is stopped.";
    if (!ending_.empty()) return ending_;
    for (const auto& [id, link] : links_)
        if (link.state == State::live && is_silent(link, now))
            return fmt::format(
                "Slack has sent nothing over Socket Mode for {} seconds; another connection is "
                "being opened.{}",
                std::chrono::duration_cast<std::chrono::seconds>(now - link.last_frame).count(),
                trouble_.empty() ? "" : " Last time: " + trouble_);
    if (trouble_.empty()) return "Socket Mode is connecting to Slack.";
    return "Socket Mode has no connection to Slack and keeps trying. Last time: " + trouble_;
}

LinkStatus LinkPolicy::status(Instant now) const {
    LinkStatus status;
    status.live = live(now);
    status.links = static_cast<int>(links_.size());
    status.last_frame = last_frame_;
    status.has_ended = is_stopped_ || !ending_.empty();
    status.gaps = gaps_;
    status.sentence = sentence(status.live, now);
    return status;
}

}  // namespace slack
