// SPDX-License-Identifier: Apache-2.0
#include "sources/github/address.hpp"

#include <catch2/catch.hpp>

#include <string>

using sources::github::address_of;

TEST_CASE("every way to write a GitHub leads to its API") {
    struct Row {
        std::string written, rest, graphql;
        bool is_server;
    };
    for (const auto& row : {
             Row{"https://github.com", "https://api.github.com", "https://api.github.com/graphql", false},
             Row{"https://github.com/", "https://api.github.com", "https://api.github.com/graphql", false},
             Row{"https://api.github.com", "https://api.github.com", "https://api.github.com/graphql", false},
             Row{"https://GitHub.com/acme", "https://api.github.com", "https://api.github.com/graphql",
                 false},
             Row{"https://octo.ghe.com", "https://api.octo.ghe.com", "https://api.octo.ghe.com/graphql",
                 false},
             Row{"https://api.octo.ghe.com", "https://api.octo.ghe.com", "https://api.octo.ghe.com/graphql",
                 false},
             Row{"https://git.example.com", "https://git.example.com/api/v3",
                 "https://git.example.com/api/graphql", true},
             Row{"https://git.example.com:8443/api/v3/", "https://git.example.com:8443/api/v3",
                 "https://git.example.com:8443/api/graphql", true},
             Row{"http://127.0.0.1:4711", "http://127.0.0.1:4711/api/v3", "http://127.0.0.1:4711/api/graphql",
                 true},
         }) {
        INFO(row.written);
        const auto address = address_of(row.written);
        REQUIRE(address.has_value());
        CHECK(address->rest == row.rest);
        CHECK(address->graphql == row.graphql);
        CHECK(address->is_server == row.is_server);
    }
}

TEST_CASE("what cannot be a GitHub is refused, and never with a token over plain http") {
    for (const std::string written :
         {"", "github.com", "ftp://github.com", "http://git.example.com", "http://github.com",
          "https://git.example.com/acme", "https://user:word@git.example.com",
          "https://git.example.com/api/v4"}) {
        INFO(written);
        CHECK(address_of(written).has_error());
    }
}
