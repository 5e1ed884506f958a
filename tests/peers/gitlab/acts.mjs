// SPDX-License-Identifier: Apache-2.0
// What people do at GitLab while a client reads. Each act moves `updated_at` to the stand-in's now.
const acts = {
  // Projects.
  move: (sim, project, { to }) => sim.company.move(project, to), // a full path: rename or transfer
  archive: (_, project) => void (project.archived = true),
  delete: (_, project) => void (project.gone = true),
  hide: (_, project) => void (project.hidden = true), // the credential loses its permission
  show: (_, project) => void Object.assign(project, { hidden: false, gone: false }),
  set: (_, project, { fields }) => void Object.assign(project, fields),
  write_file: (_, project, { path, text }) => void (project.files[path] = text),
  remove_file: (_, project, { path }) => void delete project.files[path],
  // Groups. `group`: a full path, `person`: a username.
  join_group: (sim, group, { person, access_level = 30 }) =>
    void group.members.push({ username: person, access_level, since: today(sim), until: null }),
  leave_group: (_, group, { person }) => void (group.members = group.members.filter(({ username }) => username !== person)),
  // Merge requests (`merge_request`: an iid) and issues (`issue`: an iid).
  open_merge_request: (sim, project, wish) => open(sim, project, wish, "merge_requests"),
  open_issue: (sim, project, wish) => open(sim, project, wish, "issues"),
  edit: (_, item, { fields }) => void Object.assign(item, fields),
  note: (sim, item, { author, body = "Me too.", system = false }) =>
    void item.notes.push({
      id: item.id * 100 + 50 + item.notes.length,
      author,
      body,
      system,
      created_at: sim.company.now(),
      updated_at: sim.company.now(),
    }),
  ready: (sim, item, { author = item.author }) => {
    Object.assign(item, { draft: false, title: item.title.replace(/^Draft: /, "") });
    acts.note(sim, item, { author, body: "marked this merge request as **ready**", system: true });
  },
  approve: (sim, item, { author }) => {
    item.approved_by.push(author);
    acts.note(sim, item, { author, body: "approved this merge request", system: true });
  },
  label: (_, item, { label }) => void item.labels.push(label),
  assign: (_, item, { person }) => void item.assignees.push(person),
  close: (sim, item, { author = item.author }) =>
    void Object.assign(item, { state: "closed", closed_at: sim.company.now(), closed_by: author }),
  reopen: (_, item) => void Object.assign(item, { state: "opened", closed_at: null, closed_by: null }),
  merge: (sim, item, { author }) => void Object.assign(item, { state: "merged", merged_at: sim.company.now(), merged_by: author }),
};
const of_items = new Set(["edit", "note", "ready", "approve", "label", "assign", "close", "reopen", "merge"]);

// {do, project | group, merge_request? | issue?, …}: answers {project, item?, list?} or {group}, the rows as they are now.
export function act(sim, wish) {
  const change = Object.hasOwn(acts, wish.do) ? acts[wish.do] : undefined;
  sim.company.forgetAccess();
  if (!change) throw new Error(`There is no doing ${wish.do}. Known: ${Object.keys(acts).join(", ")}.`);
  if (wish.group !== undefined) return actOnGroup(sim, change, wish);
  const project = sim.company.any(wish.project);
  if (!project) throw new Error(`There is no project ${wish.project}.`);
  if (!of_items.has(wish.do)) {
    const item = change(sim, project, wish);
    sim.company.touch(project);
    return { project, item, list: item && (wish.do === "open_issue" ? "issues" : "merge_requests") };
  }
  const list = wish.issue === undefined ? "merge_requests" : "issues";
  const iid = wish.issue ?? wish.merge_request;
  const item = sim.company.changeable(project)[list].find((row) => row.iid === iid);
  if (!item) throw new Error(`${wish.project} has no ${list} ${iid}.`);
  change(sim, item, wish);
  sim.company.touch(item);
  project.last_activity_at = sim.company.now();
  return { project, item, list };
}

function actOnGroup(sim, change, wish) {
  const group = sim.company.group(wish.group);
  if (!group) throw new Error(`There is no group ${wish.group}.`);
  change(sim, group, wish);
  return { group };
}

const today = (sim) => sim.company.now().slice(0, 10);

function open(sim, project, { title = "New", author, description = null, fields }, list) {
  const rows = sim.company.changeable(project)[list];
  const iid = 1 + Math.max(0, ...rows.map((row) => row.iid));
  const now = sim.company.now();
  const always = {
    iid,
    title,
    description,
    state: "opened",
    author,
    created_at: now,
    updated_at: now,
    closed_at: null,
    closed_by: null,
    labels: [],
    assignees: [],
    notes: [],
  };
  const own =
    list === "issues"
      ? { id: project.id * 10_000 + 5000 + iid, confidential: false, discussion_locked: null, links: [], closed_by_merge_requests: [] }
      : {
          id: project.id * 10_000 + iid,
          draft: false,
          merged_at: null,
          merged_by: null,
          reviewers: [],
          source_branch: `feature/${iid}`,
          target_branch: project.default_branch,
          source_project_id: project.id,
          approved_by: [],
          closes: [],
        };
  const item = { ...always, ...own, ...fields };
  rows.push(item);
  project.last_activity_at = now;
  return item;
}
