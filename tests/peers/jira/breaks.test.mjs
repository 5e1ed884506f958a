// SPDX-License-Identifier: Apache-2.0
// Each way to break the contract is a 599 that names the operation and the reason, and is kept; each refusal of Jira's own is Jira's.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeClient, startCloud, startDataCenter } from "./start.mjs";

const search = "/search/jql";
const jql = "project = PAY";
const found = (more) => ({ body: { jql, ...more } });
const asked = (text) => ({ body: { jql: text } });
const logs = (more) => ({ body: { issueIdsOrKeys: ["PAY-1"], ...more } });
const many = (n) => Array.from({ length: n }, (_, i) => `PAY-${i + 1}`);

// [what, path, {method, headers, body}, operation, reason]
const of_cloud = [
  ["a path that Jira does not have", "/issues", {}, "GET /rest/api/3/issues", /there is no GET/],
  ["a method that the path does not have", search, { method: "PUT" }, "PUT /rest/api/3/search/jql", /has no PUT/],
  ["an unknown parameter", `${search}?jql=${jql}&startAt=0`, {}, "GET /rest/api/3/search/jql", /the query has startAt/],
  ["a parameter twice", `${search}?jql=a&jql=b`, {}, "GET /rest/api/3/search/jql", /jql more than once/],
  [
    "a page that is too large",
    `${search}?jql=a&maxResults=5001`,
    {},
    "GET /rest/api/3/search/jql",
    /maxResults must be an integer from 1 to 5000/,
  ],
  ["a value outside of its list", "/statuses/search?statusCategory=OPEN", {}, "GET /rest/api/3/statuses/search", /must be one of/],
  ["a parameter that is not served here", "/project/search?typeKey=software", {}, "GET /rest/api/3/project/search", /does not serve it/],
  [
    "an expansion that is not served here",
    "/issue/PAY-1?expand=changelog,renderedFields",
    {},
    "GET /rest/api/3/issue/:issue",
    /asks for renderedFields; served is changelog/,
  ],
  ["an unknown property, which zod lets pass", search, found({ startAt: 0 }), "POST /rest/api/3/search/jql", /the body has startAt/],
  [
    "a property of the wrong type, by jira.js",
    search,
    found({ maxResults: "50" }),
    "POST /rest/api/3/search/jql",
    /the body: \/maxResults/,
  ],
  ["a JQL that is no text", search, { body: { jql: 7 } }, "POST /rest/api/3/search/jql", /the body: \/jql/],
  ["fields that are no list", search, found({ fields: "summary" }), "POST /rest/api/3/search/jql", /fields must be a list/],
  ["a page of one and a half", search, found({ maxResults: 1.5 }), "POST /rest/api/3/search/jql", /maxResults must be 1 to 5000/],
  ["page zero", search, found({ maxResults: 0 }), "POST /rest/api/3/search/jql", /maxResults must be 1 to 5000/],
  ["a token that was made up", search, found({ nextPageToken: "abc" }), "POST /rest/api/3/search/jql", /only sent as an answer gave it/],
  [
    "more than 50 ids to reconcile",
    search,
    found({ reconcileIssues: many(51).map((_, i) => i + 1) }),
    "POST /rest/api/3/search/jql",
    /at most 50/,
  ],
  ["a body that is not JSON", search, { body: "{" }, "POST /rest/api/3/search/jql", /not JSON/],
  [
    "a body of another type",
    search,
    { body: "{}", headers: { "content-type": "text/plain" } },
    "POST /rest/api/3/search/jql",
    /content-type/,
  ],
  ["another Accept", "/myself", { headers: { accept: "text/html" } }, "GET /rest/api/3/myself", /Accept is not/],
  ["a cookie", "/myself", { headers: { cookie: "JSESSIONID=1" } }, "GET /rest/api/3/myself", /no credential of a program/],
  ["logs of nobody", "/changelog/bulkfetch", { body: { issueIdsOrKeys: [] } }, "POST /rest/api/3/changelog/bulkfetch", /1 to 1000 issues/],
  [
    "logs of more than 1,000 issues",
    "/changelog/bulkfetch",
    { body: { issueIdsOrKeys: many(1001) } },
    "POST /rest/api/3/changelog/bulkfetch",
    /1 to 1000 issues/,
  ],
  [
    "logs of more than 10 fields",
    "/changelog/bulkfetch",
    logs({ fieldIds: many(11) }),
    "POST /rest/api/3/changelog/bulkfetch",
    /at most 10 fields/,
  ],
  [
    "more than 10,000 rows of logs",
    "/changelog/bulkfetch",
    logs({ maxResults: 10_001 }),
    "POST /rest/api/3/changelog/bulkfetch",
    /1 to 10000/,
  ],
  ["logs without ids, by jira.js", "/changelog/bulkfetch", { body: {} }, "POST /rest/api/3/changelog/bulkfetch", /issueIdsOrKeys/],
  [
    "more than 100 issues",
    "/issue/bulkfetch",
    { body: { issueIdsOrKeys: many(101) } },
    "POST /rest/api/3/issue/bulkfetch",
    /1 to 100 issues/,
  ],
  ["JQL that ends too early", search, asked("project ="), "POST /rest/api/3/search/jql", /ends too early/],
  ["JQL with an open quote", search, asked('project = "PAY'), "POST /rest/api/3/search/jql", /cannot be read at character/],
  ["JQL with OR", search, asked("project = PAY OR project = SRCH"), "POST /rest/api/3/search/jql", /OR stands where AND is served/],
  ["JQL with a field that is not served", search, asked('text ~ "x"'), "POST /rest/api/3/search/jql", /the field text is not served/],
  [
    "JQL with an operator that the field does not have",
    search,
    asked("updated = 1d"),
    "POST /rest/api/3/search/jql",
    /updated = is not served/,
  ],
  ["JQL with a function", search, asked("updated >= startOfDay()"), "POST /rest/api/3/search/jql", /function startOfDay/],
  ["JQL with a list that is none", search, asked("project in PAY"), "POST /rest/api/3/search/jql", /a list begins with/],
  ["JQL with a time that is none", search, asked('updated >= "2026-01-05T10:00:00Z"'), "POST /rest/api/3/search/jql", /is no time/],
  ["JQL with a day that is none", search, asked('updated >= "2026/02/30"'), "POST /rest/api/3/search/jql", /is no time/],
  ["JQL in an order that is not served", search, asked("project = PAY ORDER BY rank"), "POST /rest/api/3/search/jql", /ORDER BY rank/],
  [
    "JQL with something after its order",
    search,
    asked("project = PAY ORDER BY updated ASC project"),
    "POST /rest/api/3/search/jql",
    /stands after ORDER BY/,
  ],
];
const of_data_center = [
  ["v3", "/rest/api/3/search", {}, "GET /rest/api/3/search", /there is no GET/],
  ["Cloud's search", "/rest/api/2/search/jql?jql=a", {}, "GET /rest/api/2/search/jql", /there is no GET/],
  ["Cloud's token", "/rest/api/2/search?jql=a&nextPageToken=b", {}, "GET /rest/api/2/search", /the query has nextPageToken/],
  ["a page of minus one", "/rest/api/2/search?maxResults=-1", {}, "GET /rest/api/2/search", /maxResults must be an integer from 1/],
  [
    "a property of the wrong type",
    "/rest/api/2/search",
    { body: { jql, startAt: "x" } },
    "POST /rest/api/2/search",
    /startAt must be an integer/,
  ],
  ["a body that is no object", "/rest/api/2/search", { body: "[]" }, "POST /rest/api/2/search", /no object/],
];

