// SPDX-License-Identifier: Apache-2.0
// A vendor's calls as a table: "GET /projects/:id/issues" → what is known of it. A segment `:name` is one percent-encoded value.

// `table` {id: route}. find(method, path) → {route: {id, …}, values} or {reason}.
export function makeRoutes(table) {
  const routes = Object.entries(table).map(([id, route]) => {
    const [method, pattern] = id.split(" ");
    return { ...route, id, method, parts: pattern.split("/") };
  });
  return {
    find(method, path) {
      const parts = path.split("/");
      const fitting = routes.filter(
        (route) => route.parts.length === parts.length && route.parts.every((part, i) => part.startsWith(":") || part === parts[i]),
      );
      // A literal segment wins over a value: /members/all is not a member's.
      const rank = (route) => route.parts.map((part) => (part.startsWith(":") ? "1" : "0")).join("");
      fitting.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
      const route = fitting.find((each) => each.method === method);
      if (!route) return { reason: fitting.length > 0 ? `${path} has no ${method}` : `there is no ${method} ${path}` };
      return { route, ...valuesOf(route, parts) };
    },
  };
}

function valuesOf(route, parts) {
  const values = {};
  for (const [i, part] of route.parts.entries()) {
    if (!part.startsWith(":")) continue;
    try {
      values[part.slice(1)] = decodeURIComponent(parts[i]);
    } catch {
      return { reason: `${parts[i]} is not percent-encoded` };
    }
    if (parts[i] === "") return { reason: `the address lacks ${part}` };
  }
  return { values };
}
