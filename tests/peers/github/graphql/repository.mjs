// SPDX-License-Identifier: Apache-2.0
// A repository: what it is, its files and rules, its pull requests and issues.
import { blobOid, entriesBelow, headOid, isHead, rootOid } from "../company/git.mjs";
import { nodeId } from "../company/ids.mjs";
import { connection, padded } from "./connection.mjs";
import { only } from "./resolve.mjs";

// A blob's text is cut there.
const most_text = 512_000;

export function repositoryNode(sim, row) {
  const { company, nodes } = sim;
  const { login } = company.organisation;
  const url = `${sim.web}/${login}/${row.name}`;
  const has = (path) => path in row.files;
  return {
    __typename: "Repository",
    id: nodeId("R", row.id),
    databaseId: row.id,
    name: row.name,
    nameWithOwner: `${login}/${row.name}`,
    url,
    owner: { __typename: "Organization", id: nodeId("O", company.organisation.id), login, databaseId: company.organisation.id },
    description: row.description,
    visibility: row.visibility.toUpperCase(),
    isPrivate: row.visibility !== "public",
    isArchived: row.archived,
    isDisabled: false,
    isFork: row.fork,
    isTemplate: row.template,
    isEmpty: Boolean(row.empty),
    createdAt: row.created_at,
    pushedAt: row.pushed_at,
    updatedAt: row.updated_at,
    archivedAt: row.archived ? row.updated_at : null,
    forkingAllowed: row.forking_allowed,
    hasIssuesEnabled: row.has_issues,
    viewerCanAdminister: true,
    hasDiscussionsEnabled: row.has_discussions,
    isSecurityPolicyEnabled: has("SECURITY.md"),
    hasVulnerabilityAlertsEnabled: row.id % 2 === 0,
    primaryLanguage: row.language ? { __typename: "Language", id: nodeId("LANG", row.language), name: row.language } : null,
    licenseInfo: row.licence ? { __typename: "License", spdxId: row.licence, key: row.licence.toLowerCase(), name: row.licence } : null,
    codeOfConduct: has("CODE_OF_CONDUCT.md")
      ? { __typename: "CodeOfConduct", key: "other", name: "Other", url: `${url}/CODE_OF_CONDUCT.md` }
      : null,
    contributingGuidelines: has("CONTRIBUTING.md") ? { url: `${url}/CONTRIBUTING.md`, body: row.files["CONTRIBUTING.md"] } : null,
    defaultBranchRef: row.empty
      ? null
      : {
          __typename: "Ref",
          id: nodeId("REF", row.id),
          name: row.default_branch,
          target: { __typename: "Commit", oid: headOid(row), id: nodeId("C", headOid(row)) },
        },
    repositoryTopics(args, context, info) {
      only("first last after before", args, context, info);
      const node = (name) => ({
        __typename: "RepositoryTopic",
        id: nodeId("RT", row.id, name),
        url: `${sim.web}/topics/${name}`,
        topic: { __typename: "Topic", id: nodeId("TO", name), name },
      });
      return connection(args, row.topics, { node });
    },
    rulesets(args, context, info) {
      only("first last after before includeParents", args, context, info);
      const node = ({ id, name, enforcement }) => ({
        __typename: "RepositoryRuleset",
        id: nodeId("RRS", id),
        databaseId: id,
        name,
        enforcement: enforcement.toUpperCase(),
        target: "BRANCH",
      });
      return connection(
        args,
        row.rulesets.filter(({ source }) => args.includeParents !== false || source === "Repository"),
        { node },
      );
    },
    branchProtectionRules(args, context, info) {
      only("first last after before", args, context, info);
      const node = ({ approvals, code_owners }) => ({
        __typename: "BranchProtectionRule",
        id: nodeId("BPR", row.id),
        pattern: row.default_branch,
        requiresApprovingReviews: approvals > 0,
        requiredApprovingReviewCount: approvals,
        requiresCodeOwnerReviews: code_owners,
        allowsForcePushes: false,
      });
      return connection(args, row.protection ? [row.protection] : [], { node });
    },
    // Both at once is a mistake that GitHub answers with an error.
    object: ({ expression, oid }, { unserved }) => {
      if ((oid == null) === (expression == null)) return void unserved.add("object() without, or with both of, oid and expression");
      return oid != null ? objectById(row, oid) : gitObject(row, expression);
    },
    pullRequests: (args, context, info) => pullRequests(args, context, info),
    issues: (args, context, info) => issues(args, context, info),
    pullRequest: ({ number }) =>
      company
        .activity(row)
        .pull_requests.filter((pull) => pull.number === number)
        .map((pull) => nodes.pullRequest(row, pull))[0] ?? null,
    issue: ({ number }) =>
      company
        .activity(row)
        .issues.filter((issue) => issue.number === number)
        .map((issue) => nodes.issue(row, issue))[0] ?? null,
  };

  function pullRequests(args, context, info) {
    only("first last after before orderBy states baseRefName", args, context, info);
    const rows = company
      .activity(row)
      .pull_requests.filter(
        ({ state }) => (!args.states || args.states.includes(state)) && (!args.baseRefName || args.baseRefName === row.default_branch),
      );
    return connection(args, rows, { ...ordered(args, context), node: (pull) => nodes.pullRequest(row, pull) });
  }

  function issues(args, context, info) {
    only("first last after before orderBy states labels filterBy", args, context, info);
    const filter = args.filterBy ?? {};
    for (const [name, value] of Object.entries(filter))
      if (value != null && !["since", "labels", "states", "viewerSubscribed"].includes(name)) context.unserved.add(`IssueFilters.${name}`);
    const states = filter.states ?? args.states;
    const labels = filter.labels ?? args.labels;
    const rows = company
      .activity(row)
      .issues.filter(
        (issue) =>
          (!states || states.includes(issue.state)) &&
          (!labels || issue.labels.some((label) => labels.includes(label))) &&
          (!filter.since || Date.parse(issue.updated_at) >= Date.parse(filter.since)),
      );
    return connection(args, rows, { ...ordered(args, context), node: (issue) => nodes.issue(row, issue) });
  }
}

