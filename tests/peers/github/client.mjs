// SPDX-License-Identifier: Apache-2.0
// For tests: calls as a client makes them by hand, so that each can be made wrong.
import { callByHand } from "../stand-in/client.mjs";

export { linked } from "../stand-in/client.mjs";
export const media = "application/vnd.github+json";

// {rest(path, {method, headers, body}), graphql(query, variables, {headers, body})} → {status, headers, body, text}. A header `null` is left out.
export function makeClient(github, token = github.token) {
  const standard = { "user-agent": "tests", accept: media, "x-github-api-version": "2022-11-28", authorization: `Bearer ${token}` };
  const call = (url, method, headers, body) => callByHand(url, { method, headers: { ...standard, ...headers }, body });
  return {
    rest: (path, { method = "GET", headers, body } = {}) =>
      call(
        path.startsWith("http") ? path : `${github.api}${path}`,
        method,
        { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
        typeof body === "object" ? JSON.stringify(body) : body,
      ),
    graphql: (query, variables, { headers, body } = {}) =>
      call(github.graphql, "POST", { "content-type": "application/json", ...headers }, body ?? JSON.stringify({ query, variables })),
  };
}
