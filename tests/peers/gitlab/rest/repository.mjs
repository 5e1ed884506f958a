// SPDX-License-Identifier: Apache-2.0
// What is in git: the tree (by keyset), files, branches, commits. There is one commit for each file, and no history behind it.
import { flag, not_served, one, required, text, time } from "../../stand-in/parameters.mjs";
import { shaOf } from "../company/activity.mjs";
import { notFound, refuse } from "../refusal.mjs";
import { access, projectOf, requireAccess } from "./find.mjs";
import { paged, pagedByToken, pages } from "./paging.mjs";

const blobOf = (project, path) => shaOf("blob", project.id, path, project.files[path]);
const headOf = (project) => shaOf("commit", project.id, JSON.stringify(project.files));

// The project if this name is a commit that it has: its default branch, HEAD, a branch of a merge request, or the head's id.
function at(ctx, name) {
  const project = projectOf(ctx);
  if (project.empty || project.default_branch === null) return notFound(ctx.route.missing ?? "Tree");
  const known = name === null || ["HEAD", project.default_branch, headOf(project)].includes(name);
  return known ? project : notFound(ctx.route.missing ?? "Tree");
}

// Folders first, then files, each by name, as git orders a tree; with `recursive` everything below.
function entriesOf(project, folder, isDeep) {
  const prefix = folder === "" ? "" : `${folder.replace(/\/$/, "")}/`;
  const found = new Map();
  for (const path of Object.keys(project.files)) {
    if (!path.startsWith(prefix)) continue;
    const parts = path.slice(prefix.length).split("/");
    for (let n = 1; n <= (isDeep ? parts.length : 1); n++) {
      const isFile = n === parts.length;
      const full = prefix + parts.slice(0, n).join("/");
      found.set(full, {
        id: isFile ? blobOf(project, path) : shaOf("tree", project.id, full),
        name: parts[n - 1],
        type: isFile ? "blob" : "tree",
        path: full,
        mode: isFile ? "100644" : "040000",
      });
    }
  }
  if (found.size === 0 && prefix !== "") refuse(404, { message: "404 invalid revision or path Not Found" });
  const rank = ({ type, path }) => `${type === "tree" ? 0 : 1} ${path}`;
  return [...found.values()].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

function tree(ctx) {
  const { query } = ctx;
  const project = at(ctx, query.get("ref"));
  const rows = entriesOf(project, query.get("path") ?? "", query.get("recursive") === "true");
  return query.get("pagination") === "keyset" ? pagedByToken(ctx, rows, (row) => row) : paged(ctx, rows, (row) => row);
}

function treeReasons({ query }) {
  const reasons = [];
  if (query.get("pagination") === "keyset" && query.has("page")) reasons.push("page belongs to offset paging; a keyset goes on by Link");
  if (query.get("pagination") !== "keyset" && query.has("page_token")) reasons.push("page_token belongs to pagination=keyset");
  return reasons;
}

function fileOf(ctx) {
  const project = at(ctx, ctx.query.get("ref"));
  const { path } = ctx.values;
  return Object.hasOwn(project.files, path) ? { project, path, bytes: Buffer.from(project.files[path]) } : notFound("File");
}

function raw(ctx) {
  const { project, path, bytes } = fileOf(ctx);
  return { body: bytes, type: "text/plain; charset=utf-8", headers: aboutFile(project, path, bytes) };
}

const aboutFile = (project, path, bytes) => ({
  "x-gitlab-blob-id": blobOf(project, path),
  "x-gitlab-commit-id": headOf(project),
  "x-gitlab-file-name": encodeURIComponent(path.split("/").at(-1)),
  "x-gitlab-file-path": encodeURIComponent(path),
  "x-gitlab-last-commit-id": headOf(project),
  "x-gitlab-ref": project.default_branch,
  "x-gitlab-size": String(bytes.length),
});

function file(ctx) {
  const { project, path, bytes } = fileOf(ctx);
  const body = {
    file_name: path.split("/").at(-1),
    file_path: path,
    size: bytes.length,
    encoding: "base64",
    content_sha256: "0".repeat(64),
    ref: ctx.query.get("ref"),
    blob_id: blobOf(project, path),
    commit_id: headOf(project),
    last_commit_id: headOf(project),
    execute_filemode: false,
    content: bytes.toString("base64"),
  };
  return { body };
}

function commit({ sim, company }, project, n) {
  const id = n === 0 ? headOf(project) : shaOf("commit", project.id, n);
  const person = [...company.people.values()][(project.id + n) % company.people.size];
  const when = new Date(Date.parse(project.last_activity_at) - n * 86_400_000).toISOString();
  return {
    id,
    short_id: id.slice(0, 8),
    created_at: when,
    parent_ids: [shaOf("commit", project.id, n + 1)],
    title: `Change ${n}`,
    message: `Change ${n}\n`,
    author_name: person.name,
    author_email: person.email,
    authored_date: when,
    committer_name: person.name,
    committer_email: person.email,
    committed_date: when,
    trailers: {},
    extended_trailers: {},
    web_url: `${sim.web}/${project.full_path}/-/commit/${id}`,
  };
}

// GitLab counts no commits: x-total and the last page are never there.
function commits(ctx) {
  const { query } = ctx;
  const project = at(ctx, query.get("ref_name"));
  const made = Object.keys(project.files).map((_, n) => commit(ctx, project, n));
  const isWithin = ({ committed_date }) => {
    const [since, until] = [query.get("since"), query.get("until")];
    return (
      (since === null || Date.parse(committed_date) >= Date.parse(since)) &&
      (until === null || Date.parse(committed_date) <= Date.parse(until))
    );
  };
  const { body, headers } = paged(ctx, made.filter(isWithin), (row) => row);
  const { "x-total": _, "x-total-pages": __, link, ...uncounted } = headers;
  return {
    body,
    headers: {
      ...uncounted,
      link: link
        .split(", ")
        .filter((one) => !one.endsWith('rel="last"'))
        .join(", "),
    },
  };
}

function branch(ctx, project) {
  const rule = project.protected_branches.find(({ name }) => name === project.default_branch);
  return {
    name: project.default_branch,
    commit: commit(ctx, project, 0),
    merged: false,
    protected: rule !== undefined,
    developers_can_push: rule?.push === 30,
    developers_can_merge: rule?.merge === 30,
    can_push: ctx.company.accessOf(ctx.call.credential.person, project) >= access.developer,
    default: true,
    web_url: `${ctx.sim.web}/${project.full_path}/-/tree/${project.default_branch}`,
  };
}

function branches(ctx) {
  const project = projectOf(ctx);
  const rows = project.empty ? [] : [project].filter(({ default_branch }) => default_branch.includes(ctx.query.get("search") ?? ""));
  return paged(ctx, rows, (row) => branch(ctx, row));
}

function oneBranch(ctx) {
  const project = projectOf(ctx);
  if (project.empty || project.default_branch !== ctx.values.branch) notFound("Branch");
  return { body: branch(ctx, project) };
}

function oneCommit(ctx) {
  const project = projectOf(ctx);
  if (project.empty) notFound("Commit");
  if (!["HEAD", project.default_branch, headOf(project)].includes(ctx.values.sha)) notFound("Commit");
  return {
    body: {
      ...commit(ctx, project, 0),
      stats: { additions: 1, deletions: 0, total: 1 },
      status: null,
      project_id: project.id,
      last_pipeline: null,
    },
  };
}

// Code of a project that is not public needs the role of a reporter; internal ones show it to everybody who is signed in.
const readable = (answer) => (ctx) => {
  const project = projectOf(ctx);
  if (project.visibility === "private") requireAccess(ctx, project, access.reporter);
  if (ctx.call.credential.kind !== "nobody" && ctx.call.credential.scopes.every((scope) => scope === "read_user"))
    refuse(403, { message: "403 Forbidden" });
  return answer(ctx);
};

const code = { isOpen: true, scopes: ["api", "read_api", "read_repository"] };
const files = "/projects/:id/repository/files/:path";

export const repository = {
  "GET /projects/:id/repository/tree": {
    ...code,
    missing: "Tree",
    query: { ...pages, pagination: one("keyset", "offset"), page_token: text, ref: text, path: text, recursive: flag },
    reasons: treeReasons,
    answer: readable(tree),
  },
  [`GET ${files}`]: { ...code, missing: "Commit", query: { ref: required(text) }, answer: readable(file) },
  [`GET ${files}/raw`]: { ...code, missing: "Commit", query: { ref: text, lfs: not_served }, answer: readable(raw) },
  "GET /projects/:id/repository/commits": {
    isOpen: true,
    missing: "Repository",
    query: {
      ...pages,
      ref_name: text,
      since: time,
      until: time,
      path: not_served,
      author: not_served,
      follow: not_served,
      all: flag,
      with_stats: not_served,
      first_parent: flag,
      order: one("default", "topo"),
      trailers: flag,
    },
    answer: readable(commits),
  },
  "GET /projects/:id/repository/commits/:sha": { isOpen: true, query: { stats: flag }, answer: readable(oneCommit) },
  "GET /projects/:id/repository/branches": {
    isOpen: true,
    query: { ...pages, pagination: not_served, search: text, regex: not_served, sort: not_served, page_token: not_served },
    answer: readable(branches),
  },
  "GET /projects/:id/repository/branches/:branch": { isOpen: true, answer: readable(oneBranch) },
};
