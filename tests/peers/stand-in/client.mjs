// SPDX-License-Identifier: Apache-2.0
// For tests: calls as a client makes them by hand, so that each can be made wrong.

// {status, headers, text, body}. A header `null` is left out; redirects are not followed.
export async function callByHand(url, { method = "GET", headers = {}, body } = {}) {
  const all = Object.entries(headers).filter(([, value]) => value !== null);
  const response = await fetch(url, { method, headers: all, body, redirect: "manual" });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: readJson(text) };
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
