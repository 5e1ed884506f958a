// SPDX-License-Identifier: Apache-2.0
#include "sources/declarations.hpp"

#include "core/text.hpp"
#include "core/time.hpp"
#include "insight/check.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <set>

namespace sources {
namespace {

using Text = std::string_view;
using insight::Declarations;
using insight::Exemption;
using insight::Fault;
using yaml::Node;

constexpr std::size_t most_faults = 100;
constexpr std::size_t most_exemptions = 200;
constexpr std::size_t longest_value = 500;

std::string in_quotes(Text text) {
    return fmt::format("\"{}\"", core::shorten(core::one_line(text.substr(0, 400)), 60));
}

void add_fault(std::vector<Fault>& faults, int line, std::string what) {
    if (faults.size() < most_faults) faults.push_back({std::max(line, 1), std::move(what)});
}

// The fields of one map, each handed to the one who knows its key.
class Fields {
  public:
    Fields(const Node& map, std::vector<Fault>& faults) : map_(map), faults_(faults) {}

    template <class Take>
    void each(Take take) {
        each_of(map_, take, 0);
    }

  private:
    // Its own fields come before those of what it merges ("<<: *base", "<<: [*a, *b]").
    template <class Take>
    void each_of(const Node& map, Take& take, int depth) {
        if (depth > 8) return;
        for (const auto& [key, value] : map.fields) {
            const auto name = yaml::text_of(*key);
            if (!budget_.spend() || name == "<<" || !taken_.emplace(name).second) continue;
            if (!take(name, *value) && faults_.size() < most_faults)
                add_fault(faults_, key->line, fmt::format("The key {} is not known.", in_quotes(name)));
        }
        for (const auto& [key, value] : map.fields) {
            if (!budget_.spend() || yaml::text_of(*key) != "<<") continue;
            each_of(*value, take, depth + 1);
            for (const auto& item : value->items)
                if (budget_.spend()) each_of(*item, take, depth + 1);
        }
    }

    // Of one map, however much it merges: a file has many of them, and all may merge the same large one.
    yaml::Budget budget_{2'000};
    std::set<Text> taken_;
    const Node& map_;
    std::vector<Fault>& faults_;
};

class Reader {
  public:
    Reader(std::string path, bool central, std::vector<Fault>& faults)
        : path_(std::move(path)), central_(central), faults_(faults) {}

    void read(const Node& map, Declarations& out) {
        if (map.kind == yaml::Kind::null) return;
        if (!map.is_map()) {
            add_fault(faults_, map.line, "Keys with values are expected here.");
            return;
        }
        Fields(map, faults_).each([&](Text key, const Node& value) { return take(key, value, out); });
    }

    void read_version(const Node& value) {
        if (yaml::text_of(value) != "1") add_fault(faults_, value.line, "Only version 1 is known.");
    }

    // Nothing for an empty value; a list or map instead of a text is a fault.
    std::optional<std::string> text(Text key, const Node& value) {
        if (value.kind == yaml::Kind::null) return std::nullopt;
        if (!value.is_text()) {
            add_fault(faults_, value.line, fmt::format("The value of {} must be a text.", in_quotes(key)));
            return std::nullopt;
        }
        const auto cleaned = core::one_line(Text(value.text).substr(0, longest_value));
        return cleaned.empty() ? std::nullopt : std::optional(cleaned);
    }

  private:
    bool take(Text key, const Node& value, Declarations& out) {
        if (key == "version")
            read_version(value);
        else if (key == "profile")
            out.profile = profile(value);
        else if (key == "lifecycle")
            out.lifecycle = lifecycle(value);
        else if (key == "owner")
            out.owner = text(key, value);
        else if (key == "contact")
            out.contact = text(key, value);
        else if (key == "tracker")
            out.tracker = text(key, value);
        else if (key == "evidence")
            evidence(value, out);
        else if (key == "exemptions")
            exemptions(value, out);
        else
            return false;
        return true;
    }

