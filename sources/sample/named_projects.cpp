// SPDX-License-Identifier: Apache-2.0
#include "sources/sample/named_projects.hpp"

#include "sources/sample/calendar.hpp"

namespace sources::sample {

// clang-format off
std::vector<Project> named_projects() {
    return {
        {"payments-api", "checkout", 1, 40, 24, "Java", "payments innersource api", "#payments-dev", day(2020, 3, 9), "Takes card and wallet payments for every Examplia shop", "guide:partial owners:gaps tests:silent", {}},
        {"search-service", "search", 2, 34, 20, "Go", "search innersource", "#search-help", day(2020, 6, 15), "Finds products by words, filters and synonyms for shop and app teams", "slow", {}},
        {"auth-gateway", "identity", 2, 30, 16, "Go", "identity oauth gateway", "#identity-help", day(2019, 10, 7), "Signs people in once for all internal and customer applications", "no-newcomers guarded", {}},
        {"design-system", "design mobile", 4, 40, 26, "TypeScript", "innersource design components", "#design-system", day(2021, 1, 18), "Accessible buttons, forms and layouts that every Examplia front end shares", "governance:path", {}},
        {"checkout-web", "checkout", 2, 36, 18, "TypeScript", "checkout web innersource", "#checkout-web", day(2020, 9, 14), "The pages between basket and receipt, in eleven languages", "unguarded no-newcomers", {}},
        {"feature-flags", "platform", 4, 26, 20, "Go", "innersource flags rollout", "#feature-flags", day(2021, 5, 3), "Switches features on for a share of users, for any service or app", "governance:path", {}},
        {"data-pipeline", "data", 1, 26, 12, "Python", "data batch", "#data-eng", day(2020, 2, 3), "Moves events from shops into the warehouse every ten minutes", "guide:legal", {}},
        {"mobile-kit", "mobile", 3, 24, 18, "Kotlin", "mobile innersource sdk", "#mobile-kit", day(2021, 8, 30), "Navigation, networking and tracking for the Examplia apps", "", {}},
        {"deploy-tool", "sre", 3, 24, 18, "Go", "innersource deployment kubernetes", "#deploy-tool", day(2020, 11, 2), "Ships any service to any region with one command and a way back", "", {}},
        {"observability-kit", "sre", 4, 24, 18, "Go", "innersource metrics tracing", "#observability", day(2021, 11, 8), "Metrics, traces and log fields that look the same in every service", "governance:path stranger", {}},
        {"api-guidelines", "platform", 2, 10, 8, "Markdown", "innersource api docs", "#api-guild", day(2019, 5, 6), "How Examplia designs, names and versions its interfaces", "docs-only no-newcomers", {}},
        {"event-bus", "platform", 2, 20, 12, "Java", "events kafka innersource", "#event-bus", day(2020, 4, 20), "Publishes and replays business events between teams", "owners:gaps", {}},
        {"fraud-rules", "checkout", 0, 14, 6, "Python", "fraud", "#fraud", day(2021, 2, 22), "Scores orders for fraud before they are paid", "private", {}},
        {"price-engine", "checkout", 1, 16, 8, "Scala", "pricing", "#pricing", day(2019, 9, 2), "Works out prices, taxes and vouchers for baskets", "guide:none", {}},
        {"recommendations", "search", 1, 14, 8, "Python", "search ml", "#recs", day(2022, 3, 14), "Suggests what else a shopper may like, per country", "guide:line", {}},
        {"image-resizer", "search", 2, 8, 6, "Rust", "images innersource", "#search-help", day(2022, 10, 3), "Cuts, scales and caches product pictures close to the shopper", "guide:readme no-newcomers", {}},
        {"session-store", "identity", 1, 10, 5, "Go", "identity sessions", "#identity-help", day(2020, 7, 6), "Keeps sign-in sessions in two regions at once", "ci:none guide:full", {}},
        {"permissions-library", "identity", 3, 16, 14, "Java", "innersource identity library", "#identity-help", day(2021, 4, 12), "Asks who may do what, with the same answer in every service", "stable", {}},
        {"secrets-broker", "identity", 0, 8, 4, "Rust", "security secrets", "#identity-help", day(2022, 1, 24), "Hands short-lived credentials to running services", "private owners:none", {}},
        {"icon-library", "design", 1, 10, 6, "TypeScript", "design icons", "#design-system", day(2021, 6, 21), "Icons in three sizes for web, app and mail", "restricted", {}},
        {"mail-templates", "design", 0, 6, 4, "HTML", "mail", "#design-help", day(2019, 3, 11), "Order and shipping mails in every shop language", "readme:short owners:none", {}},
        {"brand-site", "design", 0, 5, 3, "TypeScript", "web", "#design-help", day(2020, 1, 13), "", "readme:none owners:none", {}},
        {"warehouse-models", "data", 2, 22, 12, "SQL", "data innersource dbt", "#data-eng", day(2021, 3, 29), "Tables about orders, stock and customers that analysts can trust", "slow no-newcomers", {}},
        {"experiment-lab", "data", 1, 14, 8, "Python", "experiments", "#experiments", day(2022, 5, 16), "Plans A/B tests and tells when the result is worth believing", "ci:push guide:partial", {}},
        {"notebook-hub", "data", 1, 8, 6, "Python", "data notebooks", "#data-eng", day(2023, 2, 6), "Notebooks with the right access for every analyst", "tests:none ci:none guide:partial", {}},
        {"consent-service", "data", 1, 9, 5, "Kotlin", "privacy", "#privacy", day(2021, 9, 20), "Remembers what customers allow us to do with their data", "refusal", {}},
        {"app-android", "mobile", 2, 34, 18, "Kotlin", "mobile android", "#app-android", day(2019, 8, 5), "The Examplia shopping app for Android phones", "slow no-newcomers", {}},
        {"app-ios", "mobile", 1, 32, 18, "Swift", "mobile ios", "#app-ios", day(2019, 8, 5), "The Examplia shopping app for iPhones", "no-forks guide:full", {}},
        {"push-notifier", "mobile", 1, 8, 5, "Go", "mobile notifications", "#mobile-kit", day(2022, 6, 13), "Sends push messages and keeps quiet at night", "guide:none templates:none", {}},
        {"terraform-modules", "sre", 3, 22, 16, "HCL", "innersource terraform cloud", "#cloud-modules", day(2020, 8, 24), "Databases, queues and networks as reviewed building blocks", "", {}},
        {"incident-bot", "sre", 2, 12, 10, "Python", "chatops innersource", "#incident-bot", day(2022, 9, 5), "Opens the call, the channel and the timeline when something breaks", "unguarded no-newcomers templates:one", {}},
        {"load-tester", "sre", 1, 7, 4, "Go", "performance", "#sre-help", day(2023, 5, 22), "Plays a busy Friday against a test shop", "guide:line tests:none", {}},
        {"service-template", "platform", 2, 14, 10, "Java", "innersource template", "#platform-help", day(2021, 10, 11), "A new service with build, dashboards and alerts in ten minutes", "silent no-newcomers", {}},
        {"build-cache", "platform", 1, 9, 5, "Rust", "build", "#platform-help", day(2022, 11, 28), "Remembers build results so that CI need not repeat them", "guide:none tests:silent", {}},
        {"config-loader", "platform", 2, 8, 7, "Java", "configuration library", "#platform-help", day(2020, 5, 25), "Reads settings from files and environment the same way everywhere", "no-newcomers no-releases", {}},
        {"currency-library", "", 0, 4, 4, "Java", "library", "", day(2019, 6, 3), "Rounds and converts amounts of money", "owners:none guide:none", {}},
        {"legacy-basket", "checkout", 0, 3, 2, "PHP", "checkout", "#checkout-web", day(2018, 4, 16), "The basket before checkout-web took over", "", day(2025, 3, 3)},
        {"search-v1", "search", 0, 3, 2, "Java", "search", "#search-help", day(2018, 2, 12), "The first product search, replaced by search-service", "", day(2024, 10, 7)},
        {"address-check", "checkout", 1, 7, 5, "Kotlin", "addresses", "#checkout-web", day(2024, 6, 10), "Completes and checks postal addresses for thirty countries", "guide:partial templates:none", {}},
        {"store-locator", "mobile", 0, 5, 3, "TypeScript", "stores", "#mobile-help", day(2025, 2, 17), "Shows the next shop", "owners:dead readme:short", {}},
    };
}
// clang-format on

}  // namespace sources::sample
