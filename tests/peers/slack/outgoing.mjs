// SPDX-License-Identifier: Apache-2.0
// One signed POST to the app, by a connection of its own, with Slack's words for what can go wrong.
import { createHmac } from "node:crypto";
import { request as overHttp } from "node:http";
import { request as overTls } from "node:https";

const most_redirects = 2;
const unreachable = new Set(["ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "EHOSTUNREACH", "ETIMEDOUT", "EPIPE"]);

// X-Slack-Signature for `body` at `timestamp` (docs.slack.dev/authentication/verifying-requests-from-slack).
export const signature = (secret, timestamp, body) => `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${body}`).digest("hex")}`;

// Headers that Slack signs with. `sign`: "right", "wrong", "missing"; `skew_s` is added to the time.
export function signedHeaders(app, body, { sign = "right", skew_s = 0 } = {}) {
  const timestamp = String(Math.floor(Date.now() / 1000) + skew_s);
  if (sign === "missing") return { "x-slack-request-timestamp": timestamp };
  const secret = sign === "wrong" ? "not the secret" : app.signing_secret;
  return { "x-slack-request-timestamp": timestamp, "x-slack-signature": signature(secret, timestamp, body) };
}

function nameOfFailure(error) {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "http_timeout";
  if (/CERT|TLS|SSL|SELF_SIGNED/.test(error.code ?? "")) return "ssl_error";
  return unreachable.has(error.code) ? "connection_failed" : "unknown_error";
}

// {status, headers, body}. Rejects when there is no whole answer before `signal`.
function exchange(url, method, body, headers, signal) {
  return new Promise((resolve, reject) => {
    const send = url.startsWith("https:") ? overTls : overHttp;
    const request = send(url, { method, headers: { "content-length": Buffer.byteLength(body), ...headers }, signal, agent: false });
    request.once("error", reject);
    request.once("response", (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (part) => (text += part));
      response.once("error", reject);
      response.once("end", () => resolve({ status: response.statusCode, headers: response.headers, body: text }));
    });
    request.end(body);
  });
}

// {transport, status, headers, body, milliseconds} or {transport, failure, milliseconds}. At most two redirects are followed.
export async function deliver(url, body, headers, { timeout_ms, method = "POST" }) {
  const began = performance.now();
  const outcome = (facts) => ({ transport: "http", ...facts, milliseconds: Math.round((performance.now() - began) * 10) / 10 });
  const all = { "user-agent": "Slackbot 1.0 (+https://api.slack.com/robots)", ...headers };
  const signal = AbortSignal.timeout(timeout_ms);
  try {
    for (let hop = 0; ; hop++) {
      const answer = await exchange(url, method, body, all, signal);
      const target = answer.status >= 300 && answer.status < 400 ? answer.headers.location : undefined;
      if (target === undefined) return outcome(answer);
      if (hop >= most_redirects) return outcome({ failure: "too_many_redirects" });
      url = new URL(target, url).href;
    }
  } catch (error) {
    return outcome({ failure: nameOfFailure(error) });
  }
}
