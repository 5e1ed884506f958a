// SPDX-License-Identifier: Apache-2.0
// One person behind the records of several systems: records that share a name (a login, an address) are one.
#pragma once

#include "insight/company.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace insight::directory {

// A name that two people claim: it says who neither of them is.
struct Clash {
    Identity identity;
    std::string one, other;  // keys of the records
};

class Join {
  public:
    // Records with different employee ids are different people whatever else they share: what they share is a
    // clash, which joins nobody else to either. Else sharing is transitive. The order of records decides
    // nothing. The login of a record counts as its name on the host that its key begins with ("github:7").
    explicit Join(const std::vector<Person>& records);

    std::size_t people() const { return count_; }
    std::size_t person_of(std::size_t record) const { return person_of_[record]; }
    // By key of a record; nothing for one that is not there.
    std::optional<std::size_t> person_with_key(std::string_view key) const;
    // Nothing for a name that nobody has, or that two claim.
    std::optional<std::size_t> person_called(const Identity& identity) const;
    const std::vector<Clash>& clashes() const { return clashes_; }

  private:
    std::vector<std::size_t> person_of_;
    std::map<std::string, std::size_t, std::less<>> by_key_;
    std::map<Identity, std::size_t> by_identity_;
    std::vector<Clash> clashes_;
    std::size_t count_ = 0;
};

// The names of a record, its login among them where the key says whose it is.
std::vector<Identity> identities_of(const Person& record);

}  // namespace insight::directory
