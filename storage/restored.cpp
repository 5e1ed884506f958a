// SPDX-License-Identifier: Apache-2.0
// What has to be settled when a copy of before has taken the database's place.
#include "storage/database.hpp"
#include "storage/transaction.hpp"

namespace storage {

Settled Writer::settle_restored(Time now) {
    Settled settled;
    transaction(*connection_, [&] {
        auto messages = connection_->query(Sql::end_all_outgoing);
        for (messages.with(":at", now); messages.next();) ++settled.messages;
        connection_->query(Sql::forget_all_install_links).run();
        connection_->query(Sql::forget_all_oauth_states).run();
        auto deliveries = connection_->query(Sql::mark_all_answered);
        while (deliveries.next()) ++settled.deliveries;
    });
    return settled;
}

}  // namespace storage
