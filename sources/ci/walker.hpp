// SPDX-License-Identifier: Apache-2.0
// The cheap reading of a CI file: everything that looks like a command, wherever it stands, and what is said
// around it of the builds that it is for.
#pragma once

#include "sources/ci/readers.hpp"

#include <string>
#include <string_view>

namespace sources::ci {

// How a command stands to changes of others.
enum class On { changes, some_changes, other_events };

// Whether `when` or `trigger` of Drone or Woodpecker has changes among its events.
bool allows_changes(const yaml::Node& when, yaml::Budget& budget);

class Walker {
  public:
    explicit Walker(insight::CiFile& file) : file_(file) {}

    // Adds the commands below `node`, which stand to changes like `on` or, by conditions of their own, worse.
    void walk(const yaml::Node& node, On on);
    // What `name` stands for is described elsewhere: a job of an orb.
    void call(std::string_view name, int line, On on);

  private:
    void walk(const yaml::Node& node, int depth);
    bool is_task(const yaml::Node& node);
    bool holds_named_steps(std::string_view key) const;
    void named_steps(const yaml::Node& steps, int depth);
    void playbooks(const yaml::Node& names);
    bool is_for_other_events(const yaml::Node& node);
    bool is_for_some_commits(const yaml::Node& node) const;
    void add(std::string run, std::string uses, int line);
    void append(std::string& run, const yaml::Node& words);
    void whole_command(const yaml::Node& node, const yaml::Node& args);
    void commands(const yaml::Node& value, int depth);

    insight::CiFile& file_;
    yaml::Budget budget_;
    On on_ = On::changes;
};

// By the workflows that list a job, and the jobs that name a command.
void walk_circleci(const yaml::Node& root, Walker& walker);

}  // namespace sources::ci
