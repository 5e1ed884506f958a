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

constexpr std::string_view url_digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

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

struct Sha256::Inside {
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> ctx{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

Sha256::Sha256() : inside_(std::make_unique<Inside>()) {
    require(inside_->ctx && EVP_DigestInit_ex(inside_->ctx.get(), EVP_sha256(), nullptr) == 1,
            "EVP_DigestInit_ex");
}
Sha256::~Sha256() = default;

void Sha256::add(std::string_view bytes) {
    require(EVP_DigestUpdate(inside_->ctx.get(), bytes.data(), bytes.size()) == 1, "EVP_DigestUpdate");
}

std::string Sha256::end() {
    std::string digest(32, '\0');
    require(EVP_DigestFinal_ex(inside_->ctx.get(), bytes_of(digest), nullptr) == 1, "EVP_DigestFinal_ex");
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

std::string base64url(std::string_view bytes) { return in_base64(bytes, url_digits); }

namespace {

constexpr std::size_t key_bytes = 32, nonce_bytes = 12, tag_bytes = 16;

using Cipher = std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)>;

// Ready for a text, with `associated` taken in.
Cipher start_cipher(std::string_view key, std::string_view nonce, std::string_view associated, int sealing) {
    if (key.size() != key_bytes) throw std::logic_error("a key of AES-256 has 32 bytes");
    Cipher cipher(EVP_CIPHER_CTX_new(), &EVP_CIPHER_CTX_free);
    require(cipher != nullptr, "EVP_CIPHER_CTX_new");
    require(EVP_CipherInit_ex(cipher.get(), EVP_aes_256_gcm(), nullptr, bytes_of(key), bytes_of(nonce),
                              sealing) == 1,
            "EVP_CipherInit_ex");
    int written = 0;
    require(EVP_CipherUpdate(cipher.get(), nullptr, &written, bytes_of(associated),
                             static_cast<int>(associated.size())) == 1,
            "EVP_CipherUpdate");
    return cipher;
}

std::string through(EVP_CIPHER_CTX* cipher, std::string_view text) {
    require(text.size() <= INT_MAX, "EVP_CipherUpdate");
    std::string out(text.size(), '\0');
    int written = 0;
    require(EVP_CipherUpdate(cipher, bytes_of(out), &written, bytes_of(text),
                             static_cast<int>(text.size())) == 1 &&
                static_cast<std::size_t>(written) == text.size(),
            "EVP_CipherUpdate");
    return out;
}

}  // namespace

std::optional<std::string> from_base64url(std::string_view text) {
    std::string bytes;
    unsigned held = 0, bits = 0;
    for (const char c : text) {
        const auto digit = url_digits.find(c);
        if (digit == std::string_view::npos) return std::nullopt;
        held = ((held << 6U) | static_cast<unsigned>(digit)) & 0xFFFFU;
        if ((bits += 6) < 8) continue;
        bits -= 8;
        bytes += static_cast<char>((held >> bits) & 0xFFU);
    }
    if (base64url(bytes) != text) return std::nullopt;
    return bytes;
}

std::string seal(std::string_view key, std::string_view text, std::string_view associated) {
    const auto nonce = random_bytes(nonce_bytes);
    const auto cipher = start_cipher(key, nonce, associated, 1);
    auto sealed = nonce + through(cipher.get(), text);
    std::string tag(tag_bytes, '\0');
    int written = 0;
    require(EVP_CipherFinal_ex(cipher.get(), bytes_of(tag), &written) == 1, "EVP_CipherFinal_ex");
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_GET_TAG, static_cast<int>(tag.size()),
                                tag.data()) == 1,
            "EVP_CTRL_GCM_GET_TAG");
    return sealed + tag;
}

std::optional<std::string> open(std::string_view key, std::string_view sealed, std::string_view associated) {
    if (sealed.size() < nonce_bytes + tag_bytes) return std::nullopt;
    const auto cipher = start_cipher(key, sealed.substr(0, nonce_bytes), associated, 0);
    auto text = through(cipher.get(), sealed.substr(nonce_bytes, sealed.size() - nonce_bytes - tag_bytes));
    std::string tag(sealed.substr(sealed.size() - tag_bytes));
    require(EVP_CIPHER_CTX_ctrl(cipher.get(), EVP_CTRL_GCM_SET_TAG, static_cast<int>(tag.size()),
                                tag.data()) == 1,
            "EVP_CTRL_GCM_SET_TAG");
    std::string rest(tag_bytes, '\0');
    int written = 0;
    if (EVP_CipherFinal_ex(cipher.get(), bytes_of(rest), &written) != 1) return std::nullopt;
    return text;
}

}  // namespace net::crypto
