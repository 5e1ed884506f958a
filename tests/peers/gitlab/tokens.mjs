// SPDX-License-Identifier: Apache-2.0
// Personal access tokens: a reader's, an administrator's, one whose scope is too narrow. They can be revoked and expire.
const day = 86_400_000;
// Put together here so that nothing takes them for secrets that somebody lost.
const token = (name) => `glpat-${`standin-${name}`.padEnd(20, "0")}`;
export const reader_token = token("reader");
export const admin_token = token("admin");
export const narrow_token = token("narrow");

export function makeTokens({ clock, company }) {
  const begun = clock.now();
  const row = (id, name, person, scopes) => ({
    id,
    name,
    person,
    scopes,
    token: token(name),
    created_ms: begun - 30 * day,
    expires_ms: begun + 335 * day,
  });
  const rows = [
    row(101, "reader", company.reader(), ["read_api", "read_repository"]),
    row(102, "admin", company.admin(), ["api"]),
    row(103, "narrow", company.reader(), ["read_user"]),
  ];
  const named = (name) => rows.filter((each) => name === undefined || each.name === name);
  return {
    revoke: (name) => named(name).forEach((each) => (each.isRevoked = true)),
    expire: (name) => named(name).forEach((each) => (each.expires_ms = clock.now())),
    restore: () => rows.forEach((each) => Object.assign(each, { isRevoked: false, expires_ms: begun + 335 * day })),
    // {kind: "none"} | {kind: "bad", why: "unknown" | "revoked" | "expired"} | {kind: the token's name, who, person, scopes, …}
    read(headers) {
      const [, bearer] = /^bearer\s+(\S+)$/i.exec(headers.authorization ?? "") ?? [];
      const given = headers["private-token"] ?? bearer;
      if (given === undefined) return { kind: headers.authorization ? "bad" : "none", why: "unknown" };
      const found = rows.find((each) => each.token === given);
      if (!found) return { kind: "bad", why: "unknown" };
      if (found.isRevoked) return { kind: "bad", why: "revoked" };
      if (clock.now() >= found.expires_ms) return { kind: "bad", why: "expired" };
      return { ...found, kind: found.name, who: `user ${found.person.id}` };
    },
  };
}
