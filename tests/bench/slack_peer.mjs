// node slack_peer.mjs KEY CERTIFICATE: answers every call as Slack answers a post, over HTTP and TLS 1.3. Prints both ports.
import { readFileSync } from "node:fs";
import { createServer as overHttp } from "node:http";
import { createServer as overTls } from "node:https";

const [key, cert] = process.argv.slice(2).map((file) => readFileSync(file));
const said = JSON.stringify({ ok: true, channel: "C0GENERAL", ts: "1515449522.000017", message: { type: "message", text: "payments-api: L2 of 4", user: "U1", ts: "1515449522.000017" } });
const connections = new Set();
function answer(req, res) {
  connections.add(req.socket);
  req.resume();
  req.on("end", () => res.writeHead(200, { "content-type": "application/json; charset=utf-8", "x-slack-req-id": "x", "content-length": said.length }).end(said));
}
const ports = await Promise.all(
  [overHttp(answer), overTls({ key, cert }, answer)].map((server) => {
    server.keepAliveTimeout = 60_000;
    return new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));
  }),
);
console.log(ports.join(" "));
process.on("SIGTERM", () => process.exit(0));
