// SPDX-License-Identifier: Apache-2.0
#include "slack/signature.hpp"

#include "net/crypto.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <stdexcept>

namespace slack {
namespace {

constexpr std::int64_t window_seconds = 300;
constexpr std::size_t signature_length = 3 + 64;  // "v0=" and a SHA-256 in hexadecimal

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Digits only: no sign, no space, no fraction. Eleven digits are enough for the next three thousand years.
std::optional<std::int64_t> plain_integer(std::string_view text) {
    if (text.empty() || text.size() > 11 || !std::all_of(text.begin(), text.end(), is_digit)) return {};
    std::int64_t value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

}  // namespace

struct Verifier::Inside {
    std::vector<net::crypto::HmacSha256> keys;
};

Verifier::Verifier(const std::vector<std::string>& secrets) : inside_(std::make_unique<Inside>()) {
    if (secrets.empty()) throw std::invalid_argument("Slack needs a signing secret.");
    for (const auto& secret : secrets) {
        if (secret.empty()) throw std::invalid_argument("Slack's signing secret is empty.");
        inside_->keys.emplace_back(secret);
    }
}
Verifier::~Verifier() = default;
Verifier::Verifier(Verifier&&) noexcept = default;
Verifier& Verifier::operator=(Verifier&&) noexcept = default;

Verifier::Verdict Verifier::check(std::string_view timestamp, std::string_view signature,
                                  std::string_view raw_body, core::Time now) {
    if (timestamp.empty() || signature.empty()) return Verdict::missing;
    const auto sent = plain_integer(timestamp);
    if (!sent || signature.size() != signature_length || !signature.starts_with("v0="))
        return Verdict::malformed;
    const auto age = core::to_unix(now) - *sent;
    if (age > window_seconds) return Verdict::stale;
    if (age < -window_seconds) return Verdict::from_the_future;
    const auto start = "v0:" + std::string(timestamp) + ":";
    // Every secret is tried, also after one has matched: how long it takes tells nothing.
    bool matched = false;
    for (auto& key : inside_->keys)
        matched |= net::crypto::equal_in_constant_time(net::crypto::to_hex(key(start, raw_body)),
                                                       signature.substr(3));
    return matched ? Verdict::genuine : Verdict::wrong;
}

std::string_view to_word(Verifier::Verdict verdict) {
    switch (verdict) {
        case Verifier::Verdict::genuine:
            return "genuine";
        case Verifier::Verdict::missing:
            return "missing";
        case Verifier::Verdict::stale:
            return "stale";
        case Verifier::Verdict::from_the_future:
            return "from_the_future";
        case Verifier::Verdict::malformed:
            return "malformed";
        case Verifier::Verdict::wrong:
            return "wrong";
    }
    return "wrong";
}

}  // namespace slack
