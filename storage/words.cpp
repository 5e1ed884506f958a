// SPDX-License-Identifier: Apache-2.0
#include "storage/words.hpp"

#include "core/text.hpp"

namespace storage {

std::string_view word_of(insight::Visibility visibility) {
    switch (visibility) {
        case insight::Visibility::public_:
            return "public";
        case insight::Visibility::internal:
            return "internal";
        case insight::Visibility::private_:
            return "private";
    }
    return "private";
}

insight::Visibility visibility_from(std::string_view word) {
    if (word == "public") return insight::Visibility::public_;
    if (word == "internal") return insight::Visibility::internal;
    return insight::Visibility::private_;
}

std::string_view word_of(insight::PersonKind kind) {
    switch (kind) {
        case insight::PersonKind::human:
            return "human";
        case insight::PersonKind::bot:
            return "bot";
        case insight::PersonKind::agent:
            return "agent";
    }
    return "human";
}

std::string_view word_of(insight::ItemKind kind) {
    return kind == insight::ItemKind::issue ? "issue" : "change";
}

std::string_view word_of(insight::Mode mode) {
    switch (mode) {
        case insight::Mode::api:
            return "api";
        case insight::Mode::checkout_with_settings:
            return "checkout_with_settings";
        case insight::Mode::plain_git:
            return "plain_git";
    }
    return "plain_git";
}

std::string text_of(const std::vector<std::string>& list) {
    std::string out;
    for (const auto& entry : list) {
        if (entry.empty()) continue;
        if (!out.empty()) out += '\n';
        for (const char c : entry) out += c == '\n' ? ' ' : c;
    }
    return out;
}

std::vector<std::string> list_from(std::string_view text) {
    std::vector<std::string> out;
    if (text.empty()) return out;
    for (const auto entry : core::split(text, '\n')) out.emplace_back(entry);
    return out;
}

std::string lane_of_channel(std::int64_t installation, std::string_view channel) {
    return std::to_string(installation) + " " + std::string(channel);
}

}  // namespace storage
