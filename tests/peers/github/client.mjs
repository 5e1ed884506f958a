// SPDX-License-Identifier: Apache-2.0
// For tests: calls as a client makes them by hand, so that each can be made wrong.
export const media = "application/vnd.github+json";

// {rest(path, {method, headers, body}), graphql(query, variables, {headers, body})} → {status, headers, body, text}. A header `null` is left out.
export function makeClient(github, token = github.token) {
  const standard = { "user-agent": "tests", accept: media, "x-github-api-version": "2022-11-28", authorization: `Bearer ${token}` };
  async function call(url, method, headers, body) {
    const all = Object.entries({ ...standard, ...headers }).filter(([, value]) => value !== null);
    const response = await fetch(url, { method, headers: all, body, redirect: "manual" });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, body: readJson(text) };
  }
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

function readJson(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

// The address that Link gives for `rel`.
export function linked(headers, rel) {
  const found = (headers.get("link") ?? "").split(", ").find((link) => link.endsWith(`rel="${rel}"`));
  return found?.slice(1, found.indexOf(">"));
}
