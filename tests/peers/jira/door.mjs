// SPDX-License-Identifier: Apache-2.0
// Jira's door: the headers of every answer.
import { makeDoor } from "../stand-in/door.mjs";
import { Refusal } from "./refusal.mjs";
import { restCall } from "./rest/call.mjs";

export const apiCall = makeDoor({
  answer: restCall,
  Refusal,
  headers: (sim, call) => ({
    ...(sim.isCloud
      ? { "atl-traceid": `standin${sim.nextRequest()}`, "x-aaccountid": call.credential?.person?.id ?? "" }
      : { "x-arequestid": `standin${sim.nextRequest()}`, "x-ausername": call.credential?.person?.username ?? "anonymous" }),
    "cache-control": "no-cache, no-store, no-transform",
    ...(call.credential?.who ? sim.limits.headers(call.credential.who, call.operation) : {}),
  }),
});
