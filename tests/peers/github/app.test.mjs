// SPDX-License-Identifier: Apache-2.0
// The App as GitHub's own clients sign in: a JWT for the App, a token for its installation that lives an hour.
import assert from "node:assert/strict";
import { createSign } from "node:crypto";
import { after, afterEach, before, test } from "node:test";
import { createAppAuth } from "@octokit/auth-app";
import { Octokit } from "@octokit/core";
import { makeClient } from "./client.mjs";
import { shapes } from "./shapes_of_ispo.mjs";
import { startGithub } from "./start.mjs";

let github, about;
before(async () => {
  github = await startGithub();
  about = await github.get("about");
});
afterEach(() => github.post("reset"));
after(() => github.stop());

const version = { "x-github-api-version": "2022-11-28" };

function octokitOf(there, { app }, type) {
  const octokit = new Octokit({
    baseUrl: there.api,
    userAgent: "tests",
    authStrategy: createAppAuth,
    auth: { appId: app.id, privateKey: app.private_key, ...(type === "installation" ? { installationId: app.installation_id } : {}) },
  });
  octokit.hook.before("request", (options) => void Object.assign(options.headers, version));
  return octokit;
}

test("GitHub's client signs in as the App, finds its installation, and as the installation reads lists and asks questions", async () => {
  // The client asks for its token without a version.
  await github.post("settings", { require_version: false });
  const app = octokitOf(github, about);
  assert.equal((await app.request("GET /app")).data.id, 4711);
  assert.equal((await app.request("GET /orgs/{org}/installation", { org: "acme" })).data.id, about.app.installation_id);
  assert.equal((await app.request("GET /app/installations")).data[0].account.login, "acme");
  const octokit = octokitOf(github, about, "installation");
  assert.equal((await octokit.request("GET /orgs/{org}/repos", { org: "acme", per_page: 100 })).data.length, 40);
  assert.equal((await octokit.request("GET /installation/repositories", { per_page: 100 })).data.total_count, 40);
  assert.equal((await octokit.graphql(shapes.C, { org: "acme" })).organization.repositories.totalCount, 40);
  assert.deepEqual(await github.get("breaks"), []);
});

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
function jwt(claims, { alg = "RS256", key = about.app.private_key } = {}) {
  const text = `${base64url({ alg, typ: "JWT" })}.${base64url(claims)}`;
  return `${text}.${createSign("RSA-SHA256").update(text).sign(key, "base64url")}`;
}
const seconds = () => Math.floor(Date.now() / 1000);
const good = () => ({ iat: seconds() - 60, exp: seconds() + 540, iss: about.app.id });
const mint = (body, token = jwt(good())) =>
  makeClient(github, token).rest(`/app/installations/${about.app.installation_id}/access_tokens`, {
    method: "POST",
    ...(body ? { body } : {}),
  });

test("a JWT with a wrong claim, key or algorithm is 401, as GitHub says it", async () => {
  const wrong = [
    [jwt({ ...good(), exp: seconds() + 700 }), /too far in the future/],
    [jwt({ ...good(), exp: seconds() - 1 }), /'exp'/],
    [jwt({ ...good(), iat: seconds() + 120 }), /'iat'/],
    [jwt({ ...good(), iat: undefined }), /'iat'/],
    [jwt({ ...good(), iss: 4712 }), /'iss'/],
    [jwt(good(), { alg: "HS256" }), /could not be decoded/],
    [jwt(good()).replace(/.{8}$/, "AAAAAAAA"), /could not be decoded/],
  ];
  for (const [token, says] of wrong) {
    const { status, body } = await mint(undefined, token);
    assert.equal(status, 401);
    assert.match(body.message, says);
  }
  assert.equal((await mint(undefined, jwt({ ...good(), iss: about.app.client_id }))).status, 201);
  assert.equal((await mint(undefined, jwt({ ...good(), iss: String(about.app.id) }))).status, 201);
  assert.deepEqual(await github.get("breaks"), []);
});

