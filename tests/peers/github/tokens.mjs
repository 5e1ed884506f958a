// SPDX-License-Identifier: Apache-2.0
// Who calls: a person's token, an installation's token that lives an hour, or the App itself with a signed JWT.
import { createHash, createVerify, generateKeyPairSync } from "node:crypto";

const hour = 3_600_000;
// Put together here so that nothing takes it for a secret that somebody lost.
export const personal_token = `ghp_${"standin".padEnd(36, "0")}`;

const base64url = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");

export function makeTokens({ clock, organisation, person, isGhes }) {
  let made;
  const keys = () => (made ??= generateKeyPairSync("rsa", { modulusLength: 2048 }));
  const app = { id: 4711, client_id: "Iv23liSTANDIN", slug: "ispo-bot", name: "ISPO Bot" };
  const installation = { id: 600_001, account: organisation };
  const tokens = new Map([[personal_token, { kind: "personal", who: `user ID ${person.id}`, person, token: personal_token }]]);
  let minted = 0;

  // GitHub's newer form is ghs_APPID_JWT, about 520 characters with dots; a GHES still has the old one.
  function text() {
    const id = `${++minted}`;
    const chance = createHash("sha512").update(`token ${id}`).digest("base64url");
    if (isGhes) return `ghs_${chance.replace(/[-_]/g, "x").slice(0, 36)}`;
    const start = `ghs_${app.id}_${base64url({ typ: "JWT", alg: "RS256" })}.${base64url({ iid: installation.id, jti: id })}.`;
    return start + chance.repeat(10).slice(0, 520 - start.length);
  }

  return {
    app,
    installation,
    privateKey: () => keys().privateKey.export({ type: "pkcs1", format: "pem" }),
    // `selection`: ids of the repositories it is for; all when undefined.
    mint(selection, permissions) {
      const token = text();
      const row = { kind: "installation", who: `installation ID ${installation.id}`, token, installation, selection, permissions };
      tokens.set(token, { ...row, expires_ms: clock.now() + hour });
      return tokens.get(token);
    },
    // Tokens of this kind ("personal", "installation") are no good any more; all when undefined.
    revoke(kind) {
      for (const row of tokens.values()) if (kind === undefined || row.kind === kind) row.isRevoked = true;
    },
    restore() {
      for (const row of tokens.values()) row.isRevoked = false;
    },
    // {kind: "none" | "bad" | "personal" | "installation" | "app", who, reason?}
    read(header) {
      const [, token] = /^(?:bearer|token)\s+(\S+)$/i.exec(header ?? "") ?? [];
      if (!header) return { kind: "none" };
      const row = tokens.get(token);
      if (row) return row.isRevoked || clock.now() >= (row.expires_ms ?? Infinity) ? { kind: "bad", reason: "Bad credentials" } : row;
      if (!/^ey[\w-]+\.[\w-]+\.[\w-]+$/.test(token ?? "")) return { kind: "bad", reason: "Bad credentials" };
      const reason = jwtReason(token, app, keys().publicKey, [clock.now(), clock.now() - clock.ahead()]);
      return reason ? { kind: "bad", reason } : { kind: "app", who: `app ID ${app.id}` };
    },
  };
}

// What GitHub says of a JWT, or undefined if it is good by one of the clocks: a client under test may follow the stand-in's or its own.
function jwtReason(token, app, key, clocks) {
  const [header, payload, signature] = token.split(".");
  const undecodable = "A JSON web token could not be decoded";
  let claims;
  try {
    if (JSON.parse(Buffer.from(header, "base64url")).alg !== "RS256") return undecodable;
    claims = JSON.parse(Buffer.from(payload, "base64url"));
  } catch {
    return undecodable;
  }
  if (!createVerify("RSA-SHA256").update(`${header}.${payload}`).verify(key, signature, "base64url")) return undecodable;
  if (![String(app.id), app.client_id].includes(String(claims.iss))) return "'Issuer' claim ('iss') must be an Integer";
  const reasons = clocks.map((now) => timeReason(claims, now / 1000));
  return reasons.includes(undefined) ? undefined : reasons[0];
}

function timeReason({ iat, exp }, now) {
  if (!Number.isInteger(iat)) return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  if (!Number.isInteger(exp))
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  if (iat > now + 5) return "'Issued at' claim ('iat') must be an Integer representing the time that the assertion was issued";
  if (exp <= now)
    return "'Expiration time' claim ('exp') must be a numeric value representing the future time at which the assertion expires";
  if (exp > now + 600 + 5) return "'Expiration time' claim ('exp') is too far in the future";
  return undefined;
}
