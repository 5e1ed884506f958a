// SPDX-License-Identifier: Apache-2.0
// Statuses, resolutions, issue types and fields of the sample company.

// `project`: the one whose own it is; names are not unique.
export const statuses = [
  { id: "10000", name: "To Do", category: "new" },
  { id: "3", name: "In Progress", category: "indeterminate" },
  { id: "10001", name: "In Review", category: "indeterminate" },
  { id: "10002", name: "Blocked", category: "indeterminate" },
  { id: "10003", name: "Done", category: "done" },
  { id: "10010", name: "Done", category: "indeterminate", project: "10003" }, // not what it is called
  { id: "10011", name: "Fertig ✅", category: "done", project: "10003" },
];
export const categories = {
  new: { id: 2, key: "new", colorName: "blue-gray", name: "To Do", short: "TODO" },
  indeterminate: { id: 4, key: "indeterminate", colorName: "yellow", name: "In Progress", short: "IN_PROGRESS" },
  done: { id: 3, key: "done", colorName: "green", name: "Done", short: "DONE" },
};
export const resolutions = { 10000: "Done", 10001: "Won't Do", 10002: "Duplicate" };
export const types = [
  { id: "10001", name: "Story", subtask: false },
  { id: "10002", name: "Bug", subtask: false },
  { id: "10003", name: "Sub-task", subtask: true },
];

const field = (id, name, type, more = {}) => ({
  id,
  key: id,
  name,
  custom: false,
  orderable: true,
  navigable: true,
  searchable: true,
  clauseNames: [id],
  schema: { type, system: id },
  ...more,
});
const custom = (id, name, type, kind) => ({
  id: `customfield_${id}`,
  key: `customfield_${id}`,
  name,
  custom: true,
  orderable: true,
  navigable: true,
  searchable: true,
  clauseNames: [`cf[${id}]`, name],
  schema: { type, custom: `com.atlassian.jira.plugin.system.customfieldtypes:${kind}`, customId: id },
});
// Two fields have one name, as in any company that is old enough.
export const fields = [
  field("summary", "Summary", "string"),
  field("description", "Description", "string"),
  field("status", "Status", "status"),
  field("resolution", "Resolution", "resolution"),
  field("resolutiondate", "Resolved", "datetime", { clauseNames: ["resolutiondate", "resolved"] }),
  field("assignee", "Assignee", "user"),
  field("reporter", "Reporter", "user"),
  field("creator", "Creator", "user"),
  field("created", "Created", "datetime", { clauseNames: ["created", "createdDate"] }),
  field("updated", "Updated", "datetime", { clauseNames: ["updated", "updatedDate"] }),
  field("labels", "Labels", "array", { schema: { type: "array", items: "string", system: "labels" } }),
  field("components", "Components", "array", { schema: { type: "array", items: "component", system: "components" } }),
  field("issuetype", "Issue Type", "issuetype", { clauseNames: ["issuetype", "type"] }),
  field("project", "Project", "project"),
  field("parent", "Parent", "issuelink", { schema: undefined }),
  custom(10001, "Team", "option", "select"),
  custom(10016, "Story Points", "number", "float"),
  custom(10026, "Story Points", "number", "float"),
];
