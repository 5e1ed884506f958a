// SPDX-License-Identifier: Apache-2.0
// The two pages of an installation: what the app asks for, and back to the app with a code or a refusal.
import { answer, readArguments, readBody } from "./http.mjs";
import { Refusal, refuse } from "./refusal.mjs";
import { randomId, randomWord } from "./workspace.mjs";

const code_ms = 10 * 60_000;
const escape = (text) => String(text).replace(/[&<>"]/g, (each) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" })[each]);
const html = { "content-type": "text/html; charset=utf-8" };

export async function oauthPages(sim, req, res, path) {
  const query = Object.fromEntries(new URL(req.url, sim.base()).searchParams);
  try {
    if (path === "v2/authorize" && req.method === "GET") return answer(res, 200, askingPage(sim, query), html);
    if (path === "v2/decide" && req.method === "POST") {
      const { args } = await readArguments(req, await readBody(req));
      return answer(res, 302, "", { location: decide(sim, args) });
    }
    return answer(res, 404, "There is nothing here.");
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    sim.journal.add("oauth", { what: "refused", error: error.message });
    return answer(
      res,
      200,
      `<!doctype html><title>Slack</title><h1>Something went wrong</h1><p id="error">${escape(error.message)}</p>`,
      html,
    );
  }
}

// The app and the address to go back to. HTTPS, but for loopback; equal to or below a configured one; no fragment.
function checked(sim, query) {
  const app = [...sim.workspace.apps.values()].find((each) => each.client_id === query.client_id) ?? refuse("invalid_client_id");
  if (!query.scope && !query.user_scope) refuse("no_scopes");
  const redirect_uri = query.redirect_uri || app.redirect_urls[0] || refuse("bad_redirect_uri");
  const isBelow = (base) =>
    redirect_uri === base || redirect_uri.startsWith(base.endsWith("/") ? base : `${base}/`) || redirect_uri.startsWith(`${base}?`);
  const isSafe = /^https:\/\//.test(redirect_uri) || /^http:\/\/(127\.0\.0\.1|localhost)[:/]/.test(redirect_uri);
  if (!isSafe || redirect_uri.includes("#") || !app.redirect_urls.some(isBelow)) refuse("bad_redirect_uri");
  return { app, redirect_uri };
}

function askingPage(sim, query) {
  const { app } = checked(sim, query);
  sim.journal.add("oauth", { what: "asked", app_id: app.id, scope: query.scope, has_state: Boolean(query.state) });
  const places = [...sim.workspace.teams.values(), ...sim.workspace.enterprises.values()].filter(
    (place) => !query.team || place.id === query.team,
  );
  const hidden = Object.entries(query)
    .map(([name, value]) => `<input type="hidden" name="${escape(name)}" value="${escape(value)}">`)
    .join("");
  const options = places.map((place) => `<option value="${escape(place.id)}">${escape(place.name)}</option>`).join("");
  const people = [...sim.workspace.users.values()]
    .filter((user) => !user.is_bot && !user.deleted)
    .map((user) => `<option value="${escape(user.id)}">${escape(user.name)}</option>`)
    .join("");
  return `<!doctype html><html lang="en"><title>${escape(app.name)} – Slack</title><h1>${escape(app.name)} asks for permission</h1>
<ul>${(query.scope ?? "")
    .split(",")
    .filter(Boolean)
    .map((scope) => `<li>${escape(scope)}</li>`)
    .join("")}</ul>
<form method="post" action="/oauth/v2/decide">${hidden}
<label>Where <select name="place">${options}</select></label> <label>As <select name="person">${people}</select></label>
<button name="decision" value="allow">Allow</button> <button name="decision" value="deny">Deny</button></form></html>`;
}

// Where the browser goes next. args: the query of the first page, and {place, person, decision, refuse_scopes?: "a,b"}.
export function decide(sim, args) {
  const { app, redirect_uri } = checked(sim, args);
  const target = new URL(redirect_uri);
  if (args.state !== undefined) target.searchParams.set("state", args.state);
  if (args.decision !== "allow") {
    target.searchParams.set("error", "access_denied");
    return target.href;
  }
  const installation = install(sim, app, args);
  const code = {
    id: `${randomWord(8)}.${randomWord(24)}`,
    app_id: app.id,
    installation: installation.id,
    user_id: args.person,
    redirect_uri,
    has_redirect: Boolean(args.redirect_uri),
    expires_at: sim.clock.now() + code_ms,
    used: false,
  };
  sim.workspace.codes.set(code.id, code);
  sim.journal.add("oauth", { what: "allowed", app_id: app.id, place: args.place });
  target.searchParams.set("code", code.id);
  return target.href;
}

// The installation of the app in a workspace or an organisation; scopes only grow.
function install(sim, app, { place, person, scope = "", refuse_scopes = "" }) {
  const { workspace } = sim;
  const team = workspace.teams.get(place);
  const enterprise = workspace.enterprises.get(place);
  if (!team && !enterprise) refuse("team_not_found");
  if (!workspace.users.has(person)) refuse("user_not_found");
  const refused = refuse_scopes.split(",");
  const granted = scope.split(",").filter((each) => each && !refused.includes(each));
  const id = `${app.id}|${place}`;
  const known = workspace.installations.get(id);
  const bot = known
    ? workspace.users.get(known.bot_user_id)
    : newBot(sim, app, team ?? workspace.teams.get([...workspace.teams.values()].find((each) => each.enterprise_id === place)?.id));
  const scopes = [...new Set([...(known && !known.uninstalled ? known.scopes : []), ...granted])];
  const row = {
    id,
    app_id: app.id,
    team_id: team?.id ?? null,
    enterprise_id: enterprise?.id ?? team?.enterprise_id ?? null,
    bot_user_id: bot.id,
    bot_id: bot.bot_id,
    scopes,
    user_id: person,
    workspaces: known?.workspaces ?? [],
    uninstalled: false,
  };
  workspace.installations.set(id, row);
  return row;
}

function newBot(sim, app, team) {
  const bot = {
    id: randomId("U"),
    team_id: team?.id ?? null,
    name: app.name.toLowerCase().replace(/\W+/g, "_"),
    is_bot: true,
    bot_id: randomId("B"),
    app_id: app.id,
  };
  sim.workspace.merge({ users: [bot] });
  return sim.workspace.users.get(bot.id);
}
