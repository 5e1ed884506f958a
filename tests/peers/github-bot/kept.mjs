// SPDX-License-Identifier: Apache-2.0
// What the program's store holds, and what it should hold by the truth of the stand-in.
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const iso = (seconds) => (seconds === null ? null : new Date(seconds * 1000).toISOString().replace(".000Z", "Z"));

// Rows of the store in the folder of an office.
export function rows(home, sql, ...values) {
  const database = new DatabaseSync(join(home.folder, "data", "ispo.db"), { readOnly: true });
  try {
    return database.prepare(sql).all(...values);
  } finally {
    database.close();
  }
}

// Items of a repository by number, in the shape of expected() below.
export function kept(home, repository) {
  const items = rows(
    home,
    `SELECT i.id, i.kind, i.number, i.key, i.title, a.login AS author, i.created_at, i.ready_at, i.merged_at, i.closed_at, m.login AS merger,
       i.labels, g.login AS assignee, h.undecided, s.locked, s.linked_change, s.offered_at, s.acceptance_list, c.login AS claimer
     FROM item i JOIN repository r ON r.id = i.repository JOIN hosted_item h ON h.item = i.id LEFT JOIN issue_state s ON s.item = i.id
     LEFT JOIN person a ON a.id = i.author LEFT JOIN person m ON m.id = i.merger LEFT JOIN person g ON g.id = i.assignee
     LEFT JOIN person c ON c.id = s.claimer WHERE r.key = ? ORDER BY i.number`,
    String(repository.id),
  );
  const answers = rows(
    home,
    `SELECT p.item, q.login, p.at FROM response p JOIN person q ON q.id = p.person JOIN item i ON i.id = p.item JOIN repository r ON r.id = i.repository
     WHERE r.key = ? ORDER BY p.at, q.login`,
    String(repository.id),
  );
  return items.map((row) => {
    const [first] = answers.filter(({ item }) => item === row.id);
    const common = {
      number: row.number,
      kind: row.kind,
      key: row.key,
      title: row.title,
      author: row.author,
      created: iso(row.created_at),
      ready: iso(row.ready_at),
      closed: iso(row.closed_at),
      undecided: row.undecided,
      first: first ? iso(first.at) : null,
      first_by: first ? answers.filter(({ item, at }) => item === row.id && at === first.at).map(({ login }) => login) : [],
    };
    if (row.kind === "change") return { ...common, merged: iso(row.merged_at), merger: row.merger };
    const labels = row.labels === "" ? [] : row.labels.split("\n").sort();
    return {
      ...common,
      labels,
      assignee: row.assignee,
      locked: row.locked,
      linked: row.linked_change,
      offered: iso(row.offered_at),
      acceptance: row.acceptance_list,
      claimer: row.claimer,
    };
  });
}

// `truth`: as GET /control/repository?name= tells; `bots`: logins of type Bot.
export function expected(truth, bots) {
  const all = [...truth.pull_requests.map((pull) => change(pull, bots)), ...truth.issues.map((issue) => anIssue(issue, truth, bots))];
  return all.sort((a, b) => a.number - b.number);
}

function common(item, kind, ready, said, bots) {
  const answers = said
    .filter(({ at, author }) => at !== null && author !== null && author !== item.author && !bots.has(author) && ready !== null && at >= ready)
    .sort((a, b) => (a.at < b.at ? -1 : 1));
  const first = answers[0]?.at ?? null;
  return {
    number: item.number,
    kind,
    title: item.title,
    author: item.author,
    created: item.created_at,
    ready,
    closed: item.closed_at,
    undecided: 0,
    first,
    first_by: [...new Set(answers.filter(({ at }) => at === first).map(({ author }) => author))].sort(),
  };
}

const comments = (item) => item.comments.map(({ created_at, author }) => ({ at: created_at, author }));

function change(pull, bots) {
  const reviews = pull.reviews.filter(({ state }) => state !== "PENDING").map(({ submitted_at, author }) => ({ at: submitted_at, author }));
  const switches = pull.events.filter(({ type, at }) => type === "ready_for_review" && (pull.closed_at === null || at <= pull.closed_at));
  const ready = switches.at(-1)?.at ?? (pull.draft || pull.events.some(({ type }) => type === "ready_for_review") ? null : pull.created_at);
  return {
    ...common(pull, "change", ready, [...comments(pull), ...reviews], bots),
    key: String(pull.id),
    merged: pull.merged_at,
    merger: pull.merged_by,
  };
}

const offers = (label) => ["good first issue", "help wanted"].includes(label.toLowerCase().replaceAll("-", " "));

function anIssue(issue, truth, bots) {
  const offered = issue.events.filter(({ type, label }) => type === "labeled" && offers(label) && issue.labels.includes(label));
  const claims = issue.comments.filter(({ body, author }) => /I can take this/.test(body) && !bots.has(author)).sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
  const closers = truth.pull_requests.filter(({ number, state }) => issue.closed_by.includes(number) && state !== "CLOSED");
  return {
    ...common(issue, "issue", issue.created_at, comments(issue), bots),
    key: `issue/${issue.id}`,
    labels: [...issue.labels].sort(),
    assignee: issue.assignees[0] ?? null,
    locked: issue.locked ? 1 : 0,
    linked: closers.length > 0 ? 1 : 0,
    offered: offered.map(({ at }) => at).sort().at(-1) ?? null,
    acceptance: issue.body?.includes("- [ ]") ? 1 : 0,
    claimer: claims.at(-1)?.author ?? null,
  };
}
