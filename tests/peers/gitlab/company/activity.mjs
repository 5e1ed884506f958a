// SPDX-License-Identifier: Apache-2.0
// What happened in a project: merge requests with notes and approvals, issues with links. Made when first asked, from the seed and the
// project's id, so that ten thousand projects need no memory until somebody looks.
import { createHash } from "node:crypto";
import { makeRandom } from "../../stand-in/random.mjs";
import { hostile_texts, hostile_titles } from "./hostile.mjs";

const hour = 3_600_000;
const at = (ms) => new Date(ms).toISOString();
const titles = ["Fix the rounding", "Add a retry", "Speed up the start", "Update the docs", "Say why it failed", "Bump the parser"];
export const shaOf = (...words) => createHash("sha1").update(words.join(" ")).digest("hex");
// The newest commit of a merge request.
export const headOf = ({ id }) => shaOf("head", id);

export function makeActivity(company, seed, now) {
  const people = company.people.filter(({ id }) => id > 1000).map(({ username }) => username);
  const hosts = new Map(company.groups.map((group) => [group.full_path, group.members.map(({ username }) => username)]));
  return (project) => {
    const random = makeRandom(seed, "activity", project.id);
    const begun = Date.parse(project.created_at);
    const span = Math.max(1, Date.parse(project.last_activity_at) - begun);
    const count = { issues: project.issues_about, merge_requests: project.empty ? 0 : project.merge_requests_about };
    const made = (n, list) => ({
      random,
      project,
      now,
      iid: n,
      created: begun + Math.floor((span * n) / (count[list] + 1)),
      host: hosts.get(project.group) ?? [],
      people,
    });
    const issues = Array.from({ length: count.issues }, (_, i) => issue(made(i + 1, "issues"), count.issues));
    const merge_requests = Array.from({ length: count.merge_requests }, (_, i) => mergeRequest(made(i + 1, "merge_requests"), issues));
    return { merge_requests, issues };
  };
}

// A deleted person's work belongs to the ghost.
const author = (random, people) => (random.chance(0.1) ? "project_100001_bot_4f2a" : random.chance(0.03) ? "ghost" : random.pick(people));
const title = (random, iid) => (random.chance(0.08) ? random.pick(hostile_titles) : `${random.pick(titles)} (${iid})`);

function mergeRequest({ random, project, now, iid, created, host, people }, issues) {
  const id = project.id * 10_000 + iid;
  const who = author(random, people);
  const reviewers = host.length > 0 ? host : people;
  const draft = random.chance(0.12);
  let clock = created;
  const later = () => Math.min(now, (clock += random.skewed(30) * hour + 60_000));
  const notes = [];
  const note = (row) => notes.push({ id: id * 100 + notes.length + 1, system: false, updated_at: row.created_at, ...row });
  if (random.chance(0.5)) note({ author: who, system: true, body: "changed the description", created_at: at(later()) });
  if (!draft && random.chance(0.2))
    note({ author: who, system: true, body: "marked this merge request as **ready**", created_at: at(later()) });
  for (let n = random.skewed(2); n > 0; n--) {
    const body = random.chance(0.05) ? random.pick(hostile_texts) : "Looks fine.";
    note({ author: random.chance(0.1) ? "acme-ci" : random.chance(0.2) ? who : random.pick(reviewers), body, created_at: at(later()) });
  }
  const approved_by = [...new Set(Array.from({ length: random.below(3) }, () => random.pick(reviewers)))].filter((one) => one !== who);
  for (const one of approved_by) note({ author: one, system: true, body: "approved this merge request", created_at: at(later()) });
  const isDone = random.chance(0.85);
  const done = isDone ? later() : undefined;
  const merged = isDone && random.chance(0.8);
  const closing = issues.length > 0 && random.chance(0.3) ? random.pick(issues) : undefined;
  if (closing) closing.closed_by_merge_requests.push(iid);
  return {
    id,
    iid,
    title: draft ? `Draft: ${title(random, iid)}`.slice(0, 255) : title(random, iid),
    description: random.chance(0.8) ? `Why: it was wrong.\n\n- [ ] tested${closing ? `\n\nCloses #${closing.iid}` : ""}` : null,
    state: merged ? "merged" : isDone ? "closed" : "opened",
    draft,
    author: who,
    created_at: at(created),
    updated_at: at(done ?? clock),
    merged_at: merged ? at(done) : null,
    merged_by: merged ? (random.chance(0.1) ? who : random.pick(reviewers)) : null,
    closed_at: isDone && !merged ? at(done) : null,
    closed_by: isDone && !merged ? random.pick(reviewers) : null,
    labels: random.chance(0.3) ? ["docs"] : [],
    assignees: random.chance(0.4) ? [random.pick(reviewers)] : [],
    reviewers: random.chance(0.5) ? [random.pick(reviewers)] : [],
    source_branch: `feature/${iid}`,
    target_branch: project.default_branch ?? "main",
    source_project_id: random.chance(0.2) ? 900_000 + iid : project.id, // a fork elsewhere
    approved_by,
    notes,
    closes: closing ? [closing.iid] : [],
  };
}

function issue({ random, project, now, iid, created, people }, count) {
  const id = project.id * 10_000 + 5000 + iid;
  const closed = random.chance(0.6) ? Math.min(now, created + random.skewed(200) * hour + 60_000) : undefined;
  const updated = closed ?? Math.min(now, created + random.skewed(100) * hour);
  const notes = random.chance(0.5)
    ? [
        {
          id: id * 100 + 1,
          author: random.pick(people),
          body: "I can work on this.",
          system: false,
          created_at: at(updated),
          updated_at: at(updated),
        },
      ]
    : [];
  const other = 1 + random.below(count);
  return {
    id,
    iid,
    title: title(random, iid),
    description: random.chance(0.8) ? "Steps:\n\n- [ ] write a test\n- [x] see `src/part_1`" : null,
    state: closed ? "closed" : "opened",
    author: author(random, people),
    created_at: at(created),
    updated_at: at(updated),
    closed_at: closed ? at(closed) : null,
    closed_by: closed ? random.pick(people) : null,
    labels: ["good first issue", "bug", "quick win", "blocked"].filter(() => random.chance(0.2)),
    assignees: random.chance(0.3) ? [random.pick(people)] : [],
    confidential: random.chance(0.05),
    discussion_locked: random.chance(0.03) ? true : null,
    notes,
    links: random.chance(0.1) && other !== iid ? [{ id: id * 10, iid: other, type: "relates_to" }] : [],
    closed_by_merge_requests: [],
  };
}
