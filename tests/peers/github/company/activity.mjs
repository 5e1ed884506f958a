// SPDX-License-Identifier: Apache-2.0
// What happened in a repository: pull requests with reviews and comments, issues with labels and assignees. Made when first asked, from the
// seed and the repository's id, so that ten thousand repositories need no memory until somebody looks.
import { makeRandom } from "../../stand-in/random.mjs";

const hour = 3_600_000;
const at = (ms) => new Date(ms).toISOString().replace(/\.\d+Z$/, "Z");
const titles = ["Fix the rounding", "Add a retry", "Speed up the start", "Update the docs", "Say why it failed", "Bump the parser"];

export function makeActivity(company, seed, now) {
  const people = company.people.filter((person) => person.type === "User");
  const hosts = new Map(company.teams.map((team) => [team.slug, team.members.map(({ login }) => login)]));
  return (repository) => {
    const random = makeRandom(seed, "activity", repository.id);
    const count = repository.pulls_about + (repository.has_issues ? repository.issues_about : 0);
    const begun = Date.parse(repository.created_at);
    const span = Math.max(1, Date.parse(repository.pushed_at) - begun);
    const activity = { pull_requests: [], issues: [] };
    for (let number = 1; number <= count; number++) {
      const created = begun + Math.floor((span * number) / (count + 1));
      const item = { random, number, created, now, id: repository.id * 10_000 + number, host: hosts.get(repository.host) ?? [], people };
      if (number % 3 === 0 && repository.has_issues) activity.issues.push(issue(item));
      else activity.pull_requests.push(pullRequest(item, activity.issues));
    }
    return activity;
  };
}

function pullRequest({ random, number, created, now, id, host, people }, issues) {
  const author = random.chance(0.15) ? "dependabot[bot]" : random.chance(0.03) ? null : random.pick(people).login;
  const reviewers = host.length > 0 ? host : people.map(({ login }) => login);
  const draft = random.chance(0.15);
  const ready = created + random.skewed(20) * hour;
  const events = draft ? [] : random.chance(0.2) ? [{ id: id * 10, type: "ready_for_review", at: at(ready), actor: author }] : [];
  let clock = ready;
  const later = () => Math.min(now, (clock += random.skewed(30) * hour + 60_000));
  const reviews = [];
  const comments = [];
  for (let n = random.skewed(2); n > 0; n--) {
    const who = random.chance(0.1) ? "acme-ci" : random.pick(reviewers);
    const state = random.pick(["APPROVED", "COMMENTED", "CHANGES_REQUESTED"]);
    reviews.push({ id: id * 100 + n, author: who, state, submitted_at: at(later()), body: "Looks fine." });
  }
  for (let n = random.skewed(2); n > 0; n--) comments.push(comment(id, n, random.chance(0.2) ? author : random.pick(reviewers), later()));
  if (random.chance(0.05))
    reviews.push({ id: id * 100 + 99, author: random.pick(reviewers), state: "PENDING", submitted_at: null, body: "" });
  const closed = random.chance(0.85) ? later() : undefined;
  const merged = closed !== undefined && random.chance(0.8);
  const issue = issues.length > 0 && random.chance(0.3) ? random.pick(issues) : undefined;
  if (issue) issue.closed_by.push(number);
  return {
    id,
    number,
    title: `${random.pick(titles)} (${number})`,
    body: random.chance(0.8) ? "Why: it was wrong.\n\n- [ ] tested" : null,
    state: merged ? "MERGED" : closed ? "CLOSED" : "OPEN",
    draft,
    author,
    association: random.pick(["MEMBER", "CONTRIBUTOR", "NONE", "COLLABORATOR"]),
    created_at: at(created),
    updated_at: at(closed ?? clock),
    closed_at: closed ? at(closed) : null,
    merged_at: merged ? at(closed) : null,
    merged_by: merged ? random.pick(reviewers) : null,
    from_fork: random.chance(0.3),
    additions: random.skewed(80),
    deletions: random.skewed(30),
    changed_files: 1 + random.skewed(4),
    labels: random.chance(0.3) ? ["bug"] : [],
    reviews,
    comments,
    events,
    closes: issue ? [issue.number] : [],
  };
}

function issue({ random, number, created, now, id, people }) {
  let clock = created;
  const later = () => Math.min(now, (clock += random.skewed(60) * hour + 60_000));
  const labels = random.chance(0.4) ? [random.pick(["good first issue", "good-first-issue", "help wanted"])] : [];
  if (random.chance(0.3)) labels.push("bug");
  const events = labels.map((label, n) => ({ id: id * 10 + n, type: "labeled", at: at(later()), actor: random.pick(people).login, label }));
  const comments = [];
  for (let n = random.skewed(1.5); n > 0; n--) comments.push(comment(id, n, random.pick(people).login, later()));
  const closed = random.chance(0.5) ? later() : undefined;
  return {
    id,
    number,
    title: `${random.pick(titles)}? (${number})`,
    body: random.chance(0.6) ? "Steps to see it.\n\n## Acceptance\n- [ ] It works" : null,
    state: closed ? "CLOSED" : "OPEN",
    locked: random.chance(0.03),
    author: random.pick(people).login,
    association: random.pick(["MEMBER", "NONE"]),
    created_at: at(created),
    updated_at: at(closed ?? clock),
    closed_at: closed ? at(closed) : null,
    assignees: random.chance(0.3) ? [random.pick(people).login] : [],
    labels,
    comments,
    events,
    closed_by: [],
  };
}

function comment(id, n, author, when) {
  return { id: id * 100 + n, author, created_at: at(when), updated_at: at(when), body: "I can take this, probably next week." };
}
