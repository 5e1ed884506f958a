// SPDX-License-Identifier: Apache-2.0
#include "sources/declarations.hpp"

#include "core/text.hpp"
#include "core/time.hpp"
#include "sources/yaml.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace sources {

namespace {

using insight::Declarations;

std::string plain(const YAML::Node& node) { return core::shorten(core::one_line(scalar(node)), 300); }

void fault(Declarations& out, int line, std::string what) {
    if (out.faults.size() < 50) out.faults.push_back({line, std::move(what)});
}

void unknown_key(Declarations& out, const YAML::Node& key) {
    fault(out, line_of(key),
          fmt::format("'{}' is not a key of the readiness file; it was passed over.",
                      core::shorten(plain(key), 40)));
}

void take_lifecycle(Declarations& out, const YAML::Node& value) {
    const auto word = plain(value);
    if (word == "active" || word == "stable" || word == "deprecated")
        out.lifecycle = word;
    else
        fault(out, line_of(value), "lifecycle must be active, stable or deprecated; it was passed over.");
}

void take_evidence(Declarations& out, const YAML::Node& value) {
    if (!value.IsMap())
        return fault(out, line_of(value), "evidence needs keys and values; it was passed over.");
    for (const auto& each : value) {
        const auto key = scalar(each.first);
        if (key == "contribution_guide")
            out.contribution_guide = plain(each.second);
        else if (key == "tests")
            out.tests = plain(each.second);
        else
            unknown_key(out, each.first);
    }
}

void take_exemption(Declarations& out, const YAML::Node& value) {
    if (!value.IsMap())
        return fault(out, line_of(value),
                     "An exemption needs check, reason, owner and expires; it was passed over.");
    insight::Exemption exemption{.where = fmt::format("{}:{}", out.path, line_of(value))};
    for (const auto& each : value) {
        const auto key = scalar(each.first);
        if (key == "check")
            exemption.check = plain(each.second);
        else if (key == "reason")
            exemption.reason = plain(each.second);
        else if (key == "owner")
            exemption.owner = plain(each.second);
        else if (key == "expires") {
            if (const auto time = core::parse_time(scalar(each.second)))
                exemption.expires = *time;
            else
                fault(out, line_of(each.second), "expires must be a date such as 2027-03-31.");
        } else
            unknown_key(out, each.first);
    }
    if (exemption.check.empty())
        fault(out, line_of(value), "An exemption names no check; it was passed over.");
    else if (out.exemptions.size() < 100)
        out.exemptions.push_back(std::move(exemption));
}

void take(Declarations& out, const YAML::Node& name, const YAML::Node& value) {
    const auto key = scalar(name);
    if (key == "version") {
        if (scalar(value) != "1")
            fault(out, line_of(value), "Only version 1 of the readiness file is known.");
    } else if (key == "profile") {
        out.profile = plain(value);
    } else if (key == "lifecycle") {
        take_lifecycle(out, value);
    } else if (key == "owner") {
        out.owner = plain(value);
    } else if (key == "contact") {
        out.contact = plain(value);
    } else if (key == "tracker") {
        out.tracker = plain(value);
    } else if (key == "evidence") {
        take_evidence(out, value);
    } else if (key == "exemptions" && value.IsSequence()) {
        for (const auto& each : value) take_exemption(out, each);
    } else if (key == "exemptions") {
        fault(out, line_of(value), "exemptions needs a list; it was passed over.");
    } else {
        unknown_key(out, name);
    }
}

}  // namespace

insight::Declarations parse_declarations(std::string_view path, std::string_view bytes) {
    Declarations out{.path = std::string(path)};
    const auto root = parse_yaml(bytes);
    if (!root) {
        fault(out, 1, "The readiness file was not read: " + root.error().sentence);
    } else if (!root->IsMap()) {
        if (!root->IsNull()) fault(out, 1, "The readiness file was not read: it needs keys and values.");
    } else {
        try {
            for (const auto& each : *root) take(out, each.first, each.second);
        } catch (const YAML::Exception&) {
            fault(out, 1, "The readiness file was not read to its end: it is broken.");
        }
    }
    return out;
}

}  // namespace sources
