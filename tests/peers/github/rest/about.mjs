// SPDX-License-Identifier: Apache-2.0
// The server itself: what is left of the budgets (free of charge; where limits are off, GHES answers 404), and what it is.
import { ghes_version } from "../ghes.mjs";
import { refuse } from "../refusal.mjs";

export const about = {
  "rate-limit/get": ({ sim, call }) => {
    if (!sim.limits.isEnabled()) refuse(404, "Rate limiting is not enabled.");
    const of = (resource) => {
      const { limit, used, remaining, reset } = sim.limits.state(call.credential.who, resource);
      return { limit, used, remaining, reset };
    };
    const search = { limit: 30, used: 0, remaining: 30, reset: of("core").reset };
    return { body: { resources: { core: of("core"), graphql: of("graphql"), search }, rate: of("core") } };
  },
  "meta/get": ({ sim }) => ({
    body: sim.shapes.make("api-overview", {
      verifiable_password_authentication: false,
      ...(sim.isGhes ? { installed_version: ghes_version } : {}),
    }),
  }),
};
