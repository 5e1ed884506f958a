// SPDX-License-Identifier: Apache-2.0
#include "sources/facts/file.hpp"

#include "sources/facts/fields.hpp"
#include "sources/facts/read.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace sources::facts {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// FNV-1a with a last mix: 64 bits for a name, so that ten million of them hardly ever meet by chance.
class Hash {
  public:
    void add(std::string_view text) {
        for (const char c : text) step(static_cast<unsigned char>(c));
        step(0);  // no id holds it
    }
    std::uint64_t value() const {
        auto mixed = value_ ^ (value_ >> 32U);
        mixed *= 0xd6e8feb86659fd93U;
        return mixed ^ (mixed >> 32U);
    }

  private:
    void step(unsigned char byte) { value_ = (value_ ^ byte) * 0x100000001b3U; }
    std::uint64_t value_ = 0xcbf29ce484222325U;
};

// Adds what each_key() visits.
class Naming {
  public:
    explicit Naming(Hash& hash) : hash_(hash) {}
    void id(const char*, const std::string& text, std::string_view) { hash_.add(text); }
    void id_if(const char*, const std::string& text, std::string_view) { hash_.add(text); }
    void one_id_of(const char*, const char*, const std::string& text, bool is_second, std::string_view) {
        hash_.add(is_second ? "1" : "0");
        hash_.add(text);
    }
    void fact_name(const char*, const std::string& text, std::string_view) { hash_.add(text); }
    void moment(const char*, core::Time time, Need, std::string_view) {
        hash_.add(std::to_string(core::to_unix(time)));
    }

  private:
    Hash& hash_;
};

}  // namespace

std::size_t Numbers::place_of(std::uint64_t number) const {
    auto place = static_cast<std::size_t>(number) & (places_.size() - 1);
    while (places_[place] != 0 && places_[place] != number) place = (place + 1) & (places_.size() - 1);
    return place;
}

bool Numbers::has(std::uint64_t number) const {
    number = number == 0 ? 1 : number;
    return !places_.empty() && places_[place_of(number)] == number;
}

bool Numbers::add(std::uint64_t number) {
    number = number == 0 ? 1 : number;
    if (count_ * 4 >= places_.size() * 3) grow();
    auto& place = places_[place_of(number)];
    if (place == number) return false;
    place = number;
    ++count_;
    return true;
}

void Numbers::grow() {
    constexpr std::size_t fewest = 1024;
    auto before = std::exchange(places_, {});
    places_.resize(std::max(fewest, before.size() * 2));  // a power of two
    for (const auto number : before)
        if (number != 0) places_[place_of(number)] = number;
}

bool Named::add(std::string_view source, const connector::Record& record) {
    Hash hash;
    hash.add(source);
    std::visit(
        [&](const auto& what) {
            hash.add(what.word);
            Naming naming(hash);
            if constexpr (std::is_same_v<std::decay_t<decltype(what)>, connector::Source>)
                hash.add(what.name);
            else
                each_key(naming, what);
        },
        record.what);
    const bool is_response = std::holds_alternative<connector::Response>(record.what);
    if (!is_response) return known_.add(hash.value());
    auto other = hash;
    (record.is_gone ? hash : other).add("gone");
    if (known_.has(other.value())) return false;
    return known_.add(hash.value()) || !record.is_gone;
}

void File::say(std::string what) { fault_ = Fault{line_, std::move(what)}; }

std::optional<connector::Record> File::next() {
    fault_.reset();
    for (;;) {
        auto line = next_();
        if (!line) {
            is_at_end_ = true;
            return std::nullopt;
        }
        if (++line_ == 1 && line->starts_with(byte_order_mark)) line->remove_prefix(byte_order_mark.size());
        if (line->ends_with('\r')) line->remove_suffix(1);
        if (line->find_first_not_of(" \t") == std::string_view::npos) continue;
        if (line_ > most_lines) {
            say(fmt::format("A file has at most {} lines; split it.", most_lines));
            is_at_end_ = true;
            return std::nullopt;
        }
        auto record = read_line(*line, now_);
        if (!record) {
            say(record.error().sentence);
            return std::nullopt;
        }
        record->line = line_;
        const auto* source = std::get_if<connector::Source>(&record->what);
        if (source != nullptr) source_ = source->name;
        if (source_.empty()) {
            say(R"(Before it there is to be a line {"type":"source","name":"…","schema_version":1}.)");
            return std::nullopt;
        }
        if (!named_.add(source_, *record)) {
            say("What it speaks of is in the file already; state each thing once.");
            return std::nullopt;
        }
        return std::move(*record);
    }
}

}  // namespace sources::facts
