// SPDX-License-Identifier: Apache-2.0
// apps.*: opening a socket, whom an event belongs to, and going away.
import { page } from "../paging.mjs";
import { refuse } from "../refusal.mjs";
import { uninstall } from "../tokens.mjs";

export const apps = {
  "apps.connections.open": {
    tier: 1,
    tokens: ["app"],
    scopes: ["connections:write"],
    header_only: true,
    run: (sim, caller) => (caller.app.link_disabled ? refuse("link_disabled") : { url: sim.socket.newUrl(caller.app.id) }), // the name is a guess: undocumented
  },
  "apps.event.authorizations.list": { tier: 4, tokens: ["app"], scopes: ["authorizations:read"], header_only: true, run: authorizations },
  "apps.uninstall": { tier: 1, run: uninstallApp },
};

function authorizations(sim, caller, args) {
  const event = [...sim.workspace.events.values()].find((each) => each.event_context === args.event_context);
  if (!event || event.app_id !== caller.app.id) refuse("invalid_event_context");
  const { items, next } = page(event.authorizations, args, { list: `authorizations ${event.id}` });
  return { authorizations: items, response_metadata: { next_cursor: next } };
}

function uninstallApp(sim, caller, args) {
  if (args.client_id !== caller.app.client_id)
    refuse(
      [...sim.workspace.apps.values()].some((app) => app.client_id === args.client_id) ? "client_id_token_mismatch" : "invalid_client_id",
    );
  if (args.client_secret !== caller.app.client_secret) refuse("bad_client_secret");
  uninstall(sim, caller.installation);
  sim.people.tellUninstalled(caller.installation);
  return {};
}
