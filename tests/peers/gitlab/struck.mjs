// SPDX-License-Identifier: Apache-2.0
// What GitLab's own faults do instead of an answer. Those of every vendor are in ../stand-in/struck.mjs.
import * as all from "../stand-in/struck.mjs";
import { tooMany, tooManyOfEndpoint } from "./admission.mjs";
import { notFound, refuse, unauthorized } from "./refusal.mjs";

export const actions = [
  "limit", // {retry_after: seconds | null}: 429, plain text
  "endpoint_limit", // 429 as JSON, without headers
  "unauthorized",
  "not_found",
  "timeout", // 500, as a query that took too long
];

const texts = {
  502: "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body>GitLab is not responding</body>\r\n</html>\r\n",
  503: "<html>\r\n<head><title>503</title></head>\r\n<body>Deploy in progress</body>\r\n</html>\r\n",
};

export const strike = (sim, call) => all.strike(sim, call, instead);

const instead = {
  limit({ retry_after }, call, sim) {
    if (retry_after === undefined) {
      sim.limits.leave(call.credential.who, 0);
      tooMany(sim, call);
    }
    refuse(429, "Retry later\n", { headers: retry_after === null ? {} : { "retry-after": String(retry_after) }, type: "text/plain" });
  },
  endpoint_limit: () => tooManyOfEndpoint(),
  unauthorized: () => unauthorized(),
  not_found: () => notFound(),
  timeout: () => refuse(500, { message: "500 Internal Server Error" }),
  // What stands in front of GitLab answers 502 and 503 with a page.
  status: ({ status = 500 }) =>
    texts[status] ? refuse(status, texts[status], { type: "text/html" }) : refuse(status, { message: `${status} Internal Server Error` }),
};
