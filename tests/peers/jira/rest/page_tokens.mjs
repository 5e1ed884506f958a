// SPDX-License-Identifier: Apache-2.0
// Tokens of pages: opaque, of one query, good for a week.
import { createHash } from "node:crypto";
import { Break } from "../../stand-in/break.mjs";
import { refuseBecause } from "../refusal.mjs";

const week = 7 * 86_400_000;

// A token is a place after the last row, for the query that it was given to.
export function tokenFor(sim, query, place) {
  const token = `Ch0${createHash("sha256").update(`${sim.nextRequest()} ${query}`).digest("base64url")}`;
  sim.given.set(token, { query, place, until: sim.clock.now() + week });
  return token;
}

// The place of a token; undefined without one.
export function placeOf({ sim, call }, query, token) {
  if (token === undefined || token === null) return undefined;
  const found = sim.given.get(token);
  if (!found) throw new Break(call.operation, ["a nextPageToken is only sent as an answer gave it"]);
  if (found.query !== query) throw new Break(call.operation, ["a nextPageToken belongs to the query that it was given to"]);
  if (found.until < sim.clock.now()) refuseBecause(400, "The provided nextPageToken is invalid or expired.");
  return found.place;
}