    std::optional<std::string> profile(const Node& value) {
        auto word = text("profile", value);
        if (!word || insight::profile_from(*word)) return word;
        add_fault(faults_, value.line,
                  fmt::format("No profile is called {}; it is ignored.", in_quotes(*word)));
        return std::nullopt;
    }

    std::optional<std::string> lifecycle(const Node& value) {
        constexpr auto known = std::to_array<Text>({"active", "stable", "deprecated"});
        auto word = text("lifecycle", value);
        if (!word || std::ranges::find(known, *word) != known.end()) return word;
        add_fault(
            faults_, value.line,
            fmt::format("The lifecycle {} is not known: active, stable or deprecated.", in_quotes(*word)));
        return std::nullopt;
    }

    void evidence(const Node& map, Declarations& out) {
        if (!map.is_map()) {
            if (map.kind != yaml::Kind::null)
                add_fault(faults_, map.line, "Under evidence keys with values are expected.");
            return;
        }
        Fields(map, faults_).each([&](Text key, const Node& value) {
            if (key == "contribution_guide")
                out.contribution_guide = text(key, value);
            else if (key == "tests")
                out.tests = text(key, value);
            else
                return false;
            return true;
        });
    }

    void exemptions(const Node& list, Declarations& out) {
        if (!list.is_sequence() && list.kind != yaml::Kind::null)
            add_fault(faults_, list.line, "Under exemptions a list is expected.");
        for (const auto& item : list.items) {
            if (out.exemptions.size() >= most_exemptions) break;
            if (item->is_map())
                out.exemptions.push_back(exemption(*item));
            else
                add_fault(faults_, item->line, "An exemption needs check, reason, owner and expires.");
        }
    }

    Exemption exemption(const Node& map) {
        Exemption out{.check = {},
                      .reason = {},
                      .owner = {},
                      .expires = {},
                      .where = fmt::format("{}:{}", path_, map.line),
                      .central = central_};
        Fields(map, faults_).each([&](Text key, const Node& value) {
            if (key == "check")
                out.check = text(key, value).value_or("");
            else if (key == "reason")
                out.reason = text(key, value).value_or("");
            else if (key == "owner")
                out.owner = text(key, value).value_or("");
            else if (key == "expires")
                out.expires = date(value);
            else
                return false;
            return true;
        });
        if (out.check.empty())
            add_fault(faults_, map.line, "An exemption names no check.");
        else if (central_)
            judge(out, map);
        return out;
    }

    // A repository's own are judged with it; the company's, which count for many, when the file is read.
    void judge(const Exemption& exemption, const Node& map) {
        const bool has_date = yaml::find(map, "expires").kind != yaml::Kind::null;
        const auto* check = insight::find_check(core::trim(exemption.check));
        if (!check)
            add_fault(faults_, map.line, fmt::format("No check is called {}.", in_quotes(exemption.check)));
        for (const auto& [missing, what] :
             {std::pair(exemption.reason.empty(), "reason"), std::pair(exemption.owner.empty(), "owner"),
              std::pair(!has_date, "expires")})
            if (missing)
                add_fault(faults_, map.line,
                          fmt::format("The exemption from {} has no {}; it is ignored.",
                                      in_quotes(exemption.check), what));
    }

    std::optional<core::Time> date(const Node& value) {
        const auto written = text("expires", value);
        if (!written) return std::nullopt;
        const auto time = core::parse_time(*written);
        if (time.has_value()) return *time;
        add_fault(faults_, value.line, fmt::format("{} is no date like 2027-03-31.", in_quotes(*written)));
        return std::nullopt;
    }

    std::string path_;
    bool central_;
    std::vector<Fault>& faults_;
};

// The root map of the only document; null with faults when there is none. An empty file says nothing and is
// no fault.
const Node* root_of(const yaml::File& file, std::vector<Fault>& faults) {
    for (const auto& fault : file.faults) add_fault(faults, fault.line, fault.what);
    if (file.documents.empty()) return nullptr;
    if (file.documents.size() > 1)
        add_fault(faults, file.documents[1]->line, "Only the first document of this file counts.");
    return file.documents.front().get();
}

class GovernanceReader {
  public:
    explicit GovernanceReader(Governance& out) : out_(out), reader_(out.path, true, out.faults) {}

