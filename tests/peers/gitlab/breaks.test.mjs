// SPDX-License-Identifier: Apache-2.0
// Each way to break the contract is a 599 that names the operation and the reason, and is kept; each refusal of GitLab's own is GitLab's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { callByHand } from "../stand-in/client.mjs";
import { makeClient, startGitlab } from "./start.mjs";

let gitlab, call;
before(async () => {
  gitlab = await startGitlab();
  call = makeClient(gitlab);
});
after(() => gitlab.stop());

const keyset = "/projects?pagination=keyset&order_by=id&sort=asc";
const requests = "/groups/acme/merge_requests";
const tree = "/projects/100001/repository/tree";
const hooks = "/projects/100001/hooks";
const posted = (body, headers) => ({ method: "POST", body, headers });

// [what, path, {method, headers, body}, operation, reason]
const breaks = [
  ["a path that GitLab does not have", "/project", {}, "GET /project", /there is no GET/],
  ["a path that is not percent-encoded", "/projects/acme/platform/x", {}, "GET /projects/acme/platform/x", /there is no GET/],
  ["a method that the path does not have", "/projects/100001", { method: "PATCH" }, "PATCH /projects/100001", /has no PATCH/],
  ["an address without its id", "/projects//issues", {}, "GET /projects//issues", /lacks :id/],
  ["an address whose percent signs mean nothing", "/projects/%zz", {}, "GET /projects/%zz", /not percent-encoded/],
  ["an unknown parameter", "/projects?since=2026-01-01", {}, "GET /projects", /the query has since/],
  ["a parameter twice", "/projects?page=1&page=2", {}, "GET /projects", /page more than once/],
  ["a parameter that is not served here", "/projects?starred=true", {}, "GET /projects", /does not serve it/],
  ["a value outside of its list", "/projects?order_by=stars", {}, "GET /projects", /order_by must be one of/],
  ["a flag that is none", "/projects?simple=yes", {}, "GET /projects", /simple must be true or false/],
  ["a page of more than 100", "/projects?per_page=101", {}, "GET /projects", /per_page must be an integer from 1 to 100/],
  ["page zero", "/projects?page=0", {}, "GET /projects", /page must be an integer from 1/],
  ["a time without its zone", `${requests}?updated_after=2026-01-01T00:00:00`, {}, "GET /groups/:id/merge_requests", /ISO 8601/],
  ["a time that is none", `${requests}?updated_before=yesterday`, {}, "GET /groups/:id/merge_requests", /ISO 8601/],
  ["a keyset where there is none", `${requests}?pagination=keyset`, {}, "GET /groups/:id/merge_requests", /the query has pagination/],
  ["a list where one value belongs", `${requests}?state[]=opened`, {}, "GET /groups/:id/merge_requests", /state\[\]/],
  ["a keyset by something else than id", "/projects?pagination=keyset&order_by=name", {}, "GET /projects", /order_by=id only/],
  ["a keyset with a page", `${keyset}&page=2`, {}, "GET /projects", /page belongs to offset/],
  ["a tree's keyset with a page", `${tree}?pagination=keyset&page=2`, {}, "GET /projects/:id/repository/tree", /page belongs to offset/],
  ["a tree's token without its keyset", `${tree}?page_token=a`, {}, "GET /projects/:id/repository/tree", /belongs to pagination=keyset/],
  [
    "a tree's token that was made up",
    `${tree}?pagination=keyset&page_token=a`,
    {},
    "GET /projects/:id/repository/tree",
    /only sent as Link gave it/,
  ],
  ["a file without its ref", "/projects/100001/repository/files/README.md", {}, "GET /projects/:id/repository/files/:path", /lacks ref/],
  ["a token in the address", "/projects?private_token=secret", {}, "GET /projects", /a token in an address/],
  ["two credentials", "/projects", { headers: { authorization: "Bearer x" } }, "GET /projects", /both given/],
  ["no User-Agent", "/projects", { headers: { "user-agent": "" } }, "GET /projects", /User-Agent is missing/],
  [
    "a body where none belongs",
    "/projects/100001/hooks/1",
    { method: "DELETE", body: '{"a":1}' },
    "DELETE /projects/:id/hooks/:hook_id",
    /takes no body/,
  ],
  ["a body that is not JSON", hooks, posted("{"), "POST /projects/:id/hooks", /not JSON/],
  ["a body of another type", hooks, posted("{}", { "content-type": "text/plain" }), "POST /projects/:id/hooks", /content-type/],
  ["a body that is no object", hooks, posted("[]"), "POST /projects/:id/hooks", /no object/],
  ["a body without what it needs", hooks, posted({}), "POST /projects/:id/hooks", /lacks url/],
  ["an unknown property", hooks, posted({ url: "http://x", secret: "s" }), "POST /projects/:id/hooks", /the body has secret/],
  [
    "a property of the wrong type",
    hooks,
    posted({ url: "http://x", push_events: 1 }),
    "POST /projects/:id/hooks",
    /push_events must be true or false/,
  ],
  [
    "a signing token of another form",
    hooks,
    posted({ url: "http://x", signing_token: "whsec_abc" }),
    "POST /projects/:id/hooks",
    /base64 of 32 bytes/,
  ],
];

