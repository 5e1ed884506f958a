// SPDX-License-Identifier: Apache-2.0
#include "insight/directory/join.hpp"

#include <algorithm>
#include <numeric>

namespace insight::directory {
namespace {

// Groups of records that grow together, with the employee id that each has at most one of.
class Groups {
  public:
    explicit Groups(const std::vector<Person>& records) : above_(records.size()), employee_(records.size()) {
        std::iota(above_.begin(), above_.end(), std::size_t{0});
        for (std::size_t i = 0; i < records.size(); ++i)
            for (const auto& identity : records[i].identities)
                if (identity.kind == IdentityKind::employee) employee_[i] = identity.value;
    }
    std::size_t root(std::size_t record) {
        while (above_[record] != record) record = above_[record] = above_[above_[record]];
        return record;
    }
    const std::string& employee(std::size_t record) { return employee_[root(record)]; }
    // The caller knows that they are not two employees.
    void unite(std::size_t one, std::size_t other) {
        one = root(one);
        other = root(other);
        if (one == other) return;
        const auto [first, second] = std::minmax(one, other);
        above_[second] = first;
        if (employee_[first].empty()) employee_[first] = employee_[second];
    }

  private:
    std::vector<std::size_t> above_;
    std::vector<std::string> employee_;
};

std::optional<IdentityKind> host_in(std::string_view key) {
    if (key.starts_with("github:")) return IdentityKind::github;
    if (key.starts_with("gitlab:")) return IdentityKind::gitlab;
    return std::nullopt;
}

}  // namespace

std::vector<Identity> identities_of(const Person& record) {
    auto out = record.identities;
    if (const auto host = host_in(record.key))
        if (auto login = identity_of(*host, record.login)) out.push_back(std::move(*login));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
}

// Name by name in their order and not record by record, so that the order of records decides nothing.
Join::Join(const std::vector<Person>& records) : person_of_(records.size()) {
    std::map<Identity, std::vector<std::size_t>> claims;
    for (std::size_t i = 0; i < records.size(); ++i) {
        by_key_[records[i].key] = i;
        for (auto& identity : identities_of(records[i])) claims[std::move(identity)].push_back(i);
    }
    Groups groups(records);
    for (const auto& [identity, claimants] : claims) {
        std::optional<std::size_t> one, other;  // records of two employees
        for (const auto each : claimants) {
            if (groups.employee(each).empty()) continue;
            if (!one)
                one = each;
            else if (!other && groups.employee(each) != groups.employee(*one))
                other = each;
        }
        if (other) {
            clashes_.push_back({identity, records[*one].key, records[*other].key});
            continue;
        }
        for (const auto each : claimants) groups.unite(claimants.front(), each);
        by_identity_.emplace(identity, claimants.front());
    }
    std::map<std::size_t, std::size_t> numbers;
    for (std::size_t i = 0; i < records.size(); ++i)
        person_of_[i] = numbers.try_emplace(groups.root(i), numbers.size()).first->second;
    count_ = numbers.size();
}

std::optional<std::size_t> Join::person_with_key(std::string_view key) const {
    const auto found = by_key_.find(key);
    if (found == by_key_.end()) return std::nullopt;
    return person_of_[found->second];
}

std::optional<std::size_t> Join::person_called(const Identity& identity) const {
    const auto found = by_identity_.find(identity);
    if (found == by_identity_.end()) return std::nullopt;
    return person_of_[found->second];
}

}  // namespace insight::directory
