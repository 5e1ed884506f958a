// SPDX-License-Identifier: Apache-2.0
// Rows of the company as GitHub's REST objects. What a client reads is written here; the rest of a schema is filled with the least it allows.
import { nodeId } from "../company/ids.mjs";

export const personNode = (person) => nodeId(person.type === "Bot" ? "BOT" : "U", person.id);

export function makeShapes(sim) {
  const make = (schema, partial) => sim.contract.schemas.fill(sim.contract.schemas.named(schema), partial, sim.api());
  const { login: org } = sim.company.organisation;
  const api = (path) => `${sim.api()}${path}`;
  const web = (path) => `${sim.web}${path}`;
  const person = (login) => (login ? sim.company.person(login) : undefined);

  const shapes = {
    make,
    user(row, schema = "simple-user", more = {}) {
      if (!row) return null;
      const { id, login, type } = row;
      return make(schema, {
        id,
        login,
        type,
        node_id: personNode(row),
        site_admin: false,
        url: api(`/users/${encodeURIComponent(login)}`),
        html_url: web(type === "Bot" ? `/apps/${login.replace("[bot]", "")}` : `/${login}`),
        gravatar_id: "",
        ...more,
      });
    },
    byLogin: (login) => shapes.user(person(login)),
    owner() {
      const { id, login } = sim.company.organisation;
      return make("simple-user", {
        id,
        login,
        type: "Organization",
        node_id: nodeId("O", id),
        site_admin: false,
        gravatar_id: "",
        url: api(`/users/${login}`),
        html_url: web(`/${login}`),
      });
    },

    // `schema`: minimal-repository or full-repository.
    repository(row, schema) {
      const full = `${org}/${row.name}`;
      const open = row.empty ? 0 : (row.issues_about ?? 0);
      return make(schema, {
        id: row.id,
        node_id: nodeId("R", row.id),
        name: row.name,
        full_name: full,
        owner: shapes.owner(),
        private: row.visibility !== "public",
        visibility: row.visibility,
        description: row.description,
        url: api(`/repos/${full}`),
        html_url: web(`/${full}`),
        clone_url: web(`/${full}.git`),
        ssh_url: `git@github.com:${full}.git`,
        fork: row.fork,
        archived: row.archived,
        disabled: false,
        is_template: row.template,
        language: row.language,
        license: licence(row.licence),
        topics: row.topics,
        default_branch: row.default_branch,
        created_at: row.created_at,
        pushed_at: row.pushed_at,
        updated_at: row.updated_at,
        has_issues: row.has_issues,
        has_discussions: row.has_discussions,
        has_projects: false,
        allow_forking: row.forking_allowed,
        open_issues: open,
        open_issues_count: open,
        custom_properties: row.properties,
        role_name: "admin",
        permissions: { admin: true, maintain: true, push: true, triage: true, pull: true },
        security_and_analysis: { secret_scanning: { status: "disabled" }, secret_scanning_push_protection: { status: "disabled" } },
      });
    },

    team(row) {
      const parent = row.parent ? sim.company.teams.get(row.parent) : undefined;
      return make("team", { ...plainTeam(row), parent: parent ? make("team-simple", plainTeam(parent)) : null });
    },

    // The issue of this number; a pull request is one too.
    issue(repository, row) {
      const isPull = "merged_at" in row;
      const url = api(`/repos/${org}/${repository.name}/issues/${row.number}`);
      const assignees = (row.assignees ?? []).map(shapes.byLogin);
      return make("issue", {
        id: row.id,
        node_id: nodeId(isPull ? "PR" : "I", repository.id, row.number),
        number: row.number,
        title: row.title,
        body: row.body,
        state: row.state === "OPEN" ? "open" : "closed",
        state_reason: row.state === "CLOSED" && !isPull ? "completed" : null,
        locked: row.locked ?? false,
        user: shapes.byLogin(row.author),
        author_association: row.association,
        assignee: assignees[0] ?? null,
        assignees,
        labels: row.labels.map((name) => label(repository, name)),
        comments: row.comments.length,
        created_at: row.created_at,
        updated_at: row.updated_at,
        closed_at: row.closed_at,
        url,
        repository_url: api(`/repos/${org}/${repository.name}`),
        html_url: web(`/${org}/${repository.name}/${isPull ? "pull" : "issues"}/${row.number}`),
        pull_request: isPull
          ? { url: url.replace("/issues/", "/pulls/"), html_url: url, diff_url: url, patch_url: url, merged_at: row.merged_at }
          : undefined,
      });
    },

    comment(repository, issue, row) {
      const url = api(`/repos/${org}/${repository.name}/issues/comments/${row.id}`);
      return make("issue-comment", {
        id: row.id,
        node_id: nodeId("IC", repository.id, issue.number, row.id),
        body: row.body,
        user: shapes.byLogin(row.author),
        author_association: "MEMBER",
        created_at: row.created_at,
        updated_at: row.updated_at,
        url,
        html_url: `${web(`/${org}/${repository.name}/issues/${issue.number}`)}#issuecomment-${row.id}`,
        issue_url: api(`/repos/${org}/${repository.name}/issues/${issue.number}`),
      });
    },

    review(repository, pull, row) {
      const html = `${web(`/${org}/${repository.name}/pull/${pull.number}`)}#pullrequestreview-${row.id}`;
      const address = api(`/repos/${org}/${repository.name}/pulls/${pull.number}`);
      return make("pull-request-review", {
        id: row.id,
        node_id: nodeId("PRR", repository.id, pull.number, row.id),
        user: shapes.byLogin(row.author),
        body: row.body,
        state: row.state,
        submitted_at: row.submitted_at ?? undefined,
        commit_id: "0".repeat(40),
        author_association: "MEMBER",
        html_url: html,
        pull_request_url: address,
        _links: { html: { href: html }, pull_request: { href: address } },
      });
    },
  };

  function plainTeam({ id, slug, name, description, privacy, children }) {
    const url = api(`/organizations/${sim.company.organisation.id}/team/${id}`);
    return {
      id,
      node_id: nodeId("T", id),
      slug,
      name,
      description,
      privacy,
      permission: "pull",
      url,
      html_url: web(`/orgs/${org}/teams/${slug}`),
      members_url: `${url}/members{/member}`,
      repositories_url: `${url}/repos`,
      type: "organization",
      organization_id: sim.company.organisation.id,
      notification_setting: "notifications_enabled",
      children,
    };
  }

  function label(repository, name) {
    return {
      id: 1,
      node_id: nodeId("LA", repository.id, name),
      url: api(`/repos/${org}/${repository.name}/labels/${encodeURIComponent(name)}`),
      name,
      description: null,
      color: "7057ff",
      default: false,
    };
  }

  return { ...shapes, label };
}

const licence = (spdx) =>
  spdx
    ? { key: spdx === "NOASSERTION" ? "other" : spdx.toLowerCase(), name: spdx, spdx_id: spdx, url: null, node_id: nodeId("L", spdx) }
    : null;
