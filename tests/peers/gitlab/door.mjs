// SPDX-License-Identifier: Apache-2.0
// GitLab's door: the headers of every answer.
import { makeDoor } from "../stand-in/door.mjs";
import { Refusal } from "./refusal.mjs";
import { restCall } from "./rest/call.mjs";

export const apiCall = makeDoor({
  answer: restCall,
  Refusal,
  headers: (sim, call) => ({
    "x-request-id": `STANDIN${sim.nextRequest()}`,
    "x-gitlab-meta": JSON.stringify({ correlation_id: "standin", version: "1" }),
    "cache-control": "max-age=0, private, must-revalidate",
    vary: "Origin",
    ...(call.credential ? sim.limits.headers(call.credential.who) : {}),
  }),
});
