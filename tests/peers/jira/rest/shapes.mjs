// SPDX-License-Identifier: Apache-2.0
// Rows of the company as Jira writes them; Cloud and Data Center differ in people, texts and more.
import { categories, resolutions, statuses, types } from "../company/workflow.mjs";
import { written } from "../zone.mjs";

export function makeShapes(sim) {
  const { company, isCloud } = sim;
  const api = () => `${sim.base()}/rest/api/${isCloud ? 3 : 2}`;
  const time = (iso) => (iso === null ? null : written(iso, sim.settings.time_zone));
  const avatars = () => Object.fromEntries(["48x48", "24x24", "16x16", "32x32"].map((size) => [size, `${sim.base()}/avatar/${size}.png`]));

  // Cloud names people by account ids and hides most addresses; Data Center by user names and keys.
  function user(id) {
    if (id === null || id === undefined) return null;
    const person = company.person(id) ?? { id, username: id, name: "Unknown", active: false, kind: "deleted" };
    if (!isCloud) {
      const { username, name, email = "", active } = person;
      const self = `${api()}/user?username=${encodeURIComponent(username)}`;
      return {
        self,
        name: username,
        key: `JIRAUSER${username.length}${person.id.slice(-4)}`,
        emailAddress: email,
        avatarUrls: avatars(),
        displayName: name,
        active,
        timeZone: sim.settings.time_zone,
      };
    }
    const isShown = person.emailVisible && person.kind !== "deleted";
    return {
      self: `${api()}/user?accountId=${encodeURIComponent(person.id)}`,
      accountId: person.id,
      ...(isShown ? { emailAddress: person.email } : {}),
      avatarUrls: avatars(),
      displayName: person.name,
      active: person.active,
      ...(person.kind === "deleted" ? {} : { timeZone: sim.settings.time_zone }),
      accountType: person.kind === "app" ? "app" : "atlassian",
    };
  }

  const category = (key) => {
    const { id, colorName, name } = categories[key];
    return { self: `${api()}/statuscategory/${id}`, id, key, colorName, name };
  };
  function status(id) {
    const row = statuses.find((each) => each.id === id);
    return {
      self: `${api()}/status/${id}`,
      description: "",
      iconUrl: `${sim.base()}/status.png`,
      name: row.name,
      id,
      statusCategory: category(row.category),
    };
  }
  const resolution = (id) => (id === null ? null : { self: `${api()}/resolution/${id}`, id, description: "", name: resolutions[id] });
  const option = (value) =>
    value === null ? null : { self: `${api()}/customFieldOption/${value.length}`, value, id: String(value.length) };
  const component = (id) => ({ self: `${api()}/component/${id}`, id, name: company.component(id)?.name ?? "" });
  function issuetype(id) {
    const { name, subtask } = types.find((each) => each.id === id);
    return {
      self: `${api()}/issuetype/${id}`,
      id,
      description: "",
      iconUrl: `${sim.base()}/type.png`,
      name,
      subtask,
      ...(isCloud ? { hierarchyLevel: subtask ? -1 : 0 } : {}),
    };
  }
  function projectOf(id) {
    const { key, name, category: held } = company.project(id) ?? { key: "GONE", name: "Gone" };
    return {
      self: `${api()}/project/${id}`,
      id,
      key,
      name,
      projectTypeKey: "software",
      ...(isCloud ? { simplified: false } : {}),
      avatarUrls: avatars(),
      ...(held ? { projectCategory: { self: `${api()}/projectCategory/${held.id}`, description: "", ...held } } : {}),
    };
  }
  const parent = (id) => {
    const row = id === null ? undefined : company.issue(id);
    return (
      row && {
        id: String(row.id),
        key: row.key,
        self: `${api()}/issue/${row.id}`,
        fields: { summary: row.summary, status: status(row.status), issuetype: issuetype(row.type) },
      }
    );
  };

  // Every field of an issue by its id.
  const values = {
    summary: ({ summary }) => summary,
    description: ({ description }) => (isCloud ? documentOf(description) : description),
    status: (issue) => status(issue.status),
    resolution: (issue) => resolution(issue.resolution),
    resolutiondate: ({ resolved }) => time(resolved),
    assignee: ({ assignee }) => user(assignee),
    reporter: ({ reporter }) => user(reporter),
    creator: ({ creator }) => user(creator),
    created: ({ created }) => time(created),
    updated: ({ updated }) => time(updated),
    labels: ({ labels }) => labels,
    components: ({ components }) => components.map(component),
    issuetype: ({ type }) => issuetype(type),
    project: ({ project }) => projectOf(project),
    parent: (issue) => parent(issue.parent),
    customfield_10001: ({ team }) => option(team),
    customfield_10016: ({ points }) => points,
    customfield_10026: () => null,
  };

  const historyOf = (row) => ({
    id: String(row.id),
    author: user(row.author),
    created: time(row.created),
    items: row.items.map(({ name, custom, fieldId, ...item }) => ({
      ...item,
      fieldtype: custom ? "custom" : "jira",
      ...(fieldId === undefined ? {} : { fieldId }),
      ...(name === "assignee" ? people(item) : { fromString: item.fromString, toString: item.toString }),
    })),
  });
  // Data Center writes keys of people, Cloud account ids.
  function people({ from, to }) {
    const shown = (id) => (id === null ? null : isCloud ? id : user(id).key);
    return {
      from: shown(from),
      fromString: company.person(from)?.name ?? null,
      to: shown(to),
      toString: company.person(to)?.name ?? null,
      ...(isCloud ? { tmpFromAccountId: from, tmpToAccountId: to } : {}),
    };
  }

  return {
    user,
    status,
    category,
    projectOf,
    values,
    historyOf,
    // `wanted`: ids of fields, or "*all" and "*navigable", or "-id" to leave one out.
    issue(row, wanted) {
      const isAll = wanted.some((name) => name === "*all" || name === "*navigable");
      const names = isAll ? Object.keys(values) : Object.keys(values).filter((name) => wanted.includes(name));
      const chosen = names.filter((name) => !wanted.includes(`-${name}`));
      const shown = chosen.map((name) => [name, values[name](row)]).filter(([, value]) => value !== undefined);
      return {
        expand: "renderedFields,names,schema,operations,editmeta,changelog,versionedRepresentations",
        id: String(row.id),
        self: `${api()}/issue/${row.id}`,
        key: row.key,
        ...(shown.length > 0 ? { fields: Object.fromEntries(shown) } : {}),
      };
    },
    project(row) {
      const base = { expand: "description,lead,issueTypes,url,projectKeys,permissions,insight", ...projectOf(row.id) };
      const lead = user(row.lead);
      return isCloud
        ? { ...base, style: row.style, simplified: row.style === "next-gen", isPrivate: false, properties: {}, lead }
        : { ...base, lead, archived: row.archived };
    },
  };
}

// A text as an Atlassian document: paragraphs and one list.
function documentOf(text) {
  if (text === null) return null;
  const lines = text.split("\n");
  const say = (words) => ({ type: "paragraph", content: words === "" ? [] : [{ type: "text", text: words }] });
  const listed = lines.filter((line) => line.startsWith("* "));
  const content = lines.filter((line) => !line.startsWith("* ")).map(say);
  if (listed.length > 0)
    content.push({ type: "bulletList", content: listed.map((line) => ({ type: "listItem", content: [say(line.slice(2))] })) });
  return { type: "doc", version: 1, content };
}
