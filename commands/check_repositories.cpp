// SPDX-License-Identifier: Apache-2.0
#include "commands/check_repositories.hpp"

#include "commands/evidence.hpp"
#include "commands/which_repository.hpp"
#include "core/text.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace commands {
namespace {

constexpr std::size_t most_rows = 15;

struct Lacks {
    storage::RepositoryRow row;
    bool is_no = false;
};

// First those where it is no, by name.
std::vector<Lacks> lacking_for(const insight::Check& check, const Request& request,
                               const storage::Reader& reader) {
    std::unordered_map<std::int64_t, bool> is_no;
    for (const auto& each : reader.lacking(check.id)) is_no.emplace(each.repository, each.is_no);
    std::vector<Lacks> out;
    if (is_no.empty()) return out;
    out.reserve(is_no.size());
    for (auto& row : reader.repositories(request.now)) {
        const auto found = is_no.find(row.id);
        if (found != is_no.end() && may_know(row, request)) out.push_back({std::move(row), found->second});
    }
    std::stable_partition(out.begin(), out.end(), [](const auto& each) { return each.is_no; });
    return out;
}

std::string reason_for(const storage::RepositoryRow& row, const insight::Check& check,
                       const storage::Reader& reader) {
    const auto assessment = reader.latest_assessment(row.id);
    if (!assessment) return {};
    const auto finding = std::ranges::find(assessment->findings, check.id, &insight::Finding::check);
    return finding == assessment->findings.end() ? std::string{} : short_evidence(*finding);
}

core::Json data_of(const std::vector<Lacks>& lacking) {
    auto list = core::Json::array();
    for (const auto& each : lacking)
        list.push_back({{"id", "r" + std::to_string(each.row.id)},
                        {"name", each.row.name},
                        {"full_name", each.row.full_name},
                        {"outcome", each.is_no ? "no" : "partly"}});
    return list;
}

std::vector<Cell> row_of(const Lacks& each, std::string reason, const Request& request) {
    std::vector<Cell> cells(3);
    cells[0].text = long_name_of(each.row, request);
    cells[1].status = each.is_no ? Status::no : Status::partly;
    cells[1].text = word(cells[1].status);
    cells[2].text = std::move(reason);
    return cells;
}

}  // namespace

void add_lacking(Answer& answer, const insight::Check& check, const Request& request,
                 const storage::Reader& reader) {
    if (!hears_names(request)) return;
    const auto lacking = lacking_for(check, request, reader);
    answer.data["lacking"] = data_of(lacking);
    // The data names all of them, so all are judged.
    for (const auto& each : lacking) answer.audience.repositories.push_back(each.row.id);
    if (lacking.empty()) {
        answer.parts.emplace_back(Text{"No repository that I may show you lacks it."});
    } else {
        Table table;
        table.caption = "Repositories that lack it";
        table.header = {"Repository", "Outcome", "Why"};
        const auto shown = std::min(lacking.size(), most_rows);
        table.rows.reserve(shown);
        for (std::size_t i = 0; i < shown; ++i)
            table.rows.push_back(row_of(lacking[i], reason_for(lacking[i].row, check, reader), request));
        table.more = lacking.size() - shown;
        answer.parts.emplace_back(std::move(table));
    }
    if (!knows_private(request))
        answer.parts.emplace_back(
            Note{"Private repositories that must not be shown here are neither counted nor named."});
}

}  // namespace commands
