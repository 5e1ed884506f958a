// SPDX-License-Identifier: Apache-2.0
// Calls to one GitHub with one credential, one at a time as GitHub asks. Runs on the loop's thread.
#pragma once

#include "net/client.hpp"
#include "net/worker.hpp"
#include "sources/github/address.hpp"
#include "sources/github/outcome.hpp"

#include <boost/asio/awaitable.hpp>

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace sources::github {

// An answer, whatever it was: `outcome` tells whether `body` is what was asked for.
struct Reply {
    Outcome outcome;
    core::Json body;   // null unless the answer was JSON
    std::string etag;  // of REST; empty when none was sent
    std::string next;  // of REST: the address of the next page, as GitHub gave it
};

// The token of a call: a personal access token as it is, or one of an installation, which is renewed.
using Token = std::function<boost::asio::awaitable<core::Result<std::string>>()>;

class Api {
  public:
    // `client` and `worker`, which parses what is long, outlive it. `now`: the real clock, as limits are told
    // in it.
    Api(net::Client& client, net::Worker& worker, Address address, Token token,
        std::function<core::Time()> now);

    // GET of a path ("/orgs/acme") or of an address that GitHub gave, which must be on the same host. With
    // the ETag of what is kept the answer may be Outcome::unchanged, which costs nothing. A repository that
    // has moved is followed, three times at most. Errc::unavailable: no answer; Errc::denied: no token.
    boost::asio::awaitable<core::Result<Reply>> get(std::string path, std::string etag = {});
    // A query of GraphQL; body is its `data`. Queries only: nothing is changed by repeating one. An answer
    // that is larger than the client takes is Outcome::too_heavy.
    boost::asio::awaitable<core::Result<Reply>> query(std::string text, core::Json variables);

    // What the last answers told of each budget, by resource ("core", "graphql").
    const std::map<std::string, Left, std::less<>>& budgets() const { return budgets_; }
    std::int64_t calls() const { return calls_; }  // since it was made
    bool is_waiting() const { return waiting_; }   // for an answer

  private:
    boost::asio::awaitable<core::Result<net::Response>> send(std::string url, net::Request request);
    boost::asio::awaitable<core::Json> json_in(std::string body);
    bool is_ours(std::string_view url) const;

    net::Client& client_;
    net::Worker& worker_;
    Address address_;
    Token token_;
    std::function<core::Time()> now_;
    std::map<std::string, Left, std::less<>> budgets_;
    std::int64_t calls_ = 0;
    bool waiting_ = false;
};

// The address of the next page in a Link header (RFC 8288); empty when there is none.
std::string next_in_link(std::string_view link);

}  // namespace sources::github
