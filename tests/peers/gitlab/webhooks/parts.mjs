// SPDX-License-Identifier: Apache-2.0
// Rows of the company as webhooks write them, which is not as the REST API does.
import { headOf, shaOf } from "../company/activity.mjs";

const visibility_levels = { private: 0, internal: 10, public: 20 };

// {user, person, about: the project, repository, idOf, labels, request(), home}: what events are put together from. `wish` {project, item, actor}
export function partsOf(sim, { project, item, actor }) {
  const { company, web } = sim;
  const person = company.person(actor) ?? company.person("ghost") ?? company.admin();
  const home = `${web}/${project.full_path}`;
  const about = aboutOf(project, home, `git@${new URL(web).host}:${project.full_path}.git`);
  const idOf = (username) => company.person(username)?.id ?? null;
  const labels = (item?.labels ?? []).map((title, i) => labelOf(project, title, i));
  return {
    person,
    home,
    about,
    idOf,
    labels,
    user: userOf(person, web),
    repository: repositoryOf(project, about),
    request: () => requestOf({ project, item, about, idOf, labels, home, last_commit: commitOf(item, home, person) }),
  };
}

const userOf = (person, web) => ({
  id: person.id,
  name: person.name,
  username: person.username,
  avatar_url: null,
  email: "[REDACTED]",
  state: person.state,
  web_url: `${web}/${person.username}`,
});

const aboutOf = (project, home, git) => ({
  id: project.id,
  name: project.name,
  description: project.description,
  web_url: home,
  avatar_url: null,
  git_ssh_url: git,
  git_http_url: `${home}.git`,
  namespace: project.group,
  visibility_level: visibility_levels[project.visibility],
  path_with_namespace: project.full_path,
  default_branch: project.default_branch,
  ci_config_path: null,
  homepage: home,
  url: git,
  ssh_url: git,
  http_url: `${home}.git`,
});

const repositoryOf = (project, about) => ({
  name: project.name,
  url: about.git_ssh_url,
  description: project.description,
  homepage: about.homepage,
  git_http_url: about.git_http_url,
  git_ssh_url: about.git_ssh_url,
  visibility_level: about.visibility_level,
});

const labelOf = (project, title, i) => ({
  id: 10 + i,
  title,
  color: "#6699cc",
  project_id: project.id,
  created_at: project.created_at,
  updated_at: project.created_at,
  template: false,
  description: null,
  type: "ProjectLabel",
  group_id: null,
});

const commitOf = (item, home, person) => ({
  id: headOf(item),
  message: "Change\n",
  title: "Change",
  timestamp: item.updated_at,
  url: `${home}/-/commit/${headOf(item)}`,
  author: { name: person.name, email: "[REDACTED]" },
});

const requestOf = ({ project, item, about, idOf, labels, home, last_commit }) => ({
  id: item.id,
  iid: item.iid,
  target_branch: item.target_branch,
  source_branch: item.source_branch,
  source_project_id: item.source_project_id,
  target_project_id: project.id,
  author_id: idOf(item.author),
  assignee_id: idOf(item.assignees[0]),
  assignee_ids: item.assignees.map(idOf),
  reviewer_ids: item.reviewers.map(idOf),
  title: item.title,
  description: item.description,
  created_at: item.created_at,
  updated_at: item.updated_at,
  last_edited_at: null,
  last_edited_by_id: null,
  milestone_id: null,
  state_id: { opened: 1, closed: 2, merged: 3, locked: 4 }[item.state],
  state: item.state,
  blocking_discussions_resolved: true,
  work_in_progress: item.draft,
  draft: item.draft,
  first_contribution: false,
  merge_status: "unchecked",
  detailed_merge_status: "unchecked",
  merge_commit_sha: item.state === "merged" ? shaOf("merge", item.id) : null,
  total_time_spent: 0,
  time_change: 0,
  human_total_time_spent: null,
  human_time_change: null,
  human_time_estimate: null,
  position: 0,
  url: `${home}/-/merge_requests/${item.iid}`,
  source: about,
  target: about,
  last_commit,
  labels,
});
