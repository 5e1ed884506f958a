// SPDX-License-Identifier: Apache-2.0
// The one door to OpenSSL's algorithms. Byte strings in, byte strings out. Throws std::runtime_error when
// OpenSSL itself fails.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace net::crypto {

// HMAC-SHA256 with a key that is used again and again (one EVP_MAC context, reset for each message). Not for
// use by two threads at once.
class HmacSha256 {
  public:
    explicit HmacSha256(std::string_view key);
    ~HmacSha256();
    HmacSha256(HmacSha256&&) noexcept;
    HmacSha256& operator=(HmacSha256&&) noexcept;
    std::string operator()(std::string_view first, std::string_view second = {},
                           std::string_view third = {});  // 32 bytes of the parts in a row

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};

std::string sha256(std::string_view bytes);
// The same of bytes that come one after the other.
class Sha256 {
  public:
    Sha256();
    ~Sha256();
    Sha256(const Sha256&) = delete;
    Sha256& operator=(const Sha256&) = delete;
    void add(std::string_view bytes);
    std::string end();  // 32 bytes; once, nothing is added after

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};
std::string random_bytes(std::size_t count);
bool equal_in_constant_time(std::string_view a, std::string_view b);  // lengths may leak
std::string to_hex(std::string_view bytes);                           // lower case
std::string base64(std::string_view bytes);                           // with padding (RFC 4648, 4)
std::string base64url(std::string_view bytes);                        // without padding
// The bytes again; nothing when `text` is not what base64url() writes.
std::optional<std::string> from_base64url(std::string_view text);

// AES-256-GCM under a random nonce, which stands in front. `key` is 32 bytes. `associated` is not kept: who
// opens must know it, so what was sealed for one owner does not open for another.
std::string seal(std::string_view key, std::string_view text, std::string_view associated);
// Nothing when it was sealed with another key, for somebody else, or was changed.
std::optional<std::string> open(std::string_view key, std::string_view sealed, std::string_view associated);

}  // namespace net::crypto