test("a token has 520 characters with dots, lives an hour, and then is 401 until a new one is asked for", async () => {
  const now = async () => Date.parse((await github.post("clock", { advance_ms: 0 })).now);
  const before = await now();
  const { status, body } = await mint();
  assert.equal(status, 201);
  assert.match(body.token, /^ghs_4711_ey[\w-]+\.[\w-]+\.[\w-]+$/);
  assert.equal(body.token.length, 520);
  const begun = Date.parse(body.expires_at) - 3_600_000;
  assert.ok(begun >= before && begun <= (await now()));
  const client = makeClient(github, body.token);
  assert.equal((await client.rest("/orgs/acme/repos")).status, 200);
  await github.post("clock", { advance_ms: 3_600_000 });
  assert.deepEqual([(await client.rest("/orgs/acme/repos")).status, (await client.graphql("{viewer{login}}")).status], [401, 401]);
  const renewed = makeClient(github, (await mint()).body.token);
  assert.equal((await renewed.rest("/orgs/acme/repos")).status, 200);
  await github.post("tokens", { do: "revoke", kind: "installation" });
  assert.equal((await renewed.rest("/orgs/acme/repos")).status, 401);
});

test("a GHES still gives the short form", async (t) => {
  const ghes = await startGithub("--ghes");
  t.after(() => ghes.stop());
  await ghes.post("settings", { require_version: false });
  const octokit = octokitOf(ghes, await ghes.get("about"), "installation");
  const { token } = await octokit.auth({ type: "installation" });
  assert.match(token, /^ghs_[A-Za-z0-9]{36}$/);
  assert.equal((await octokit.request("GET /orgs/{org}", { org: "acme" })).data.login, "acme");
  assert.deepEqual(await ghes.get("breaks"), []);
});

test("a token for some repositories sees these only", async () => {
  const { body } = await mint({ repository_ids: [100_001, 100_002], permissions: { metadata: "read" } });
  assert.deepEqual([body.repository_selection, body.repositories.length, body.permissions], ["selected", 2, { metadata: "read" }]);
  const client = makeClient(github, body.token);
  const { repositories } = await github.get("company");
  assert.deepEqual((await client.rest("/orgs/acme/repos")).body.map(({ id }) => id).sort(), [100_001, 100_002]);
  assert.equal((await client.rest(`/repos/acme/${repositories[2].name}`)).status, 404);
  const asked = await client.graphql(
    `{organization(login:"acme"){repositories(first:1){totalCount}} repository(owner:"acme",name:"${repositories[2].name}"){id}}`,
  );
  assert.deepEqual([asked.body.data.organization.repositories.totalCount, asked.body.data.repository], [2, null]);
});

test("more than was granted, unknown repositories and foreign installations are refused as GitHub does", async () => {
  assert.equal((await mint({ permissions: { issues: "write" } })).status, 422);
  assert.equal((await mint({ repository_ids: [1] })).status, 422);
  await github.post("settings", { permissions: { issues: "write" } });
  assert.equal((await mint({ permissions: { issues: "write" } })).status, 201);
  const client = makeClient(github, jwt(good()));
  assert.equal((await client.rest("/app/installations/1/access_tokens", { method: "POST" })).status, 404);
});

test("each credential has its own budget", async () => {
  const installation = makeClient(github, (await mint()).body.token);
  await github.post("budget", { credential: "installation", resource: "core", remaining: 0 });
  assert.equal((await installation.rest("/orgs/acme")).status, 403);
  assert.equal((await makeClient(github).rest("/orgs/acme")).status, 200);
});

test("the JWT where a token belongs, and a token where GitHub gives none, break the contract", async () => {
  const asApp = makeClient(github, jwt(good()));
  assert.match((await asApp.rest("/orgs/acme/repos")).body.reasons[0], /the App's JWT is for calls about the App/);
  assert.match((await asApp.graphql("{viewer{login}}")).body.reasons[0], /not the App's JWT/);
  const installation = makeClient(github, (await mint()).body.token);
  assert.match((await installation.rest("/orgs/acme/installation")).body.reasons[0], /takes the App's JWT/);
  assert.equal((await github.get("breaks")).length, 3);
});
