// SPDX-License-Identifier: Apache-2.0
// Slack's request signature v0. Source: docs.slack.dev/authentication/verifying-requests-from-slack.
#pragma once

#include "core/time.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace slack {

// Verifies over the raw body, in constant time, with any of several secrets (rotation). Not for use by two
// threads at once.
class Verifier {
  public:
    // Throws std::invalid_argument for an empty list or an empty secret: an unsigned Slack is refused at
    // start.
    explicit Verifier(const std::vector<std::string>& secrets);
    ~Verifier();
    Verifier(Verifier&&) noexcept;
    Verifier& operator=(Verifier&&) noexcept;

    enum class Verdict { genuine, missing, stale, from_the_future, malformed, wrong };
    Verdict check(std::string_view timestamp, std::string_view signature, std::string_view raw_body,
                  core::Time now);

  private:
    struct Inside;
    std::unique_ptr<Inside> inside_;
};
std::string_view to_word(Verifier::Verdict verdict);  // for the log: why, never what

}  // namespace slack
