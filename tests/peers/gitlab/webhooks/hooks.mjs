// SPDX-License-Identifier: Apache-2.0
// Webhooks as GitLab sends them: a secret in clear, a signature of Standard Webhooks, or both; ten seconds for an answer; never a second time by
// itself; and a hook that fails four times in a row is disabled, for a while after 5xx or no answer, for good after 4xx.
import { createHmac, randomUUID } from "node:crypto";
import { gitlab_version } from "../version.mjs";
import { payloadOf, titles } from "./payloads.mjs";

export const hook_events = [
  "push",
  "issues",
  "confidential_issues",
  "merge_requests",
  "tag_push",
  "note",
  "confidential_note",
  "job",
  "pipeline",
  "wiki_page",
  "deployment",
  "releases",
  "milestone",
  "emoji",
  "resource_access_token",
  "member",
  "feature_flag",
  "subgroup",
  "project",
  "vulnerability",
  "resource_deploy_token",
];
const failures_until_disabled = 4;
const first_pause_ms = 60_000;

// The signature of {id}.{timestamp}.{body}; the key is what stands after whsec_, decoded.
export function signature(signing_token, id, timestamp, body) {
  const key = Buffer.from(signing_token.replace(/^whsec_/, ""), "base64");
  return `v1,${createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")}`;
}

export function makeHooks(sim) {
  let rows = [];
  let log = [];
  let next_id = 1;

  const isPaused = ({ hook }) =>
    hook.alert_status === "disabled" || (hook.disabled_until !== null && Date.parse(hook.disabled_until) > sim.clock.now());

  function note(row, status) {
    const { hook } = row;
    if (status >= 200 && status < 400) return void Object.assign(hook, { failures: 0, alert_status: "executable", disabled_until: null });
    hook.failures++;
    if (hook.failures < failures_until_disabled) return;
    if (status >= 400 && status < 500) return void Object.assign(hook, { alert_status: "disabled", disabled_until: null });
    const pause = first_pause_ms * 2 ** (hook.failures - failures_until_disabled);
    Object.assign(hook, { alert_status: "temporarily_disabled", disabled_until: new Date(sim.clock.now() + pause).toISOString() });
  }

  // `how` {sign: "right" | "wrong" | "missing" | "old", lose: true}
  async function attempt(row, event, payload, id, { sign = "right", lose = false } = {}) {
    const { url, token, signing_token } = row.hook;
    const body = JSON.stringify(payload);
    const timestamp = Math.floor(Date.now() / 1000) - (sign === "old" ? 3600 : 0); // the receiver checks it with its own clock
    const wrong = (secret) => (sign === "wrong" ? `${secret.slice(0, -2)}A=` : secret);
    const signed =
      sign === "missing"
        ? {}
        : {
            ...(token ? { "x-gitlab-token": sign === "wrong" ? `${token}?` : token } : {}),
            ...(signing_token
              ? {
                  "webhook-id": id,
                  "webhook-timestamp": String(timestamp),
                  "webhook-signature": signature(wrong(signing_token), id, timestamp, body),
                }
              : {}),
          };
    const headers = {
      "content-type": "application/json",
      "user-agent": `GitLab/${gitlab_version}`,
      "idempotency-key": id,
      "x-gitlab-event": titles[event],
      "x-gitlab-webhook-uuid": randomUUID(),
      "x-gitlab-event-uuid": randomUUID(),
      "x-gitlab-instance": sim.web,
      ...signed,
    };
    const status = lose ? 0 : await post(url, headers, body);
    note(row, status);
    const shown = { hook_id: row.hook.id, event, idempotency_key: id, status, alert_status: row.hook.alert_status };
    log.unshift(shown);
    return shown;
  }

  return {
    of: (kind, owner) => rows.filter((row) => row.kind === kind && row.owner === owner),
    add(kind, owner, { url, ...given }) {
      const hook = {
        id: next_id++,
        url,
        name: null,
        description: null,
        created_at: sim.company.now(),
        push_events_branch_filter: "",
        branch_filter_strategy: "wildcard",
        enable_ssl_verification: true,
        repository_update_events: false,
        custom_webhook_template: "",
        url_variables: [],
        custom_headers: [],
        alert_status: "executable",
        disabled_until: null,
        failures: 0,
        ...Object.fromEntries(hook_events.map((event) => [`${event}_events`, event === "push"])),
        ...given,
      };
      rows.push({ kind, owner, hook });
      return rows.at(-1);
    },
    // Who changes a disabled hook has it on again.
    change: ({ hook }, fields) => void Object.assign(hook, fields, { alert_status: "executable", disabled_until: null, failures: 0 }),
    remove: (row) => (rows = rows.filter((each) => each !== row)),
    // {event, done, actor, sign, lose, times}: to every hook of the project and of the groups above it that wants the event.
    async deliver({ event, sign, lose, times = 1, id = randomUUID(), ...wish }) {
      const { project } = wish;
      const above = new Set(sim.company.groupsOf(project.group).map((group) => group.id));
      const wants = ({ kind, owner, hook }) => (kind === "projects" ? owner === project.id : above.has(owner)) && hook[flags[event]];
      const payload = payloadOf(sim, event, wish);
      if (lose === "silently") return [];
      const sent = [];
      for (const row of rows.filter(wants)) {
        for (let n = 0; n < times; n++) {
          if (isPaused(row)) sent.push({ hook_id: row.hook.id, event, status: null, alert_status: row.hook.alert_status });
          else sent.push(await attempt(row, event, payload, id, { sign, lose: lose === true }));
        }
      }
      return sent;
    },
    log: () => log,
    forget() {
      rows = [];
      log = [];
    },
  };
}

const flags = { merge_request: "merge_requests_events", note: "note_events", issue: "issues_events", push: "push_events" };

async function post(url, headers, body) {
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(10_000), redirect: "manual" });
    await response.arrayBuffer();
    return response.status;
  } catch {
    return 0;
  }
}
