// SPDX-License-Identifier: Apache-2.0
// The App's webhook and the organisation's: what was sent, what came back, what was lost. Nothing is sent again by itself, as at GitHub.
import { createHmac, randomUUID } from "node:crypto";
import { nodeId } from "../company/ids.mjs";
import { ghes_version } from "../ghes.mjs";
import { tellings } from "./payloads.mjs";
import { loadWebhooks } from "./schemas.mjs";

const three_days = 3 * 24 * 3_600_000;
export const org_hook_id = 8001;
const ids = { app: 8000, org: org_hook_id };

export const signature = (secret, body, algorithm = "sha256") => `${algorithm}=${createHmac(algorithm, secret).update(body).digest("hex")}`;

export function makeHooks(sim) {
  const hooks = { app: undefined, org: undefined };
  const logs = { app: [], org: [] };
  let schemas;
  let next_id = 50_000_001;

  function payload(wish) {
    const { event, action, actor, repository, team } = wish;
    if (!Object.hasOwn(tellings, event)) throw new Error(`There is no event ${event}. Known: ${Object.keys(tellings).join(", ")}.`);
    schemas ??= loadWebhooks(sim.contract.product);
    const organisation = sim.company.organisation;
    const partial = {
      ...tellings[event](sim, wish),
      ...(team ? {} : { repository: sim.shapes.repository(repository, "full-repository") }),
      organization: {
        id: organisation.id,
        login: organisation.login,
        node_id: nodeId("O", organisation.id),
        description: null,
        avatar_url: `${sim.web}/o.png`,
      },
      installation: { id: sim.tokens.installation.id, node_id: nodeId("I", sim.tokens.installation.id) },
      sender: sim.shapes.byLogin(actor),
    };
    return schemas.complete(event, action, partial, sim.api());
  }

  // One attempt. `how` {sign: "right" | "wrong" | "missing", lose: true}.
  async function attempt(kind, row, { sign = "right", lose = false } = {}) {
    const { url, secret } = hooks[kind];
    const body = JSON.stringify(row.payload);
    const signed = sign === "missing" ? {} : { "x-hub-signature-256": signature(sign === "wrong" ? `${secret}?` : secret, body) };
    const headers = {
      "content-type": "application/json",
      "user-agent": "GitHub-Hookshot/standin",
      "x-github-delivery": row.guid,
      "x-github-event": row.event,
      "x-github-hook-id": String(ids[kind]),
      "x-github-hook-installation-target-id": String(kind === "app" ? sim.tokens.app.id : sim.company.organisation.id),
      "x-github-hook-installation-target-type": kind === "app" ? "integration" : "organization",
      ...signed,
      ...(sim.isGhes ? { "x-github-enterprise-version": ghes_version, "x-github-enterprise-host": "ghes.example" } : {}),
    };
    const { "x-hub-signature-256": _, ...shown } = headers;
    const logged = { ...row, id: next_id++, delivered_ms: sim.clock.now(), headers: shown, ...(await outcome()) };
    logs[kind].unshift(logged);
    return logged;

    async function outcome() {
      if (lose) return { status: "failed to connect to host", status_code: 0, duration: 0 };
      const begun = Date.now();
      const duration = () => (Date.now() - begun) / 1000;
      try {
        const response = await fetch(url, {
          method: "POST",
          headers,
          body,
          signal: AbortSignal.timeout(sim.isGhes ? 30_000 : 10_000),
          redirect: "manual",
        });
        const said = await response.text();
        const status = response.ok ? "OK" : `Invalid HTTP Response: ${response.status}`;
        return { status, status_code: response.status, duration: duration(), said };
      } catch (error) {
        const status = error.name === "TimeoutError" ? "timed out" : "failed to connect to host";
        return { status, status_code: 0, duration: duration() };
      }
    }
  }

  const shown = (row) => ({
    id: row.id,
    guid: row.guid,
    event: row.event,
    action: row.action,
    status: row.status,
    status_code: row.status_code,
  });

  return {
    // {kind: "app" | "org", url, secret}; without `url` there is none.
    set({ kind = "app", url, secret = "" }) {
      if (!(kind in hooks)) throw new Error("A hook is of kind app or org.");
      hooks[kind] = url ? { url, secret } : undefined;
    },
    payload,
    // {event, action?, actor, …rows, times = 1, sign, lose}: sends to every hook. `lose: "silently"` is not even in the log.
    async deliver({ times = 1, sign, lose, guid = randomUUID(), ...wish }) {
      const row = {
        guid,
        event: wish.event,
        action: wish.action ?? null,
        redelivery: false,
        payload: payload(wish),
        repository_id: wish.repository?.id ?? null,
      };
      if (lose === "silently") return [];
      const kinds = Object.keys(hooks).filter((kind) => hooks[kind]);
      const attempts = kinds.flatMap((kind) => Array.from({ length: times }, () => attempt(kind, row, { sign, lose: lose === true })));
      return (await Promise.all(attempts)).map(shown);
    },
    // The same payload under the same guid; undefined if the log has no such row.
    redeliver(kind, id) {
      const found = logs[kind].find((row) => row.id === id);
      if (!found || !hooks[kind]) return undefined;
      const { guid, event, action, payload, repository_id } = found;
      return attempt(kind, { guid, event, action, payload, repository_id, redelivery: true });
    },
    // Newest first, of the last three days.
    log: (kind) => logs[kind].filter((row) => row.delivered_ms > sim.clock.now() - three_days),
    shown,
    forget() {
      for (const kind of Object.keys(hooks)) {
        hooks[kind] = undefined;
        logs[kind] = [];
      }
    },
  };
}
