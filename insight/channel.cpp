// SPDX-License-Identifier: Apache-2.0
#include "insight/channel.hpp"

#include "core/text.hpp"
#include "insight/links.hpp"

#include <algorithm>
#include <array>

namespace insight {
namespace {

using Text = std::string_view;

struct Place {
    Text host;  // itself and everything below it
    Text path;  // its beginning; empty for all
};
constexpr auto places = std::to_array<Place>({{"slack.com", ""},
                                              {"discord.gg", ""},
                                              {"discord.com", "/invite"},
                                              {"discord.com", "/channels"},
                                              {"gitter.im", ""},
                                              {"matrix.to", ""},
                                              {"zulipchat.com", ""},
                                              {"teams.microsoft.com", ""},
                                              {"groups.google.com", ""},
                                              {"groups.io", ""},
                                              {"chat.google.com", ""},
                                              {"rocket.chat", ""},
                                              {"web.libera.chat", ""},
                                              {"stackoverflow.com", "/questions/tagged"},
                                              {"stackoverflowteams.com", ""},
                                              {"stackenterprise.co", ""},
                                              {"yammer.com", ""},
                                              {"engage.cloud.microsoft", ""},
                                              {"webex.com", "/space"},
                                              {"t.me", ""}});
constexpr auto first_labels =
    std::to_array<Text>({"chat", "slack", "mattermost", "rocketchat", "zulip", "discourse", "forum", "forums",
                         "discuss", "lists", "mailman", "rocket", "stackoverflow", "yammer"});
constexpr auto products = std::to_array<Text>({"api.slack.com", "slack.com", "www.slack.com"});

bool lies_at(const Address& address, const Place& place) {
    const bool at_host = address.host == place.host || address.host.ends_with("." + std::string(place.host));
    return at_host && address.path.starts_with(place.path);
}

// "forum.acme.com", "chat.corp"; not the product's own "discourse.org".
bool is_named_for_talk(Text host) {
    const auto labels = core::split(host, '.');
    constexpr auto own_ends =
        std::to_array<Text>({"corp", "internal", "intranet", "intra", "lan", "local", "home", "company"});
    constexpr auto assistants =
        std::to_array<Text>({"chat.openai.com", "chat.deepseek.com", "chat.mistral.ai", "chat.qwen.ai"});
    if (labels.size() < 2 || std::ranges::find(assistants, host) != assistants.end()) return false;
    if (labels.size() == 2 && std::ranges::find(own_ends, labels[1]) == own_ends.end()) return false;
    return std::ranges::find(first_labels, labels[0]) != first_labels.end();
}

bool ends_in_discussions(Text path) {
    return path.ends_with("/discussions") || path.find("/discussions/") != Text::npos;
}

}  // namespace

bool leads_to_channel(const Link& link) {
    constexpr auto schemes = std::to_array<Text>({"slack://", "irc://", "ircs://", "matrix:"});
    const auto target = core::lower(core::trim(link.target));
    if (std::ranges::any_of(schemes, [&](Text scheme) { return target.starts_with(scheme); })) return true;
    const auto address = address_of(target);
    if (address.host.empty()) return target.starts_with("../") && ends_in_discussions(target);
    const bool is_product = std::ranges::find(products, address.host) != products.end();
    if (is_product) return address.path == "/app_redirect";
    if (address.host == "app.slack.com") return address.path.starts_with("/client");
    return std::ranges::any_of(places, [&](const Place& place) { return lies_at(address, place); }) ||
           is_named_for_talk(address.host) || ends_in_discussions(address.path);
}

}  // namespace insight
