// SPDX-License-Identifier: Apache-2.0
// For tests in Node: the stand-in as a process of its own, and calls by hand.
import { fileURLToPath } from "node:url";
import { callByHand } from "../stand-in/client.mjs";
import { startStandIn } from "../stand-in/start.mjs";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));

// {port, base, host, api, groups, token, admin_token, get(path), post(path, body), del(path), stop()}: get, post and del talk to /control/.
export const startGitlab = (...options) => startStandIn(program, options);

// call(path, {method, headers, body}) → {status, headers, body, text}. A header `null` is left out; a body that is no text is sent as JSON.
export function makeClient(gitlab, token = gitlab.token) {
  return (path, { method = "GET", headers, body } = {}) =>
    callByHand(path.startsWith("http") ? path : `${gitlab.api}${path}`, {
      method,
      headers: {
        "user-agent": "tests",
        "private-token": token,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: typeof body === "object" ? JSON.stringify(body) : body,
    });
}
