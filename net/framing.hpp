// SPDX-License-Identifier: Apache-2.0
// A message on a byte stream: its length in four bytes, big endian, then its bytes. Both throw
// boost::system::system_error when the stream ends or fails, and when the message is larger than
// `most_message`. Included by net/unix_*.cpp only.
#pragma once

#include <array>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/system/system_error.hpp>
#include <cstdint>
#include <string>
#include <string_view>

namespace net {

constexpr std::size_t most_message = 16U << 20U;

[[noreturn]] inline void refuse_length() {
    throw boost::system::system_error(make_error_code(boost::system::errc::message_size));
}

template <class Stream>
boost::asio::awaitable<std::string> read_message(Stream& stream) {
    std::array<std::uint8_t, 4> head{};
    co_await boost::asio::async_read(stream, boost::asio::buffer(head), boost::asio::use_awaitable);
    std::size_t length = 0;
    for (const auto byte : head) length = length << 8U | byte;
    if (length > most_message) refuse_length();
    // Grows with what arrives: four bytes alone must not take 16 MiB.
    std::string message;
    auto space = boost::asio::dynamic_buffer(message, length);
    co_await boost::asio::async_read(stream, space, boost::asio::transfer_exactly(length),
                                     boost::asio::use_awaitable);
    co_return message;
}

// `message` must live until this completes.
template <class Stream>
boost::asio::awaitable<void> write_message(Stream& stream, std::string_view message) {
    if (message.size() > most_message) refuse_length();
    std::array<std::uint8_t, 4> head{};
    for (std::size_t n = 0; n < 4; ++n)
        head.at(n) = static_cast<std::uint8_t>(message.size() >> (24 - 8 * n));
    const std::array<boost::asio::const_buffer, 2> parts{boost::asio::buffer(head),
                                                         boost::asio::buffer(message)};
    co_await boost::asio::async_write(stream, parts, boost::asio::use_awaitable);
}

}  // namespace net
