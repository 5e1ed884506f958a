// SPDX-License-Identifier: Apache-2.0
#include "net/session.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>

namespace net {
namespace {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using Code = boost::system::error_code;

constexpr std::size_t read_size = 8U << 10U;
constexpr std::size_t most_kept = 64U << 10U;  // of a reply's memory, for the next one
constexpr std::chrono::milliseconds parting_time{2000};

int status_of(const Code& failed) {
    if (failed == http::error::header_limit) return 431;
    if (failed == http::error::body_limit) return 413;
    return 400;
}
const char* sentence_of(int status) {
    if (status == 431)
        return "The request's header is too large, so nothing was done. Send fewer or shorter fields.\n";
    if (status == 413) return "The request's body is too large, so nothing was done. Send a shorter one.\n";
    return "This is not a valid HTTP request, so nothing was done. Check the program that sent it.\n";
}

// Deadlines are looked at once a sweep, so the clock that is some milliseconds late will do: it costs a
// fifth.
Instant coarse_now() {
    timespec now{};
    ::clock_gettime(CLOCK_MONOTONIC_COARSE, &now);
    return Instant(std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec));
}

std::string address_of(const TcpSocket& socket) {
    Code failed;
    const auto peer = socket.remote_endpoint(failed);
    return failed ? std::string{} : peer.address().to_string();
}

}  // namespace

Session::Session(TcpSocket socket, std::shared_ptr<ServerShared> shared)
    : socket_(std::move(socket)), shared_(std::move(shared)), peer_(address_of(socket_)) {
    ++shared_->counts.connections;
    Code ignored;
    socket_.non_blocking(true, ignored);
    socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
}

Session::~Session() {
    if (--shared_->counts.connections == 0) shared_->empty.cancel();
}

void Session::enter(State state, std::chrono::milliseconds allowed) {
    state_ = state;
    if (shared_->draining && state == State::writing) allowed = std::min(allowed, shared_->limits.drain);
    deadline_ = coarse_now() + allowed;
}

void Session::start() { next_request(); }

void Session::refuse() {
    reject(503, "There are too many connections, so nothing was done. Try again later.\n");
}

void Session::sweep(Instant now) {
    if (now < deadline_ || state_ == State::closed) return;
    if (state_ != State::parting && state_ != State::idle) ++shared_->counts.timeouts;
    if (state_ == State::reading) {
        Code ignored;
        socket_.cancel(ignored);
        return reject(408, "The request did not arrive whole in time, so nothing was done. Send it again.\n");
    }
    if (state_ == State::handling)
        return reject(503,
                      "The answer took too long. Whether it was carried out is not known: look before you "
                      "repeat it.\n");
    close();
}

void Session::close() {
    state_ = State::closed;
    ++turn_;
    Code ignored;
    socket_.close(ignored);
}

void Session::drain() {
    if (state_ == State::idle) return close();
    if (state_ != State::reading && state_ != State::writing) return;
    deadline_ = std::min(deadline_, std::chrono::steady_clock::now() + shared_->limits.drain);
}

void Session::next_request() {
    parser_.emplace(shared_->limits.header_bytes);
    header_seen_ = false;
    promised_ = false;
    shape_ = {};
    if (buffer_.size() > 0) return feed_later();
    enter(State::idle, shared_->limits.idle);
    // A large body must not stay with a connection that then idles for a minute.
    if (buffer_.capacity() > 4 * read_size) buffer_.shrink_to_fit();
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->state_ == State::idle) self->read();
    });
}

void Session::read() {
    socket_.async_read_some(
        buffer_.prepare(read_size),
        [self = shared_from_this()](Code failed, std::size_t count) { self->on_read(failed, count); });
}

void Session::on_read(Code failed, std::size_t count) {
    // Cancelled by a sweep that has answered since, or by closing: what is read now is another reading's.
    if (failed == asio::error::operation_aborted) return;
    if (state_ == State::parting) {
        if (failed) return close();
        return read();  // dropped: never committed to the buffer
    }
    if (state_ != State::idle && state_ != State::reading) return;
    if (failed) return close();
    buffer_.commit(count);
    feed();
}

// What came together with the last request. Not at once: a thousand of them would answer each other ever
// deeper.
void Session::feed_later() {
    enter(State::reading, shared_->limits.read);
    asio::post(socket_.get_executor(), [self = shared_from_this()] {
        if (self->state_ == State::reading) self->feed();
    });
}

void Session::feed() {
    if (state_ == State::idle) enter(State::reading, shared_->limits.read);
    while (!parser_->is_done() && buffer_.size() > 0) {
        const auto before = buffer_.size();
        if (!put()) return;
        if (!header_seen_ && parser_->is_header_done()) {
            if (!accept_header()) return;
        } else if (buffer_.size() == before) {
            // An unfinished chunk line or trailer counts against no limit of the parser.
            if (buffer_.size() > shared_->limits.header_bytes) return reject(400, sentence_of(400));
            break;
        }
    }
    if (parser_->is_done()) return handle();
    if (header_seen_ && !promised_ && buffer_.size() == 0 && parser_->request.body.empty() &&
        !shape_.is_old &&
        boost::beast::iequals(std::string(parser_->request.header("expect")), "100-continue"))
        return promise_to_read();
    read();
}

