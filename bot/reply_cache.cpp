// SPDX-License-Identifier: Apache-2.0
#include "bot/reply_cache.hpp"

namespace bot {

namespace {

constexpr std::size_t longest_key = 1024;  // nobody types the same letter twice

std::size_t size_of(const std::string& key, const ReplyCache::Reply& reply) {
    return key.size() + reply.body.size() + sizeof(ReplyCache::Reply);
}

}  // namespace

const ReplyCache::Reply* ReplyCache::find(const std::string& key, Basis basis) const {
    const auto found = kept_.find(key);
    return found != kept_.end() && found->second.basis == basis ? &found->second.reply : nullptr;
}

void ReplyCache::keep(std::string key, Basis basis, Reply reply) {
    const auto size = size_of(key, reply);
    if (const auto old = kept_.find(key); old != kept_.end()) {
        bytes_ -= size_of(key, old->second.reply);
        kept_.erase(old);
    }
    if (key.size() > longest_key || size > most_bytes) return;
    if (bytes_ + size > most_bytes) {
        kept_.clear();
        bytes_ = 0;
    }
    bytes_ += size;
    kept_.emplace(std::move(key), Kept{basis, std::move(reply)});
}

bool may_share(const commands::Command& command) { return !command.changes && !command.personal; }

bool may_be_shared(const commands::Command& command, const commands::Answer& answer) {
    const bool is_sure = answer.outcome == commands::Outcome::done || answer.outcome == commands::Outcome::no;
    return is_sure && may_share(command) && answer.effects.empty() && answer.reference.empty() &&
           !answer.form;
}

}  // namespace bot
