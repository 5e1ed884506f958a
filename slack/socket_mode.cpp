// SPDX-License-Identifier: Apache-2.0
#include "slack/socket_mode.hpp"

#include "core/text.hpp"
#include "net/crypto.hpp"
#include "net/websocket.hpp"
#include "slack/web_api.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace slack {

namespace asio = boost::asio;

namespace {

constexpr auto as_value = asio::as_tuple(asio::use_awaitable);
constexpr std::chrono::seconds opening_time{15};
constexpr std::chrono::seconds closing_time{2};
constexpr std::uint16_t normal_closure = 1000;

Instant now() { return std::chrono::steady_clock::now(); }

double random_share() {
    unsigned number = 0;
    for (const char c : net::crypto::random_bytes(2)) number = number << 8U | static_cast<unsigned char>(c);
    return number / 65536.0;
}

}  // namespace

class SocketMode::Inside : public std::enable_shared_from_this<Inside> {
  public:
    using Shared = std::shared_ptr<Inside>;
    using Wire = std::shared_ptr<net::WebSocket>;

    Inside(asio::io_context& loop, net::Client& client, SocketModeSettings settings, EnvelopeHandler handler)
        : loop_(loop),
          client_(client),
          is_secure_(core::starts_with_ignoring_case(settings.api, "https://")),
          api_(client, std::move(settings.api), std::move(settings.app_token)),
          on_error_(std::move(settings.on_error)),
          on_news_(std::move(settings.on_news)),
          handler_(std::move(handler)),
          policy_(settings.limits, settings.jitter ? std::move(settings.jitter) : random_share),
          bell_(loop) {}

    static asio::awaitable<void> run(Shared self) {
        while (!self->is_abandoned_) {
            self->has_news_ = false;
            for (const auto& [link, wire] : self->wires_) self->policy_.frame(link, wire->last_frame());
            const auto at = now();  // one for both: what falls due in between must be waited for
            for (const auto& step : self->policy_.due(at)) self->perform(step);
            for (const auto& each : self->policy_.take_news())
                if (self->on_news_) self->on_news_(each);
            if (self->policy_.is_over()) co_return;
            if (self->has_news_) continue;
            self->bell_.expires_at(self->policy_.wake(at));
            co_await self->bell_.async_wait(as_value);
        }
    }
    void stop() {
        policy_.stop(now());
        ring();
    }
    void abandon() {
        is_abandoned_ = true;
        for (const auto& [link, wire] : wires_) wire->abort();
        ring();
    }
    LinkStatus status() {
        for (const auto& [link, wire] : wires_) policy_.frame(link, wire->last_frame());
        return policy_.status(now());
    }
    const SocketModeCounts& counts() const { return counts_; }

  private:
    void ring() {
        has_news_ = true;
        bell_.cancel();
    }

    void perform(const LinkStep& step) {
        if (step.kind == LinkStep::Kind::open) return start(step.link);
        const auto found = wires_.find(step.link);
        if (found == wires_.end()) return;  // it is ending already
        if (step.kind == LinkStep::Kind::ping) return found->second->ping();
        if (step.kind == LinkStep::Kind::drop) return found->second->abort();
        asio::co_spawn(loop_, close(found->second), [self = shared_from_this()](std::exception_ptr thrown) {
            if (thrown) self->report(std::move(thrown));
        });
    }

    void start(int link) {
        asio::co_spawn(loop_, carry(shared_from_this(), link),
                       [self = shared_from_this(), link](std::exception_ptr thrown) {
                           if (thrown) self->report(std::move(thrown));
                           self->wires_.erase(link);
                           self->policy_.gone(link, now());
                           self->ring();
                       });
    }