bool Session::put() {
    Code failed;
    buffer_.consume(parser_->put(buffer_.data(), failed));
    if (!failed || failed == http::error::need_more) return true;
    reject(status_of(failed), sentence_of(status_of(failed)));
    return false;
}

// False when the request was refused by its header alone, before any of its body is read.
bool Session::accept_header() {
    header_seen_ = true;
    const auto& request = parser_->request;
    const auto& limit = shared_->limits.body_bytes;
    parser_->most_body = limit ? limit(request.method, request.path()) : 64U << 10U;
    shape_ = {parser_->keep_alive(), parser_->is_old, request.method == "HEAD"};
    const bool names_host = parser_->hosts == 1 && !request.header("host").empty();
    if (parser_->has_other_coding || parser_->hosts > 1 || (!shape_.is_old && !names_host)) {
        reject(400, sentence_of(400));
        return false;
    }
    if (parser_->content_length().value_or(0) > parser_->most_body) {
        reject(413, sentence_of(413));
        return false;
    }
    parser_->eager(true);
    return true;
}

void Session::promise_to_read() {
    promised_ = true;
    static constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
    asio::async_write(socket_, asio::buffer(go_on), [self = shared_from_this()](Code failed, std::size_t) {
        if (self->state_ != State::reading) return;
        failed ? self->close() : self->read();
    });
}

void Session::handle() {
    ++shared_->counts.requests;
    enter(State::handling, shared_->limits.handle);
    parser_->request.peer = peer_;
    auto& response = shared_->response;
    try {
        if (!is_answered_at_once()) return;
    } catch (...) {
        response = failed(std::current_exception());
    }
    // Not inside the try: what is thrown once some of it is sent must not send a second one.
    respond(response);
    if (response.body.capacity() > most_kept) std::string().swap(response.body);
}

// False when a coroutine was asked, which answers later.
bool Session::is_answered_at_once() {
    auto& response = shared_->fresh_response();
    if (shared_->immediate && shared_->immediate(parser_->request, response)) return true;
    if (!shared_->handler) {
        response = text_response(404, "There is nothing here.\n");
        return true;
    }
    auto answer = shared_->handler(std::move(parser_->request));
    asio::co_spawn(shared_->loop, std::move(answer),
                   [self = shared_from_this(), turn = turn_](std::exception_ptr thrown, Response later) {
                       self->on_handled(std::move(thrown), std::move(later), turn);
                   });
    return false;
}

void Session::on_handled(std::exception_ptr thrown, Response response, std::uint64_t turn) {
    if (thrown) response = failed(std::move(thrown));
    if (turn == turn_ && state_ == State::handling) respond(response);
}

Response Session::failed(std::exception_ptr thrown) {
    ++shared_->counts.failures;
    if (shared_->limits.on_error) shared_->limits.on_error(std::move(thrown));
    return text_response(500, "Something went wrong here. Nothing more is known; try again later.\n");
}

void Session::respond(const Response& response) {
    ++turn_;
    if (shared_->draining) shape_.keep_alive = false;
    try {
        write_reply(shared_->reply, response, shape_);
    } catch (...) {
        write_reply(shared_->reply, failed(std::current_exception()), shape_);
    }
    write();
}

void Session::reject(int status, const char* sentence) {
    shape_.keep_alive = false;
    respond(text_response(status, sentence));
}

// A reply nearly always fits into the socket's buffer: then nothing is kept and nothing is waited for.
void Session::write() {
    enter(State::writing, shared_->limits.write);
    auto& reply = shared_->reply;
    Code failed;
    const auto sent = socket_.write_some(asio::buffer(reply), failed);
    if (failed == asio::error::would_block) failed = {};
    const bool is_whole = sent == reply.size();
    if (!is_whole) out_.assign(reply, sent);
    if (reply.capacity() > most_kept) std::string().swap(reply);
    if (failed || is_whole) return on_written(failed);
    asio::async_write(socket_, asio::buffer(out_),
                      [self = shared_from_this()](Code ended, std::size_t) { self->on_written(ended); });
}

void Session::on_written(Code failed) {
    if (state_ != State::writing) return;
    if (failed) return close();
    if (!shape_.keep_alive || shared_->draining) return part();
    if (!out_.empty()) std::string().swap(out_);
    next_request();
}

// Closing with unread bytes resets the connection, and the client would lose the reply: say "end", then read
// until the client ends too.
void Session::part() {
    Code failed;
    socket_.shutdown(TcpSocket::shutdown_send, failed);
    if (failed) return close();
    enter(State::parting, std::min(shared_->limits.write, parting_time));
    buffer_.clear();
    read();
}

}  // namespace net
