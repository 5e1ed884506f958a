// SPDX-License-Identifier: Apache-2.0
// The stand-in's answers and webhooks compile as @gitbeaker's types of GitLab's. Those types know few of GitLab's nulls, so null passes; a field of
// another type, or one of the few that always must be there and is not, does not.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { createServer } from "node:http";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { test } from "node:test";
import { makeClient, startGitlab } from "./start.mjs";

// @gitbeaker requires of everybody what GitLab shows to owners or administrators only; of these types what is there must fit.
const full = (type, always) => `Partial<T.${type}> & T.${always}`;
const samples = [
  ["/projects?per_page=30", `(${full("ProjectSchema", "SimpleProjectSchema")})[]`],
  ["/projects?simple=true", "T.SimpleProjectSchema[]"],
  ["/projects/100001?license=true", full("ProjectSchema", "SimpleProjectSchema")],
  ["/groups", "T.GroupSchema[]"],
  ["/groups/acme?with_projects=false", full("ExpandedGroupSchema", "GroupSchema")],
  ["/projects/100001/members/all", full("SimpleMemberSchema", "CondensedMemberSchema"), "[]"],
  ["/projects/100001/merge_requests?per_page=30", "T.MergeRequestSchemaWithBasicLabels[]"],
  ["/projects/100001/merge_requests/1", "T.ExpandedMergeRequestSchema"],
  ["/projects/100001/merge_requests/1/notes", "T.MergeRequestNoteSchema[]"],
  ["/projects/100001/merge_requests/1/approvals", "T.MergeRequestLevelMergeRequestApprovalSchema"],
  ["/projects/RULED/approval_rules", "T.ProjectLevelApprovalRuleSchema[]"],
  ["/projects/RULED/protected_branches", "T.ProtectedBranchSchema[]"],
  ["/projects/RULED/push_rule", "T.PushRuleSchema"],
  ["/projects/100001/issues?per_page=30", "Except<T.IssueSchema, 'closed_by'>[]"],
  ["/projects/100001/issues/LINKED/links", "T.IssueLinkSchema[]"],
  ["/projects/100001/repository/tree", "T.RepositoryTreeSchema[]"],
  ["/projects/100001/repository/commits", "T.CommitSchema[]"],
  ["/projects/100001/repository/branches", "T.BranchSchema[]"],
  ["/projects/100001/hooks", full("ExpandedHookSchema", "HookSchema"), "[]"],
  ["/user", "Partial<Except<T.ExpandedUserSchema, 'private_profile'>> & T.SimpleUserSchema"],
  ["/metadata", "T.MetadataSchema"],
  ["/personal_access_tokens/self", full("PersonalAccessTokenSchema", "PersonalAccessTokenSchema").split(" & ")[0]],
  ["/application/settings", "T.ApplicationSettingsSchema"],
];
const kept = {
  merge_request: "WebhookMergeRequestEventSchema",
  issue: "WebhookIssueEventSchema",
  note: "WebhookMergeRequestNoteEventSchema",
  push: "WebhookPushEventSchema",
};

// GitLab may add fields; a webhook leaves out what did not change; @gitbeaker takes who closed
// an issue, whether a profile is private and the id of what a note is on for texts.
const prelude = [
  'import type * as T from "@gitbeaker/rest";',
  "type Loose<X> = X extends (infer Y)[] ? Loose<Y>[] : X extends object ? { [K in keyof X]: Loose<X[K]> } & Record<string, unknown> : X;",
  "type Deep<X> = X extends (infer Y)[] ? Deep<Y>[] : X extends object ? { [K in keyof X]?: Deep<X[K]> } & Record<string, unknown> : X;",
  "type Except<X, N> = { [K in keyof X as K extends N ? never : K]: X[K] };",
];

test("answers and webhooks are of @gitbeaker's types, and what is not is found", async (t) => {
  const gitlab = await startGitlab();
  const folder = await mkdtemp(fileURLToPath(new URL("../node_modules/.gitlab-types-", import.meta.url)));
  t.after(() => rm(folder, { recursive: true }));
  t.after(() => gitlab.stop());
  const call = makeClient(gitlab, gitlab.admin_token);
  const events = await eventsOf(gitlab);
  const { projects } = await gitlab.get("company");
  const ruled = projects.find(
    ({ approval_rules, protected_branches, push_rule }) => approval_rules.length > 0 && protected_branches.length > 0 && push_rule,
  );
  const linked = (await gitlab.get("project?name=100001")).issues.find(({ links }) => links.length > 0);
  const lines = [...prelude];
  for (const [i, [path, type, list = ""]] of samples.entries()) {
    const { status, body } = await call(path.replace("RULED", ruled.id).replace("LINKED", linked.iid));
    assert.equal(status, 200, path);
    assert.ok(!Array.isArray(body) || body.length > 0, `${path} shows nothing`);
    lines.push(`// ${path}`, `export const answer_${i}: Loose<${list ? `(${type})${list}` : type}> = ${JSON.stringify(body)};`);
  }
  for (const [i, event] of events.entries())
    lines.push(
      `export const event_${i}: Deep<Except<T.${kept[event.object_kind]}, ${event.object_kind === "note" ? "'object_attributes'" : "never"}>> = ${JSON.stringify(event)};`,
    );
  await writeFile(join(folder, "answers.ts"), lines.join("\n"));
  await writeFile(
    join(folder, "wrong.ts"),
    [
      ...prelude,
      `export const wrong: Loose<T.SimpleProjectSchema> = ${JSON.stringify({ ...(await call("/projects?simple=true")).body[0], id: "1" })};`,
    ].join("\n"),
  );
  const tsc = fileURLToPath(new URL("../node_modules/typescript/bin/tsc", import.meta.url));
  const options = "--noEmit --strict --strictNullChecks false --skipLibCheck --module nodenext --target es2022 --types node".split(" ");
  const files = [join(folder, "answers.ts"), join(folder, "wrong.ts")];
  const { stdout } = spawnSync(process.execPath, [tsc, ...options, ...files], { encoding: "utf8" });
  const said = stdout.split("\n").map((line) => line.slice(0, 400));
  assert.deepEqual(
    said.filter((line) => /answers\.ts/.test(line)),
    [],
  );
  assert.match(said.join("\n"), /wrong\.ts.* TS2322: Type 'string' is not assignable to type 'number'/);
});

// One of each kind, as a hook gets it.
async function eventsOf(gitlab) {
  const got = [];
  const receiver = createServer((req, res) => {
    let body = "";
    req.on("data", (bytes) => (body += bytes));
    req.on("end", () => (got.push(JSON.parse(body)), res.end()));
  });
  await new Promise((resolve) => receiver.listen(0, "127.0.0.1", resolve));
  await gitlab.post("hook", { owner: 100_001, url: `http://127.0.0.1:${receiver.address().port}/` });
  const at = { project: 100_001, author: "root", deliver: {} };
  await gitlab.post("act", { do: "approve", merge_request: 1, ...at });
  await gitlab.post("act", { do: "note", merge_request: 1, ...at });
  await gitlab.post("act", { do: "close", issue: 1, ...at });
  await gitlab.post("act", { do: "write_file", path: "README.md", text: "#", ...at });
  receiver.close();
  assert.equal(got.length, 4);
  return got;
}