    // A link from its opening to its end.
    static asio::awaitable<void> carry(Shared self, int link) {
        if (self->is_abandoned_) co_return;
        std::string method = "apps.connections.open";
        auto nothing = core::Json::object();
        const auto opened = co_await self->api_.call(std::move(method), std::move(nothing));
        if (!opened) co_return self->policy_.failed(link, failure_of(opened.error()), now());
        if (self->is_abandoned_) co_return;
        auto url = core::text_of(*opened, "url");
        if (self->is_secure_ && !core::starts_with_ignoring_case(url, "wss://"))
            co_return self->not_connected(
                link, core::unavailable("Slack gave an address without TLS; it was not used.", "not wss"));
        auto socket = co_await net::WebSocket::connect(self->client_, std::move(url), now() + opening_time);
        if (!socket) co_return self->not_connected(link, socket.error());
        if (self->is_abandoned_ || !self->policy_.connected(link, now())) co_return;
        const Wire wire = std::move(*socket);
        self->wires_[link] = wire;
        self->ring();
        while (true) {
            const auto text = co_await wire->read(net::Deadline::max());
            if (!text) co_return;
            self->take(link, wire, *text);
        }
    }

    // Slack gave an address, so it counted an opening.
    void not_connected(int link, const core::Error& error) {
        auto failure = failure_of(error);
        failure.was_seen = true;
        policy_.failed(link, failure, now());
    }

    static asio::awaitable<void> close(Wire wire) {
        co_await wire->close(normal_closure, now() + closing_time);
        wire->abort();
    }

    void take(int link, const Wire& wire, std::string_view text) {
        policy_.frame(link, wire->last_frame());
        auto frame = parse_frame(text);
        if (!frame || std::holds_alternative<UnknownFrame>(*frame)) {
            ++counts_.strange;
        } else if (auto* envelope = std::get_if<Envelope>(&*frame)) {
            hand_over(link, wire, std::move(*envelope));
        } else if (const auto* told = std::get_if<Disconnect>(&*frame)) {
            ++counts_.disconnects[std::string(to_word(told->reason))];
            policy_.disconnect(link, told->reason, now());
            ring();
        } else {
            policy_.hello(link, std::get<Hello>(*frame).lifetime, now());
            ring();
        }
    }

    void hand_over(int link, const Wire& wire, Envelope envelope) {
        ++counts_.envelopes;
        if (envelope.kind == Envelope::Kind::other) ++counts_.unknown_kinds;
        policy_.envelope(link, now());
        asio::co_spawn(loop_, answer(shared_from_this(), wire, std::move(envelope)),
                       [self = shared_from_this(), link](std::exception_ptr thrown) {
                           if (thrown) ++self->counts_.failed;
                           if (thrown) self->report(std::move(thrown));
                           self->policy_.answered(link);
                           self->ring();
                       });
    }

    static asio::awaitable<void> answer(Shared self, Wire wire, Envelope envelope) {
        if (self->is_abandoned_) co_return;
        Envelope head;
        head.id = envelope.id;
        head.may_carry_payload = envelope.may_carry_payload;
        auto work = self->handler_(std::move(envelope));
        const auto payload = co_await std::move(work);
        auto text = acknowledgement(head, payload ? *payload : core::Json());
        const auto sent = co_await wire->send(std::move(text));
        ++(sent ? self->counts_.acknowledged : self->counts_.unsent);
    }

    void report(std::exception_ptr thrown) {
        if (on_error_ && !is_abandoned_) on_error_(std::move(thrown));
    }

    asio::io_context& loop_;
    net::Client& client_;
    bool is_secure_;  // then the ticket leaves inside TLS only
    WebApi api_;
    std::function<void(std::exception_ptr)> on_error_;
    std::function<void(const LinkNews&)> on_news_;
    EnvelopeHandler handler_;
    LinkPolicy policy_;
    std::map<int, Wire> wires_;
    asio::steady_timer bell_;
    bool has_news_ = false;      // something happened since the policy was asked
    bool is_abandoned_ = false;  // neither the client nor the caller can be relied upon any more
    SocketModeCounts counts_;
};

SocketMode::SocketMode(asio::io_context& loop, net::Client& client, SocketModeSettings settings,
                       EnvelopeHandler handler)
    : inside_(std::make_shared<Inside>(loop, client, std::move(settings), std::move(handler))) {}
SocketMode::~SocketMode() { inside_->abandon(); }

asio::awaitable<void> SocketMode::run() { return Inside::run(inside_); }
void SocketMode::stop() { inside_->stop(); }
LinkStatus SocketMode::status() const { return inside_->status(); }
const SocketModeCounts& SocketMode::counts() const { return inside_->counts(); }

}  // namespace slack
