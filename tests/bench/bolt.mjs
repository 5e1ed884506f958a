// A minimal Bolt app with a trivial handler: the yardstick for signed slash commands.
import bolt from "@slack/bolt";

const port = Number(process.argv[2]);
const app = new bolt.App({ signingSecret: process.env.SECRET, token: "xoxb-none", tokenVerificationEnabled: false, logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-none", botId: "B1", botUserId: "U1" }), token: undefined });
app.command("/ispo", async ({ ack }) => { await ack("Type /ispo help."); });
await app.start(port);
console.log("ready");
