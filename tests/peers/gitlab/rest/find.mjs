// SPDX-License-Identifier: Apache-2.0
// The group, project or item that a call names. What may not be seen is 404 like what is not there; a project that moved is a redirect.
import { forbidden, notFound, refuse } from "../refusal.mjs";

export const access = { guest: 10, reporter: 20, developer: 30, maintainer: 40, owner: 50 };

export function projectOf({ sim, company, values, call }) {
  const project = company.project(values.id);
  if (!project || !company.maySee(call.credential.person, project)) return notFound("Project");
  if (/^\d+$/.test(values.id) || project.full_path.toLowerCase() === values.id.toLowerCase()) return project;
  if (call.method !== "GET") refuse(405, { message: "405 Method Not Allowed - Non GET methods are not allowed for moved projects" });
  const rest = call.path.split("/").slice(3).join("/");
  const query = `${call.query}` === "" ? "" : `?${call.query}`;
  const location = `${sim.api()}/projects/${project.id}${rest === "" ? "" : `/${rest}`}${query}`;
  return refuse(301, `This resource has been moved permanently to ${location}`, { headers: { location }, type: "text/plain" });
}

export function groupOf({ company, values, call }) {
  const group = company.group(values.id);
  return group && company.maySeeGroup(call.credential.person, group) ? group : notFound("Group");
}

// Refuses who has less than this access to the group or project.
export function requireAccess({ company, call }, row, level) {
  if (company.accessOf(call.credential.person, row) < level) forbidden();
}

export function mergeRequestOf(ctx) {
  const project = projectOf(ctx);
  if (project.merge_requests_access_level === "disabled") forbidden();
  const item = ctx.company.activity(project).merge_requests.find(({ iid }) => iid === Number(ctx.values.iid));
  return item ? { project, item } : notFound();
}

export function issueOf(ctx) {
  const project = projectOf(ctx);
  const item = ctx.company.activity(project).issues.find(({ iid }) => iid === Number(ctx.values.iid));
  return item && maySeeIssue(ctx, project, item) ? { project, item } : notFound();
}

// A confidential issue is for its author, its assignees and who has at least the role of a reporter (since 17: planner).
export function maySeeIssue({ company, call }, project, { confidential, author, assignees }) {
  const { person } = call.credential;
  if (project.issues_access_level === "disabled") return false;
  if (!confidential) return true;
  return person !== undefined && (company.accessOf(person, project) >= access.reporter || [author, ...assignees].includes(person.username));
}
