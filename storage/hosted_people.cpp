// SPDX-License-Identifier: Apache-2.0
#include "storage/hosted_people.hpp"

#include "core/text.hpp"
#include "storage/words.hpp"

namespace storage {

std::int64_t put_hosted_person(Connection& connection, Sql put, const insight::Person& person,
                               std::string_view source) {
    if (!person.login.empty())
        connection.query(Sql::give_up_login)
            .with(":source", source)
            .with(":login", core::lower(person.login))
            .with(":key", person.key)
            .run();
    return connection.query(put)
        .with(":key", person.key)
        .with(":login", person.login)
        .with(":name", person.name)
        .with(":kind", word_of(person.kind))
        .with(":source", source)
        .id();
}

}  // namespace storage
