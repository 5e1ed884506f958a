// A Bolt app that commits each event to SQLite (WAL, synchronous=FULL, UNIQUE event_id) before it acknowledges. node bolt_durable.mjs PORT FILE
import { DatabaseSync } from "node:sqlite";
import bolt from "@slack/bolt";

const [port, file] = process.argv.slice(2);
const database = new DatabaseSync(file);
database.exec("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE received (id INTEGER PRIMARY KEY, key TEXT UNIQUE, body TEXT, at INTEGER) STRICT");
const insert = database.prepare("INSERT OR IGNORE INTO received (key, body, at) VALUES (?, ?, ?)");
const app = new bolt.App({
  signingSecret: process.env.SECRET,
  processBeforeResponse: true, // the 200 leaves after the listener
  logLevel: "error",
  authorize: async () => ({ botToken: "xoxb-none", botId: "B1", botUserId: "UBOT" }),
});
app.event("app_mention", async ({ body }) => {
  insert.run(body.event_id, JSON.stringify(body), Date.now());
});
await app.start(Number(port));
console.log("ready");
