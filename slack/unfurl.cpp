// SPDX-License-Identifier: Apache-2.0
#include "slack/unfurl.hpp"

#include "core/text.hpp"
#include "net/url.hpp"
#include "slack/blocks.hpp"

#include <algorithm>

namespace slack {

bool is_in_domains(std::string_view url, const std::vector<std::string>& domains) {
    const auto parsed = net::parse_url(std::string(url));
    if (!parsed) return false;
    const auto host = core::lower(parsed->host);
    return std::any_of(domains.begin(), domains.end(), [&](const auto& each) {
        const auto domain = core::lower(each);
        return host == domain || (host.size() > domain.size() && host.ends_with("." + domain));
    });
}

core::Json unfurl_arguments(const LinksShared& shared,
                            const std::vector<std::pair<std::string, commands::Answer>>& previews) {
    core::Json unfurls = core::Json::object();
    for (const auto& [url, answer] : previews) {
        core::Json card = core::Json::object();
        card["blocks"] = message(answer, {.native_charts = false})["blocks"];
        unfurls[url] = std::move(card);
    }
    core::Json arguments = core::Json::object();
    arguments["unfurls"] = std::move(unfurls);
    if (!shared.unfurl_id.empty() && !shared.source.empty()) {
        arguments["unfurl_id"] = shared.unfurl_id;
        arguments["source"] = shared.source;
    } else {
        arguments["channel"] = shared.channel;
        arguments["ts"] = shared.ts;
    }
    return arguments;
}

}  // namespace slack
