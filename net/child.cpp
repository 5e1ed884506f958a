// SPDX-License-Identifier: Apache-2.0
#include "net/child.hpp"

#include <fmt/format.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <optional>

#include "net/child_start.hpp"

namespace net {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t errors_limit = 8U << 10U;
constexpr std::size_t line_limit = 64U << 10U;
constexpr std::size_t unread_limit =
    4U << 20U;  // while we write: a child that answers without end meets a full pipe
constexpr std::size_t chunk_bytes = 64U << 10U;

}  // namespace

struct Conversation::Inside {
    std::string name;
    Clock::time_point deadline;
    StartedChild child;
    std::string unread;  // bytes of its output from `at` on
    std::size_t at = 0;
    std::string errors;

    std::string_view rest() const { return std::string_view(unread).substr(at); }
    std::string take(std::size_t count);
    void drop(std::size_t count);
    bool read_from(Descriptor& from, std::string& to, std::size_t limit);
    void send_some(std::string_view& bytes);
    core::Result<void> exchange(std::string_view* to_write);
    core::Result<void> need_more();
    core::Error too_slow() const;
};

std::string Conversation::Inside::take(std::size_t count) {
    std::string out(rest().substr(0, count));
    drop(out.size());
    return out;
}

void Conversation::Inside::drop(std::size_t count) {
    at += count;
    if (at < chunk_bytes && at < unread.size()) return;
    unread.erase(0, at);
    at = 0;
}

// Reads once what is there; bytes beyond `limit` are dropped. False at the end of the stream, which is closed
// then.
bool Conversation::Inside::read_from(Descriptor& from, std::string& to, std::size_t limit) {
    std::array<char, chunk_bytes> chunk;  // NOLINT(cppcoreguidelines-pro-type-member-init): read() fills it
    const auto count = ::read(from.number(), chunk.data(), chunk.size());
    if (count > 0) {
        const auto room = limit > to.size() ? limit - to.size() : 0;
        to.append(chunk.data(), std::min(room, static_cast<std::size_t>(count)));
        return true;
    }
    if (count < 0 && (errno == EAGAIN || errno == EINTR)) return true;
    from.close();
    return false;
}

void Conversation::Inside::send_some(std::string_view& bytes) {
    const auto count = ::send(child.input.number(), bytes.data(), bytes.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (count >= 0)
        bytes.remove_prefix(static_cast<std::size_t>(count));
    else if (errno != EAGAIN && errno != EINTR)
        child.input.close();
}

core::Error Conversation::Inside::too_slow() const {
    return core::unavailable(
        fmt::format("{} did not finish in time and was stopped. Nothing was changed; try again when the "
                    "machine is less busy.",
                    name),
        errors);
}

// Waits until something can be read or (with `to_write`) written, and does that.
core::Result<void> Conversation::Inside::exchange(std::string_view* to_write) {
    const bool takes_output = to_write == nullptr || rest().size() < unread_limit;
    std::array<pollfd, 3> waiting = {{
        {.fd = takes_output ? child.output.number() : -1, .events = POLLIN, .revents = 0},
        {.fd = child.errors.number(), .events = POLLIN, .revents = 0},
        {.fd = to_write != nullptr ? child.input.number() : -1, .events = POLLOUT, .revents = 0},
    }};
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return too_slow();
    if (::poll(waiting.data(), waiting.size(), static_cast<int>(std::min<std::int64_t>(left, 60'000))) <= 0)
        return {};
    if (waiting[0].revents != 0) read_from(child.output, unread, std::string::npos);
    if (waiting[1].revents != 0) read_from(child.errors, errors, errors_limit);
    if (waiting[2].revents != 0) send_some(*to_write);
    return {};
}

core::Result<void> Conversation::Inside::need_more() {
    if (child.output.is_open()) return exchange(nullptr);
    while (child.errors.is_open())
        if (auto done = exchange(nullptr); !done) return done;
    return core::unavailable(fmt::format("{} ended before it had answered. Nothing was changed.", name),
                             errors);
}

Conversation::Conversation(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Conversation::~Conversation() = default;
Conversation::Conversation(Conversation&&) noexcept = default;
Conversation& Conversation::operator=(Conversation&&) noexcept = default;

core::Result<Conversation> Conversation::start(const ChildCommand& command, std::chrono::seconds deadline) {
    auto child = start_child(command);
    if (!child) return child.error();
    return Conversation(std::make_unique<Inside>(
        Inside{command.arguments.front(), Clock::now() + deadline, std::move(*child), {}, 0, {}}));
}

core::Result<void> Conversation::write(std::string_view bytes) {
    while (!bytes.empty()) {
        if (!inside_->child.input.is_open())
            return core::unavailable(fmt::format("{} ended before it had read everything. "
                                                 "Nothing was changed.",
                                                 inside_->name),
                                     inside_->errors);
        if (auto done = inside_->exchange(&bytes); !done) return done;
    }
    return {};
}

core::Result<std::string> Conversation::read_line() {
    std::string line;
    for (std::size_t seen = 0;;) {
        const auto end = inside_->rest().find('\n', seen);
        const bool found = end != std::string_view::npos;
        const auto available = found ? end : inside_->rest().size();
        if (found || available >= line_limit) {
            line += inside_->take(available).substr(0, line_limit - line.size());
            seen = 0;
        } else {
            seen = available;
        }
        if (found) {
            inside_->drop(1);
            return line;
        }
        if (auto more = inside_->need_more(); !more) return more.error();
    }
}

core::Result<std::string> Conversation::read_exactly(std::size_t count) {
    while (inside_->rest().size() < count)
        if (auto more = inside_->need_more(); !more) return more.error();
    return inside_->take(count);
}

core::Result<void> Conversation::skip(std::uint64_t count) {
    for (;;) {
        const auto now = std::min<std::uint64_t>(count, inside_->rest().size());
        inside_->drop(static_cast<std::size_t>(now));
        count -= now;
        if (count == 0) return {};
        if (auto more = inside_->need_more(); !more) return more.error();
    }
}

core::Result<ChildResult> Conversation::finish(std::size_t output_limit) {
    auto& in = *inside_;
    in.child.input.close();
    while (in.child.output.is_open() || in.child.errors.is_open()) {
        if (in.rest().size() > output_limit) break;
        if (auto done = in.exchange(nullptr); !done) return done.error();
    }
    ChildResult result;
    result.truncated = in.rest().size() > output_limit;
    result.exit_code = in.child.process.wait(result.truncated ? Clock::now() : in.deadline);
    if (result.exit_code < 0 && !result.truncated) return in.too_slow();
    if (result.exit_code < 0) result.exit_code = 128 + 9;
    result.output = in.at == 0 ? std::move(in.unread) : std::string(in.rest());
    if (result.truncated) result.output.resize(output_limit);
    result.errors = std::move(in.errors);
    return result;
}

core::Result<ChildResult> run_child(const ChildCommand& command, std::string_view input,
                                    std::chrono::seconds deadline, std::size_t output_limit) {
    auto child = Conversation::start(command, deadline);
    if (!child) return child.error();
    // A child may end without reading all of its input; what it said and its exit code tell more than that.
    (void)child->write(input);
    return child->finish(output_limit);
}

}  // namespace net
