// SPDX-License-Identifier: Apache-2.0
// For tests in Node: the stand-in as a process of its own, and calls by hand.
import { fileURLToPath } from "node:url";
import { callByHand } from "../stand-in/client.mjs";
import { startStandIn } from "../stand-in/start.mjs";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));

// {port, base, site, api, token, email?, authorization, get(path), post(path, body), del(path), stop()}: get, post and del talk to /control/.
export const startCloud = (...options) => startStandIn(program, ["--cloud", ...options]);
export const startDataCenter = (...options) => startStandIn(program, ["--data-center", ...options]);

// call(path, {method, headers, body}) → {status, headers, body, text}. A header `null` is left out; a body that is no text is sent as JSON, by POST.
export function makeClient({ api, authorization }) {
  return (path, { method, headers, body } = {}) =>
    callByHand(path.startsWith("http") ? path : `${api}${path}`, {
      method: method ?? (body === undefined ? "GET" : "POST"),
      headers: {
        "user-agent": "tests",
        accept: "application/json",
        authorization,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body !== null && typeof body === "object" ? JSON.stringify(body) : body,
    });
}
