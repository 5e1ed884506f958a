// SPDX-License-Identifier: Apache-2.0
// Files: the tree of the default branch, single files and blobs.
import { entriesBelow, headOid, isHead, rootOid } from "../company/git.mjs";
import { nodeId } from "../company/ids.mjs";
import { notFound, refuse } from "../refusal.mjs";
import { repositoryOf } from "./find.mjs";

const modes = { tree: "040000", blob: "100644" };
const most_inline = 1024 * 1024;

const at = ({ sim, company }, repository, rest) => `${sim.api()}/repos/${company.organisation.login}/${repository.name}${rest}`;
const rawWanted = ({ call }) => /application\/vnd\.github(\.v3)?\.raw\b/.test(call.headers.accept ?? "");

function tree(ctx) {
  const repository = repositoryOf(ctx);
  if (repository.empty) refuse(409, "Git Repository is empty.");
  if (!isHead(repository, ctx.values.tree_sha)) notFound();
  const all = entriesBelow(repository);
  const shown = ctx.query.has("recursive") ? all : all.filter(({ path }) => !path.includes("/"));
  return {
    body: {
      sha: rootOid(repository),
      url: at(ctx, repository, `/git/trees/${rootOid(repository)}`),
      tree: shown.map(({ path, type, oid, size }) => ({
        path,
        mode: modes[type],
        type,
        sha: oid,
        size,
        url: at(ctx, repository, `/git/${type}s/${oid}`),
      })),
      // GitHub cuts lists of more than 100,000 entries.
      truncated: repository.tree_truncated ?? false,
    },
  };
}

function blob(ctx) {
  const repository = repositoryOf(ctx);
  const found = entriesBelow(repository).find(({ oid, type }) => type === "blob" && oid === ctx.values.file_sha) ?? notFound();
  if (rawWanted(ctx)) return raw(found);
  return {
    body: {
      sha: found.oid,
      node_id: nodeId("B", repository.id, found.oid),
      size: found.size,
      url: at(ctx, repository, `/git/blobs/${found.oid}`),
      content: wrapped(found.text),
      encoding: "base64",
    },
  };
}

function contents(ctx) {
  const repository = repositoryOf(ctx);
  const ref = ctx.query.get("ref");
  if (repository.empty) refuse(404, "This repository is empty.");
  if (ref !== null && !isHead(repository, ref)) refuse(404, `No commit found for the ref ${ref}`);
  const wanted = ctx.values.path.replace(/\/$/, "");
  const found = entriesBelow(repository).find(({ path }) => path === wanted) ?? notFound();
  if (found.type === "tree")
    return {
      body: entriesBelow(repository, wanted)
        .filter(({ path }) => !path.includes("/"))
        .map((entry) => item(ctx, repository, `${wanted}/${entry.path}`, entry)),
    };
  if (rawWanted(ctx)) return raw(found);
  const isLarge = found.size > most_inline;
  return {
    body: { ...item(ctx, repository, wanted, found), content: isLarge ? "" : wrapped(found.text), encoding: isLarge ? "none" : "base64" },
  };
}

function item(ctx, repository, path, { type, oid, size = 0 }) {
  const url = at(
    ctx,
    repository,
    `/contents/${path.split("/").map(encodeURIComponent).join("/")}?ref=${encodeURIComponent(repository.default_branch)}`,
  );
  const git = at(ctx, repository, `/git/${type}s/${oid}`);
  const html = `${ctx.sim.web}/${ctx.company.organisation.login}/${repository.name}/${type}/${repository.default_branch}/${path}`;
  const isFile = type === "blob";
  const links = { self: url, git, html };
  return {
    name: path.split("/").pop(),
    path,
    sha: oid,
    size,
    url,
    html_url: encodeURI(html),
    git_url: git,
    download_url: isFile ? encodeURI(html) : null,
    type: isFile ? "file" : "dir",
    _links: { ...links, html: encodeURI(html) },
  };
}

const wrapped = (text) => Buffer.from(text).toString("base64").replace(/.{60}/g, "$&\n");
const raw = ({ text }) => ({ body: Buffer.from(text), type: "application/vnd.github.raw+json; charset=utf-8" });

export const git = {
  "git/get-tree": tree,
  "git/get-blob": blob,
  "repos/get-content": contents,
  "repos/get-branch": (ctx) => {
    const repository = repositoryOf(ctx);
    if (repository.empty || ctx.values.branch !== repository.default_branch) refuse(404, "Branch not found");
    return { body: branch(ctx, repository) };
  },
};

function branch(ctx, repository) {
  const sha = headOid(repository);
  return ctx.sim.shapes.make("branch-with-protection", {
    name: repository.default_branch,
    commit: {
      sha,
      node_id: nodeId("C", repository.id, sha),
      url: at(ctx, repository, `/commits/${sha}`),
      commit: { tree: { sha: rootOid(repository) } },
    },
    protected: Boolean(repository.protection),
    protection: { enabled: Boolean(repository.protection) },
  });
}
