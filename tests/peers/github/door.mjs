// SPDX-License-Identifier: Apache-2.0
// GitHub's door: no call without User-Agent, and the headers of every answer.
import { makeDoor } from "../stand-in/door.mjs";
import { ghes_version } from "./ghes.mjs";
import { graphqlCall } from "./graphql/call.mjs";
import { Refusal, refuse } from "./refusal.mjs";
import { restCall } from "./rest/call.mjs";
import { changes } from "./struck.mjs";

const no_agent =
  "Request forbidden by administrative rules. Please make sure your request has a User-Agent header " +
  "(https://docs.github.com/en/rest/overview/resources-in-the-rest-api#user-agent-required).";

export const apiCall = makeDoor({
  answer(sim, call) {
    if (!call.headers["user-agent"]) refuse(403, no_agent);
    return call.kind === "graphql" ? graphqlCall(sim, call) : restCall(sim, call);
  },
  Refusal,
  headers: (sim, call) => ({
    "x-github-media-type": "github.v3; format=json",
    "x-github-request-id": `STAND:${sim.nextRequest()}`,
    ...(sim.isGhes ? { "x-github-enterprise-version": ghes_version } : {}),
    ...(call.kind === "rest" ? { "x-github-api-version-selected": "2022-11-28" } : {}),
    ...(call.credential && call.resource ? sim.limits.headers(call.credential.who, call.resource) : {}),
  }),
  changes,
  leave: (sim, call) => call.isInside && sim.limits.leaveCall(call.credential.who),
});
