// SPDX-License-Identifier: Apache-2.0
// One webhook as Jira sends it: signed with X-Hub-Signature (without -256) when it has a secret.
import { createHmac, randomUUID } from "node:crypto";

const events = { open: "jira:issue_created", delete: "jira:issue_deleted" };

// {status, id}; status 0: no answer. `how` {sign: "right" | "wrong" | "missing", id}
export async function deliver(sim, wish, issue, { sign = "right", id = randomUUID() }) {
  if (!sim.hook) return undefined;
  const { url, secret } = sim.hook;
  const last = issue.history.at(-1);
  const body = JSON.stringify({
    timestamp: sim.clock.now(),
    webhookEvent: events[wish.do] ?? "jira:issue_updated",
    user: sim.shapes.user(wish.author ?? sim.company.me().id),
    issue: sim.shapes.issue(issue, ["*all"]),
    ...(last && !events[wish.do] ? { changelog: { id: String(last.id), items: sim.shapes.historyOf(last).items } } : {}),
  });
  const signature = `sha256=${createHmac("sha256", sign === "wrong" ? `${secret}?` : secret)
    .update(body)
    .digest("hex")}`;
  const signed = secret === "" || sign === "missing" ? {} : { "x-hub-signature": signature };
  const headers = {
    "content-type": "application/json; charset=UTF-8",
    "user-agent": "Atlassian HttpClient standin",
    "x-atlassian-webhook-identifier": id,
    ...signed,
  };
  try {
    const response = await fetch(url, { method: "POST", headers, body, signal: AbortSignal.timeout(20_000), redirect: "manual" });
    await response.arrayBuffer();
    return { status: response.status, id };
  } catch {
    return { status: 0, id };
  }
}
