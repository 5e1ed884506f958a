// node web_api.mjs API-BASE CALLS: microseconds of CPU for a chat.postMessage of @slack/web-api on a warm connection.
import { WebClient } from "@slack/web-api";

const [base, calls] = process.argv.slice(2);
const client = new WebClient("xoxb-bench-0123456789", { slackApiUrl: base, logLevel: "error" });
const section = { type: "section", text: { type: "mrkdwn", text: "x".repeat(400) } };
async function run(times) {
  for (let i = 0; i < times; ++i)
    await client.chat.postMessage({
      channel: "C0GENERAL",
      thread_ts: "1515449522.000016",
      text: "payments-api: L2 of 4",
      blocks: [section, section],
      unfurl_links: false,
      unfurl_media: false,
      parse: "none",
      metadata: { event_type: "ispo_message", event_payload: { claim: "claim" } },
    });
}
await run(500);
const before = process.cpuUsage();
await run(Number(calls));
const { user, system } = process.cpuUsage(before);
console.log(((user + system) / calls).toFixed(1));
