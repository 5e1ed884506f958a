// SPDX-License-Identifier: Apache-2.0
// Beast's incremental parser that fills a net::Request directly. Included by net/session.hpp only.
#pragma once

#include "net/http.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <limits>

namespace net {

class RequestParser : public boost::beast::http::basic_parser<true> {
    using Text = boost::beast::string_view;
    using Code = boost::beast::error_code;

  public:
    explicit RequestParser(std::size_t header_bytes) {
        header_limit(static_cast<std::uint32_t>(std::min<std::size_t>(header_bytes, 1U << 30U)));
        // The limit depends on the path, so it is set once the header is known.
        body_limit(boost::none);
    }
    Request request;
    bool is_old = false;  // HTTP/1.0
    std::size_t most_body = 0;
    // A Transfer-Encoding that is not one "chunked" of HTTP/1.1: where the body ends is in dispute (RFC 9112,
    // 6.1 and 6.3).
    bool has_other_coding = false;
    int hosts = 0;  // Host fields; more than one is an attack (RFC 9112, 3.2)

  private:
    static std::string text(Text from) { return std::string(from.data(), from.size()); }

    void on_request_impl(boost::beast::http::verb, Text method, Text target, int version, Code&) override {
        is_old = version < 11;
        request.method = text(method);
        request.target = text(target);
        request.headers.reserve(12);  // Slack sends ten
    }
    void on_response_impl(int, Text, int, Code&) override {}
    void on_field_impl(boost::beast::http::field known, Text name, Text value, Code&) override {
        if (is_header_done()) return;  // trailers
        auto& [lower, kept] = request.headers.emplace_back(text(name), text(value));
        for (char& c : lower)
            if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + ('a' - 'A'));
        if (known == boost::beast::http::field::host) ++hosts;
        if (known != boost::beast::http::field::transfer_encoding) return;
        has_other_coding = has_other_coding || is_coded_ || is_old || !chunked_only(kept);
        is_coded_ = true;
    }
    static bool chunked_only(std::string_view value) {
        return value.size() == 7 && boost::beast::iequals(Text(value.data(), value.size()), "chunked");
    }
    void on_header_impl(Code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, Code&) override {}
    std::size_t on_body_impl(Text bytes, Code& failed) override {
        if (bytes.size() > most_body - request.body.size()) {
            failed = boost::beast::http::error::body_limit;
            return 0;
        }
        request.body.append(bytes.data(), bytes.size());
        return bytes.size();
    }
    // A chunk that could never fit is refused before any of it is read.
    void on_chunk_header_impl(std::uint64_t size, Text, Code& failed) override {
        if (size > most_body - request.body.size()) failed = boost::beast::http::error::body_limit;
    }
    std::size_t on_chunk_body_impl(std::uint64_t, Text bytes, Code& failed) override {
        return on_body_impl(bytes, failed);
    }
    void on_finish_impl(Code&) override {}

    bool is_coded_ = false;  // a Transfer-Encoding was seen
};

}  // namespace net
