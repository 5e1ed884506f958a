// SPDX-License-Identifier: Apache-2.0
// One connection of the server: reads a request, has it answered, writes the reply, again. It owns itself
// through whatever it waits for. Loop's thread only. Included by net/session.cpp and net/server.cpp only.
#pragma once

#include "net/reply.hpp"
#include "net/request_parser.hpp"
#include "net/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/intrusive/list.hpp>
#include <optional>

namespace net {

using Instant = std::chrono::steady_clock::time_point;
using TcpSocket =
    boost::asio::basic_stream_socket<boost::asio::ip::tcp, boost::asio::io_context::executor_type>;

// What the sessions of a server share; outlives the last of them.
struct ServerShared {
    ServerShared(boost::asio::io_context& the_loop, ServerLimits the_limits)
        : loop(the_loop), limits(std::move(the_limits)), empty(the_loop) {
        empty.expires_at(Instant::max());
    }
    boost::asio::io_context& loop;
    ServerLimits limits;
    Handler handler;
    ImmediateHandler immediate;
    ServerCounts counts;
    bool draining = false;
    // For no longer than one call each: memory that is used again stays warm.
    std::string reply;
    Response response;
    boost::asio::steady_timer empty;  // cancelled when the last session is gone

    Response& fresh_response() {
        response.status = 200;
        response.content_type.clear();
        response.body.clear();
        response.headers.clear();
        return response;
    }
};

class Session
    : public std::enable_shared_from_this<Session>,
      public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
  public:
    Session(TcpSocket socket, std::shared_ptr<ServerShared> shared);
    ~Session();
    Session(const Session&) = delete;
    Session& operator=(const Session&) = delete;

    void start();
    void refuse();            // one 503, then close
    void sweep(Instant now);  // ends what is over its deadline
    void close();
    void drain();  // idle: closes; half-sent and half-written: has limits.drain from now

  private:
    enum class State { idle, reading, handling, writing, parting, closed };

    void enter(State state, std::chrono::milliseconds allowed);
    void next_request();
    void read();
    void on_read(boost::system::error_code failed, std::size_t count);
    void feed_later();
    void feed();
    bool put();
    bool accept_header();
    void promise_to_read();
    void handle();
    bool is_answered_at_once();
    void on_handled(std::exception_ptr thrown, Response response, std::uint64_t turn);
    Response failed(std::exception_ptr thrown);
    void respond(const Response& response);
    void reject(int status, const char* sentence);
    void write();
    void on_written(boost::system::error_code failed);
    void part();

    TcpSocket socket_;
    std::shared_ptr<ServerShared> shared_;
    boost::beast::flat_buffer buffer_;
    std::optional<RequestParser> parser_;
    std::string out_;  // the rest of a reply that the socket did not take at once
    std::string peer_;
    State state_ = State::idle;
    Instant deadline_;
    std::uint64_t turn_ =
        0;  // an answer that comes after its deadline belongs to an earlier turn and is dropped
    ReplyShape shape_;
    bool header_seen_ = false;
    bool promised_ = false;  // "100 Continue" was said to this request
};

using Sessions = boost::intrusive::list<Session, boost::intrusive::constant_time_size<false>>;

}  // namespace net
