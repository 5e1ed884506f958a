// SPDX-License-Identifier: Apache-2.0
// A repository's files as git names them: blobs, trees, the head. Ids of blobs are the true ones.
import { createHash } from "node:crypto";

const sha1 = (kind, text) =>
  createHash("sha1")
    .update(`${kind} ${Buffer.byteLength(text)}\0`)
    .update(text)
    .digest("hex");

export const blobOid = (text) => sha1("blob", text);

// Changes when a file is written. Not git's own number: that would need a history.
export const headOid = ({ id, pushes = 0 }) => sha1("commit", `${id} ${pushes}`);

// Everything below `folder` ("" is the root) as {path, type: "tree" | "blob", oid, size?, text?}, sorted by path.
export function entriesBelow(repository, folder = "") {
  const start = folder === "" ? "" : `${folder}/`;
  const blobs = Object.entries(repository.files)
    .filter(([path]) => path.startsWith(start))
    .map(([path, text]) => ({ path: path.slice(start.length), type: "blob", oid: blobOid(text), size: Buffer.byteLength(text), text }));
  const folders = new Set();
  for (const { path } of blobs) for (let i = path.indexOf("/"); i > 0; i = path.indexOf("/", i + 1)) folders.add(path.slice(0, i));
  const trees = [...folders].map((path) => ({ path, type: "tree", oid: sha1("tree", `${repository.id}/${start}${path}`) }));
  return [...blobs, ...trees].sort((a, b) => (a.path < b.path ? -1 : 1));
}

export const rootOid = (repository) => sha1("tree", `${repository.id}/${headOid(repository)}`);

// Names by which the present state may be asked.
export const isHead = (repository, ref) =>
  [
    "HEAD",
    repository.default_branch,
    `refs/heads/${repository.default_branch}`,
    `heads/${repository.default_branch}`,
    headOid(repository),
    rootOid(repository),
  ].includes(ref);
