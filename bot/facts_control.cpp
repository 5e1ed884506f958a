// SPDX-License-Identifier: Apache-2.0
#include "bot/facts_control.hpp"

#include "bot/facts_import.hpp"
#include "bot/facts_inbox.hpp"
#include "bot/service.hpp"

namespace asio = boost::asio;

namespace bot {

namespace {

core::Result<core::Json> nothing_more(const core::Result<void>& done) {
    if (!done) return done.error();
    return core::json_result(core::Json::object());
}

core::Result<core::Json> begin(FactsInbox& facts, const core::Json& message, std::uint32_t user) {
    FactsOrder order{
        .name = core::text_of(message, "name"), .is_check = core::truth_of(message, "check"), .user = user};
    const auto bytes = core::number_of(message, "bytes", -1);
    if (bytes < 0)
        return core::invalid("The running service does not know this request; use the same version of ispo.");
    const auto session = facts.begin(std::move(order), static_cast<std::uint64_t>(bytes));
    if (!session) return session.error();
    return core::json_result({{"session", *session}});
}

// That it is read is in the audit before it is.
asio::awaitable<void> note_export(Service& service, const core::Json& message, std::uint32_t user) {
    const auto line = export_line(core::text_of(message, "source"));
    auto unit = [row = facts_row(user, line, service.clock.now())](storage::Writer& writer) {
        writer.add_audit(row);
    };
    co_await service.database.write(Priority::interactive, std::move(unit), Touches::messages);
}

}  // namespace

asio::awaitable<core::Result<core::Json>> answer_facts(Service& service, FactsInbox& facts,
                                                       core::Json message, std::uint32_t user) {
    const auto what = core::text_of(message, "do");
    const auto session = core::text_of(message, "session");
    if (what == "begin") co_return begin(facts, message, user);
    if (what == "lines") co_return nothing_more(facts.take(session, core::text_of(message, "lines")));
    if (what == "finish") co_return nothing_more(facts.finish(session));
    if (what == "abort") {
        facts.abort(session);
        co_return core::json_result(core::Json::object());
    }
    if (what == "state") co_return facts.state(session);
    if (what == "export") {
        co_await note_export(service, message, user);
        co_return core::json_result(core::Json::object());
    }
    co_return core::invalid("The running service does not know this request; use the same version of ispo.");
}

}  // namespace bot
