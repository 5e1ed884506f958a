// SPDX-License-Identifier: Apache-2.0
// A minimal Bolt app that handles what ISPO Bot handles. A child of the test: node app.mjs API-BASE sends
// {port}, takes what to reply to commands, and says {taken} once it has it.
import bolt from "@slack/bolt";

const app = new bolt.App({
  receiver: new bolt.HTTPReceiver({
    signingSecret: "sim-signing-secret",
    endpoints: ["/slack/events", "/slack/commands", "/slack/interactivity"],
    logLevel: "error",
  }),
  authorize: async () => ({ botToken: "xoxb-sim-bot", botId: "B0ISPOBOT", botUserId: "U0ISPOBOT" }),
  clientOptions: { slackApiUrl: process.argv[2] },
  logLevel: "error",
});
// Both have the same to say: what ISPO Bot answered comes from the test.
let reply;
process.on("message", (message) => {
  reply = message;
  process.send({ taken: true });
});
app.command("/ispo", ({ ack }) => ack(reply));
app.event("app_mention", async ({ event }) => {
  if (event.text.includes("throw")) throw new Error("on purpose");
});
app.message(async () => {});
app.action("known", async ({ ack }) => ack());
app.error(async () => {});
const server = await app.start({ port: 0, host: "127.0.0.1" });
process.send({ port: server.address().port });