for (const [name, start, rows] of [
  ["Cloud", startCloud, of_cloud],
  ["Data Center", startDataCenter, of_data_center],
]) {
  let jira, call;
  before(async () => {
    jira = await start();
    call = makeClient(jira);
  });
  after(() => jira.stop());
  for (const [what, path, wish, operation, reason] of rows) {
    test(`${name}, 599: ${what}`, async () => {
      await jira.del("calls");
      const { status, body } = await call(path.startsWith("/rest") ? jira.site + path : path, wish);
      assert.equal(status, 599);
      assert.equal(body.operation, operation);
      assert.match(body.reasons.join("; "), reason);
      const kept = (await jira.get("breaks")).map(({ operation, reasons }) => ({ operation, reasons }));
      assert.deepEqual(kept, [body]);
    });
  }
}

test("Cloud's own refusals are no breaks", async (t) => {
  const jira = await startCloud();
  t.after(() => jira.stop());
  const call = makeClient(jira);
  const shown = async (path, wish) => (({ status, body, text }) => [status, body?.errorMessages?.[0] ?? text])(await call(path, wish));
  assert.match((await shown(search, asked(" ")))[1], /must not be empty/);
  assert.match((await shown(search, asked("ORDER BY updated ASC")))[1], /^Unbounded JQL/);
  assert.deepEqual(await shown(search, asked("project in (PAY, NOPE)")), [400, "The value 'NOPE' does not exist for the field 'project'."]);
  assert.equal((await shown(search, asked("key = PAY-99999")))[0], 400);
  for (const path of ["/rest/api/3/search?jql=project=PAY", "/rest/api/2/search"])
    assert.match((await shown(jira.site + path))[1], /has been removed/);
  assert.equal((await call(`${jira.site}/rest/api/3/search`, { body: { jql } })).status, 410);
  assert.deepEqual(await shown("/issue/PAY-99999"), [404, "Issue does not exist or you do not have permission to see it."]);
  const basic = (text) => ({ headers: { authorization: `Basic ${Buffer.from(text).toString("base64")}` } });
  assert.deepEqual(await shown("/myself", basic("x@acme.example:y")), [401, "Client must be authenticated to access this resource."]);
  assert.equal((await call("/myself", { headers: { authorization: `Bearer ${jira.token}` } })).status, 403);
  await jira.post("tokens", { do: "revoke" });
  assert.equal((await call("/myself")).status, 401);
  await jira.post("tokens", { do: "restore" });
  // Who is anonymous is not refused, but sees nothing: a lost credential looks like an empty company.
  const nobody = { headers: { authorization: null } };
  assert.equal((await call("/myself", nobody)).status, 401);
  assert.equal((await call("/serverInfo", nobody)).status, 200);
  assert.deepEqual((await call("/project/search", nobody)).body.values, []);
  assert.equal((await shown(search, { ...asked(jql), ...nobody }))[0], 400);
  assert.deepEqual(await jira.get("breaks"), []);
});

test("Data Center's own refusals are no breaks", async (t) => {
  const jira = await startDataCenter();
  t.after(() => jira.stop());
  const call = makeClient(jira);
  const bad = await call("/myself", { headers: { authorization: "Bearer nobody" } });
  assert.deepEqual([bad.status, bad.body["status-code"]], [401, 401]);
  assert.equal((await call("/myself", { headers: { authorization: "Basic eDp5" } })).status, 401);
  assert.match((await call("/myself", { headers: { authorization: null } })).body.errorMessages[0], /not authenticated/);
  await jira.post("tokens", { do: "expire" });
  assert.equal((await call("/myself")).status, 401);
  await jira.post("tokens", { do: "restore" });
  assert.match((await call("/search?jql=project%20%3D%20NOPE")).body.errorMessages[0], /'NOPE' does not exist/);
  assert.equal((await call("/search")).status, 200); // no JQL is every issue
  assert.deepEqual(await jira.get("breaks"), []);
});