const order_fields = { UPDATED_AT: "updated_at", CREATED_AT: "created_at" };

function ordered({ orderBy }, { unserved }) {
  const field = order_fields[orderBy?.field ?? "CREATED_AT"];
  if (!field) unserved.add(`orderBy ${orderBy.field}`);
  return { position: (item) => `${item[field]} ${padded(item.number)}`, isFalling: orderBy?.direction === "DESC" };
}

// The newest commit or a file of it; GitHub knows every other object too, which nobody here asks for.
function objectById(row, oid) {
  if (row.empty) return null;
  if (oid === headOid(row)) return { __typename: "Commit", oid, id: nodeId("C", row.id) };
  const text = Object.values(row.files).find((each) => blobOid(each) === oid);
  return text === undefined ? null : blob(row, text);
}

// "HEAD:path" or "branch:path"; a branch that is not there and a path that is not there are null.
function gitObject(row, expression) {
  const [, ref, path] = /^([^:]+):?(.*)$/s.exec(expression) ?? [];
  if (row.empty || !isHead(row, ref)) return null;
  if (!expression.includes(":")) return { __typename: "Commit", oid: headOid(row), id: nodeId("C", row.id) };
  if (Object.hasOwn(row.files, path)) return blob(row, row.files[path]);
  const found = path === "" ? { type: "tree", oid: rootOid(row), path: "" } : entriesBelow(row).find((entry) => entry.path === path);
  if (!found) return null;
  return { __typename: "Tree", id: nodeId("TR", row.id, found.oid), oid: found.oid, entries: () => entries(row, path) };
}

function entries(row, folder) {
  return entriesBelow(row, folder)
    .filter(({ path }) => !path.includes("/"))
    .map((entry) => ({
      name: entry.path,
      path: folder ? `${folder}/${entry.path}` : entry.path,
      type: entry.type,
      oid: entry.oid,
      size: entry.size ?? 0,
      mode: entry.type === "tree" ? 0o40000 : 0o100644,
    }));
}

function blob(row, text) {
  const byteSize = Buffer.byteLength(text);
  const isTruncated = byteSize > most_text;
  return {
    __typename: "Blob",
    id: () => nodeId("B", row.id, blobOid(text)),
    oid: () => blobOid(text),
    byteSize,
    isBinary: false,
    isTruncated,
    text: isTruncated ? text.slice(0, most_text) : text,
  };
}
