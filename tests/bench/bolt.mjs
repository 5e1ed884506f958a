// A minimal Bolt app with a trivial handler: the yardstick for signed slash commands.
import bolt from "@slack/bolt";
import { readFileSync } from "node:fs";

const port = Number(process.argv[2]);
// The very reply that ISPO Bot gives to the same command, so that both send the same bytes.
const reply = JSON.parse(readFileSync(process.argv[3], "utf8"));
const app = new bolt.App({ signingSecret: process.env.SECRET, token: "xoxb-none", tokenVerificationEnabled: false, logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-none", botId: "B1", botUserId: "U1" }), token: undefined });
app.command("/ispo", async ({ ack }) => { await ack(reply); });
await app.start(port);
console.log("ready");
