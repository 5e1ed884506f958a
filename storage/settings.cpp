// SPDX-License-Identifier: Apache-2.0
// What each person chose for themselves.
#include "storage/database.hpp"

namespace storage {

PersonalSettings Reader::settings_of(std::int64_t installation, std::string_view person) const {
    PersonalSettings settings;
    auto row = connection_->query(Sql::settings_of);
    row.with(":installation", installation).with(":person", person);
    if (row.next()) {
        settings.full_home = row.truth(0);
        settings.version = row.integer(1);
    }
    auto chosen = connection_->query(Sql::chosen_by);
    chosen.with(":installation", installation).with(":person", person);
    while (chosen.next()) settings.repositories.push_back(chosen.integer(0));
    return settings;
}

bool Reader::is_welcomed(std::int64_t installation, std::string_view person) const {
    auto query = connection_->query(Sql::is_welcomed);
    return query.with(":installation", installation).with(":person", person).next();
}

void Writer::put_settings(std::int64_t installation, std::string_view person,
                          const PersonalSettings& settings) {
    connection_->query(Sql::put_settings)
        .with(":installation", installation)
        .with(":person", person)
        .with(":full_home", settings.full_home ? 1 : 0)
        .with(":version", settings.version)
        .run();
    connection_->query(Sql::clear_chosen).with(":installation", installation).with(":person", person).run();
    for (std::size_t place = 0; place < settings.repositories.size(); ++place)
        connection_->query(Sql::add_chosen)
            .with(":installation", installation)
            .with(":person", person)
            .with(":repository", settings.repositories[place])
            .with(":place", place)
            .run();
}

void Writer::welcome(std::int64_t installation, std::string_view person, Time now) {
    connection_->query(Sql::welcome)
        .with(":installation", installation)
        .with(":person", person)
        .with(":at", now)
        .run();
}

}  // namespace storage
