// SPDX-License-Identifier: Apache-2.0
// Who calls: on Cloud an e-mail with an API token (Basic), on Data Center a personal access token (Bearer).

// Put together here so that nothing takes them for secrets that somebody lost.
export const api_token = `ATATT3x${"standin".padEnd(40, "0")}`;
export const personal_token = Buffer.from("standin:personal access token").toString("base64");

export function makeTokens({ isCloud, company, clock }) {
  const begun = clock.now();
  const year = 365 * 86_400_000;
  let [isRevoked, expires_ms] = [false, begun + year];
  const person = company.me();
  const basic = Buffer.from(`${person.email}:${api_token}`).toString("base64");
  return {
    authorization: isCloud ? `Basic ${basic}` : `Bearer ${personal_token}`,
    revoke: () => (isRevoked = true),
    expire: () => (expires_ms = clock.now()),
    restore: () => ([isRevoked, expires_ms] = [false, begun + year]),
    // {kind: "none" | "bad" | "basic" | "bearer", who, person}; `kind` "foreign": a scheme that this product does not take.
    read(header) {
      if (header === undefined) return { kind: "none", who: "anonymous" };
      const [, scheme, value] = /^(\w+)\s+(\S+)$/.exec(header) ?? [];
      const wanted = isCloud ? "basic" : "bearer";
      if (scheme?.toLowerCase() !== wanted) return { kind: "foreign", scheme };
      const isRight = value === (isCloud ? basic : personal_token) && !isRevoked && clock.now() < expires_ms;
      return isRight ? { kind: wanted, who: person.id, person } : { kind: "bad" };
    },
  };
}