for (const [what, path, wish, operation, reason] of breaks) {
  test(`599: ${what}`, async () => {
    await gitlab.del("calls");
    const { status, body } = await call(path, wish);
    assert.equal(status, 599);
    assert.equal(body.operation, operation);
    assert.match(body.reasons.join("; "), reason);
    const kept = (await gitlab.get("breaks")).map(({ operation, reasons }) => ({ operation, reasons }));
    assert.deepEqual(kept, [body]);
  });
}

test("599: more bytes than anybody needs, and an address outside of the API", async () => {
  const large = await call(hooks, posted(" ".repeat(1024 * 1024 + 1)));
  assert.match(large.body.reasons.join(), /larger than 1048576 bytes/);
  assert.match((await callByHand(`${gitlab.base}/api/v3/projects`)).body.reasons.join(), /below \/api\/v4/);
});

test("GitLab's own refusals are no breaks", async () => {
  await gitlab.del("calls");
  const bare = (path, headers = {}) => call(path, { headers: { "private-token": null, ...headers } });
  const shown = async (answer) => (({ status, body }) => [status, body])(await answer);
  const unauthorized = [401, { message: "401 Unauthorized" }];
  assert.deepEqual(await shown(bare("/user")), unauthorized);
  assert.deepEqual(await shown(bare("/user", { "private-token": "glpat-nobody" })), unauthorized);
  assert.deepEqual(await shown(bare("/user", { authorization: "Basic eDp5" })), unauthorized);
  assert.equal((await bare("/user", { authorization: `Bearer ${gitlab.token}` })).status, 200);
  assert.deepEqual(await shown(call("/application/settings")), [403, { message: "403 Forbidden" }]);
  assert.deepEqual(await shown(call("/projects/99")), [404, { message: "404 Project Not Found" }]);
  assert.deepEqual(await shown(call("/groups/nobody")), [404, { message: "404 Group Not Found" }]);
  assert.deepEqual(await shown(call("/groups/vault")), [404, { message: "404 Group Not Found" }]);
  assert.deepEqual(await shown(call("/projects/100001/merge_requests/9999")), [404, { message: "404 Not found" }]);
  assert.deepEqual(await shown(call("/projects/100001/repository/files/none/raw")), [404, { message: "404 File Not Found" }]);
  assert.deepEqual(await shown(call("/projects/100001/repository/tree?ref=none")), [404, { message: "404 Tree Not Found" }]);
  assert.deepEqual(await shown(call("/projects/100004/repository/tree")), [404, { message: "404 Tree Not Found" }]);
  assert.deepEqual(await gitlab.get("breaks"), []);
});

test("a token that was revoked, is over or has too narrow a scope is told apart", async (t) => {
  t.after(() => gitlab.post("tokens", { do: "restore" }));
  await gitlab.post("tokens", { do: "revoke", name: "reader" });
  const revoked = await call("/user");
  assert.deepEqual([revoked.status, revoked.body.error], [401, "invalid_token"]);
  assert.match(revoked.body.error_description, /revoked/);
  await gitlab.post("tokens", { do: "restore" });
  await gitlab.post("tokens", { do: "expire", name: "reader" });
  assert.match((await call("/user")).body.error_description, /expired/);
  await gitlab.post("tokens", { do: "restore" });
  const { tokens } = await gitlab.get("about");
  const narrow = makeClient(gitlab, tokens.narrow);
  assert.equal((await narrow("/user")).status, 200);
  const refused = await narrow("/projects");
  assert.deepEqual([refused.status, refused.body.error, refused.body.scope], [403, "insufficient_scope", "api read_api"]);
  assert.equal((await call(hooks, posted({ url: "http://127.0.0.1:9/" }))).status, 403); // read_api does not write
});

test("who is nobody sees what is public, shortly, and no members", async () => {
  const nobody = (path) => call(path, { headers: { "private-token": null } });
  const { body } = await nobody("/projects?per_page=100");
  assert.ok(body.length > 0 && body.every(({ visibility, permissions }) => visibility === "public" && permissions === undefined));
  assert.equal((await nobody(`/projects/${body[0].id}/members`)).status, 401);
  const { projects } = await gitlab.get("company");
  const hidden = projects.find(({ visibility }) => visibility === "internal");
  assert.equal((await nobody(`/projects/${hidden.id}`)).status, 404);
});

test("Free has not what Premium has: 404, or 403 when told so", async (t) => {
  t.after(() => gitlab.post("settings", { premium: true }));
  const premium = ["/projects/100001/approval_rules", "/projects/100001/push_rule", "/projects/100001/approvals", "/groups/acme/hooks"];
  const admin = makeClient(gitlab, gitlab.admin_token);
  for (const path of premium) assert.equal((await admin(path)).status, 200, path);
  for (const code of [404, 403]) {
    await gitlab.post("settings", { premium: code });
    for (const path of premium) assert.equal((await admin(path)).status, code, path);
  }
  const approvals = await call("/projects/100001/merge_requests/1/approvals");
  assert.deepEqual([approvals.status, "approvals_required" in approvals.body], [200, false]);
});
