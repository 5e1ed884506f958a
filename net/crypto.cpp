// SPDX-License-Identifier: Apache-2.0
#include "net/crypto.hpp"

#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <openssl/rand.h>

#include <array>
#include <climits>
#include <stdexcept>

namespace net::crypto {
namespace {

void require(bool worked, const char* what) {
    if (!worked) throw std::runtime_error(std::string("OpenSSL: ") + what + " failed");
}

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string in_base64(std::string_view bytes, std::string_view digits) {
    std::string text;
    text.reserve(bytes.size() * 4 / 3 + 3);
    unsigned held = 0, bits = 0;
    for (const char c : bytes) {
        held = (held << 8U) | static_cast<unsigned char>(c);
        for (bits += 8; bits >= 6; bits -= 6) text += digits[(held >> (bits - 6)) & 63U];
        held &= (1U << bits) - 1;
    }
    if (bits > 0) text += digits[(held << (6 - bits)) & 63U];
    return text;
}

}  // namespace

struct HmacSha256::Inside {
    std::unique_ptr<EVP_MAC, decltype(&EVP_MAC_free)> mac{EVP_MAC_fetch(nullptr, "HMAC", nullptr),
                                                          &EVP_MAC_free};
    std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> ctx{EVP_MAC_CTX_new(mac.get()),
                                                                  &EVP_MAC_CTX_free};
};

HmacSha256::HmacSha256(std::string_view key) : inside_(std::make_unique<Inside>()) {
    require(inside_->ctx != nullptr, "EVP_MAC_CTX_new");
    std::string digest = "SHA256";
    const std::array<OSSL_PARAM, 2> parameters = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest.data(), 0),
        OSSL_PARAM_construct_end()};
    // A null pointer would mean "keep the key", so an empty key still needs an address.
    const auto* start = key.empty() ? bytes_of(std::string_view("")) : bytes_of(key);
    require(EVP_MAC_init(inside_->ctx.get(), start, key.size(), parameters.data()) == 1, "EVP_MAC_init");
}
HmacSha256::~HmacSha256() = default;
HmacSha256::HmacSha256(HmacSha256&&) noexcept = default;
HmacSha256& HmacSha256::operator=(HmacSha256&&) noexcept = default;

std::string HmacSha256::operator()(std::string_view first, std::string_view second, std::string_view third) {
    auto* ctx = inside_->ctx.get();
    require(EVP_MAC_init(ctx, nullptr, 0, nullptr) == 1, "EVP_MAC_init");
    for (const auto part : {first, second, third})
        if (!part.empty()) require(EVP_MAC_update(ctx, bytes_of(part), part.size()) == 1, "EVP_MAC_update");
    std::string code(32, '\0');
    std::size_t length = 0;
    require(EVP_MAC_final(ctx, bytes_of(code), &length, code.size()) == 1 && length == code.size(),
            "EVP_MAC_final");
    return code;
}

std::string sha256(std::string_view bytes) {
    std::string digest(32, '\0');
    unsigned length = 0;
    require(EVP_Digest(bytes.data(), bytes.size(), bytes_of(digest), &length, EVP_sha256(), nullptr) == 1,
            "EVP_Digest");
    return digest;
}

std::string random_bytes(std::size_t count) {
    require(count <= INT_MAX, "RAND_bytes");
    std::string bytes(count, '\0');
    require(RAND_bytes(bytes_of(bytes), static_cast<int>(count)) == 1, "RAND_bytes");
    return bytes;
}

bool equal_in_constant_time(std::string_view a, std::string_view b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string to_hex(std::string_view bytes) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text(bytes.size() * 2, '0');
    auto out = text.begin();
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        *out++ = digits[byte >> 4U];
        *out++ = digits[byte & 15U];
    }
    return text;
}

std::string base64(std::string_view bytes) {
    auto text = in_base64(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/");
    text.append((4 - text.size() % 4) % 4, '=');
    return text;
}

std::string base64url(std::string_view bytes) {
    return in_base64(bytes, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_");
}

}  // namespace net::crypto
