// SPDX-License-Identifier: Apache-2.0
// One request to one server, signed as it says, and what of the answer matters to Slack.
import { request as overHttp } from "node:http";
import { signature } from "../slack/outgoing.mjs";

const secret = "sim-signing-secret";

function headersOf(asked) {
  const now = Math.floor(Date.now() / 1000) + (asked.skew_s ?? 0);
  const timestamp = asked.timestamp === undefined ? String(now) : asked.timestamp;
  const signed_body = asked.changed ? `${asked.body} ` : asked.body;
  let sign = asked.signature === undefined ? signature(asked.secret ?? secret, timestamp ?? now, signed_body) : asked.signature;
  if (sign && asked.version !== undefined) sign = sign.replace(/^v0=/, asked.version && `${asked.version}=`);
  if (sign && asked.capitals) sign = `v0=${sign.slice(3).toUpperCase()}`;
  if (sign && asked.cut) sign = sign.slice(0, -asked.cut);
  const headers = { "content-type": asked.type, "x-slack-request-timestamp": timestamp, "x-slack-signature": sign, ...asked.headers };
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== null && value !== undefined));
}

function once(port, asked) {
  const began = performance.now();
  return new Promise((resolve, reject) => {
    const headers = { "content-length": Buffer.byteLength(asked.body), ...headersOf(asked) };
    const sending = overHttp({ host: "127.0.0.1", port, method: asked.method ?? "POST", path: asked.path, headers, agent: false }, (response) => {
      let body = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (body += part));
      response.on("end", () => {
        const { "content-type": type = "", "x-slack-no-retry": no_retry = "" } = response.headers;
        resolve({ status: response.statusCode, type, body, no_retry, late: performance.now() - began > 1500 });
      });
    });
    sending.on("error", reject);
    sending.end(asked.body);
  });
}

// {status, type, body, no_retry, late}: `late` is nearer to Slack's three seconds than to at once.
export async function answerTo(port, asked) {
  let answer;
  for (let i = 0; i < (asked.repeat ?? 1); ++i) answer = await once(port, asked);
  return answer;
}
