// SPDX-License-Identifier: Apache-2.0
// What people do at GitHub while a client reads. Each act moves `updated_at` to the stand-in's now.
const acts = {
  // Repositories.
  rename: (sim, repository, { to }) => sim.company.rename(repository, to),
  archive: (sim, repository) => void Object.assign(sim.company.touch(repository), { archived: true }),
  delete: (_, repository) => void (repository.gone = true),
  hide: (_, repository) => void (repository.hidden = true), // the credential loses its permission
  show: (_, repository) => void Object.assign(repository, { hidden: false, gone: false }),
  set_visibility: (sim, repository, { to }) => void Object.assign(sim.company.touch(repository), { visibility: to }),
  set_property: (sim, repository, { name, value }) => void (repository.properties = { ...repository.properties, [name]: value }),
  write_file: (sim, repository, { path, text }) => void (pushed(sim, repository).files[path] = text),
  remove_file: (sim, repository, { path }) => void delete pushed(sim, repository).files[path],
  // Teams. `team`: a slug, `person`: a login.
  join_team: (sim, _, { team, person, role = "member" }) => void team.members.push({ login: person, role, since: today(sim), until: null }),
  leave_team: (sim, _, { team, person }) =>
    team.members.filter(({ login, until }) => login === person && until === null).forEach((row) => (row.until = today(sim))),
  // Pull requests and issues, by `number`.
  open_pull: (sim, repository, wish) => open(sim, repository, wish, "pull_requests"),
  open_issue: (sim, repository, wish) => open(sim, repository, wish, "issues"),
  edit: (sim, repository, { item, fields }) => void Object.assign(item, fields),
  comment: (sim, repository, { item, author, body = "Me too." }) =>
    void item.comments.push({ id: nextId(item), author, body, created_at: sim.company.now(), updated_at: sim.company.now() }),
  review: (sim, repository, { item, author, state = "APPROVED", body = "" }) =>
    void item.reviews.push({ id: nextId(item), author, state, body, submitted_at: sim.company.now() }),
  ready: (sim, repository, { item, actor }) => {
    item.draft = false;
    item.events.push({ id: nextId(item), type: "ready_for_review", at: sim.company.now(), actor: actor ?? item.author });
  },
  label: (sim, repository, { item, label, actor }) => {
    item.labels.push(label);
    item.events.push({ id: nextId(item), type: "labeled", at: sim.company.now(), actor: actor ?? item.author, label });
  },
  assign: (sim, repository, { item, person }) => void item.assignees.push(person),
  close: (sim, repository, { item }) => void Object.assign(item, { state: "CLOSED", closed_at: sim.company.now() }),
  merge: (sim, repository, { item, actor }) =>
    void Object.assign(item, { state: "MERGED", closed_at: sim.company.now(), merged_at: sim.company.now(), merged_by: actor }),
};

const of_items = new Set(["edit", "comment", "review", "ready", "label", "assign", "close", "merge"]);
const of_teams = new Set(["join_team", "leave_team"]);

// {do, repository: a name, number?, …}: answers {repository, item?, from: its name before} or {team}, the rows as they are now.
export function act(sim, wish) {
  sim.company.reorder();
  const change = Object.hasOwn(acts, wish.do) ? acts[wish.do] : undefined;
  if (!change) throw new Error(`There is no doing ${wish.do}. Known: ${Object.keys(acts).join(", ")}.`);
  if (of_teams.has(wish.do)) {
    const team = sim.company.teams.get(wish.team);
    if (!team) throw new Error(`There is no team ${wish.team}.`);
    change(sim, undefined, { ...wish, team });
    return { team };
  }
  const repository = sim.company.any(wish.repository);
  if (!repository) throw new Error(`There is no repository ${wish.repository}.`);
  const from = repository.name;
  if (!of_items.has(wish.do)) return { repository, item: change(sim, repository, wish), from };
  const { pull_requests, issues } = sim.company.changeable(repository);
  const item = [...pull_requests, ...issues].find(({ number }) => number === wish.number);
  if (!item) throw new Error(`${wish.repository} has no number ${wish.number}.`);
  change(sim, repository, { ...wish, item });
  sim.company.touch(item);
  sim.company.touch(repository);
  return { repository, item };
}

const today = (sim) => sim.company.now().slice(0, 10);
let acted = 0;
const nextId = (item) => item.id * 100 + 50 + (++acted % 40);

function pushed(sim, repository) {
  repository.pushed_at = sim.company.now();
  repository.pushes = (repository.pushes ?? 0) + 1;
  return sim.company.touch(repository);
}

function open(sim, repository, { title = "New", author, body = null, ...fields }, list) {
  const activity = sim.company.changeable(repository);
  const number = 1 + Math.max(0, ...[...activity.pull_requests, ...activity.issues].map((item) => item.number));
  const now = sim.company.now();
  const always = {
    id: repository.id * 10_000 + number,
    number,
    title,
    body,
    state: "OPEN",
    author,
    association: "MEMBER",
    created_at: now,
    updated_at: now,
    closed_at: null,
    labels: [],
    comments: [],
    events: [],
  };
  const pull = {
    draft: false,
    merged_at: null,
    merged_by: null,
    from_fork: false,
    additions: 1,
    deletions: 0,
    changed_files: 1,
    reviews: [],
    closes: [],
  };
  const issue = { locked: false, assignees: [], closed_by: [] };
  const item = { ...always, ...(list === "issues" ? issue : pull), ...fields };
  activity[list].push(item);
  sim.company.touch(repository);
  return item;
}
