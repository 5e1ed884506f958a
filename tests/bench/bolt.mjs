// A minimal Bolt app with a trivial handler: the yardstick for signed slash commands.
import bolt from "@slack/bolt";
import { readFileSync } from "node:fs";

const port = Number(process.argv[2]);
// TEXT=FILE: the very reply that ISPO Bot gives to the same command, so that both send the same bytes.
const replies = new Map(process.argv.slice(3).map((pair) => {
  const [text, file] = pair.split("=");
  return [text, JSON.parse(readFileSync(file, "utf8"))];
}));
const app = new bolt.App({ signingSecret: process.env.SECRET, token: "xoxb-none", tokenVerificationEnabled: false, logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-none", botId: "B1", botUserId: "U1" }), token: undefined });
app.command("/ispo", async ({ ack, command }) => { await ack(replies.get(command.text)); });
await app.start(port);
console.log("ready");