    void read(const Node& root) {
        if (root.kind == yaml::Kind::null) return;
        if (!root.is_map()) {
            add_fault(out_.faults, root.line, "Keys with values are expected here.");
            return;
        }
        Fields(root, out_.faults).each([&](Text key, const Node& value) { return take(key, value); });
    }

  private:
    bool take(Text key, const Node& value) {
        if (key == "version")
            reader_.read_version(value);
        else if (key == "defaults")
            reader_.read(value, out_.defaults);
        else if (key == "profiles")
            each(value,
                 [&](const std::string& name, const Node& map) { reader_.read(map, out_.profiles[name]); });
        else if (key == "repositories")
            each(value, [&](const std::string& glob, const Node& map) { repository(glob, map); });
        else if (key == "weights")
            each(value, [&](const std::string& check, const Node& number) { weight(check, number); });
        else if (key == "labels")
            labels(value);
        else if (key == "targets")
            each(value, [&](const std::string& name, const Node& target) { this->target(name, target); });
        else
            return false;
        return true;
    }

    template <class Take>
    void each(const Node& map, Take take) {
        if (!map.is_map() && map.kind != yaml::Kind::null)
            add_fault(out_.faults, map.line, "Names with values are expected here.");
        for (const auto& [name, value] : map.fields)
            if (budget_.spend()) take(core::one_line(Text(name->text).substr(0, longest_value)), *value);
    }

    void repository(const std::string& glob, const Node& map) {
        Declarations declared{.path = out_.path};
        reader_.read(map, declared);
        out_.repositories.emplace_back(glob, std::move(declared));
    }

    void weight(const std::string& check, const Node& value) {
        if (!insight::find_check(check)) {
            add_fault(out_.faults, value.line, fmt::format("No check is called {}.", in_quotes(check)));
            return;
        }
        int number = -1;
        const auto text = yaml::text_of(value);
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
        if (error != std::errc{} || end != text.data() + text.size() || number < 0 || number > 100)
            add_fault(
                out_.faults, value.line,
                fmt::format("The weight of {} must be a whole number from 0 to 100.", in_quotes(check)));
        else
            out_.weights[check] = number;
    }

    // A map of meanings, or a plain list: the labels for newcomers.
    void labels(const Node& value) {
        const auto add = [&](const std::string& meaning, const Node& list) {
            for (const auto* label : yaml::scalars_of(list, budget_))
                out_.labels[meaning].push_back(core::one_line(Text(label->text).substr(0, longest_value)));
        };
        if (value.is_sequence())
            add("newcomer", value);
        else
            each(value, add);
    }

    void target(const std::string& name, const Node& value) {
        if (auto text = reader_.text(name, value)) out_.targets[name] = std::move(*text);
    }

    Governance& out_;
    Reader reader_;
    yaml::Budget budget_;
};

}  // namespace

Declarations parse_declarations(Text path, Text bytes) {
    Declarations out{.path = std::string(path)};
    const auto file = yaml::parse(bytes);
    std::vector<Fault> faults;
    if (const auto* root = root_of(file, faults)) Reader(out.path, false, faults).read(*root, out);
    out.faults = std::move(faults);
    return out;
}

Governance parse_governance(Text path, Text bytes) {
    Governance out{.path = std::string(path), .defaults = {.path = std::string(path)}};
    const auto file = yaml::parse(bytes);
    const auto* root = root_of(file, out.faults);
    out.broken = file.is_broken() || (root && root->kind != yaml::Kind::null && !root->is_map());
    if (root) GovernanceReader(out).read(*root);
    for (auto& [name, declared] : out.profiles) declared.path = out.path;
    return out;
}

}  // namespace sources
