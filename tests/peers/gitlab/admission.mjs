// SPDX-License-Identifier: Apache-2.0
// Who calls, and whether the limits let the call in. The words are those of lib/api/api_guard.rb and the rate limiter.
import { refuse, unauthorized } from "./refusal.mjs";

const oauth_errors = {
  revoked: "Token was revoked. You have to re-authorize from the user.",
  expired: "Token is expired. You can either do re-authorization or token refresh.",
};

// The credential; refuses as GitLab does a bad one. Without one a caller is nobody, who sees what is public.
export function authenticate(sim, call) {
  const credential = sim.tokens.read(call.headers);
  if (credential.kind === "bad") {
    const error_description = oauth_errors[credential.why];
    if (!error_description) unauthorized();
    refuse(
      401,
      { error: "invalid_token", error_description },
      { headers: { "www-authenticate": `Bearer realm="The API", error="invalid_token"` } },
    );
  }
  call.credential = credential.kind === "none" ? { kind: "nobody", who: "nobody", scopes: [] } : credential;
  return call.credential;
}

export function requireScope({ scopes }, wanted) {
  if (scopes.some((scope) => wanted.includes(scope))) return;
  const error_description = "The request requires higher privileges than provided by the access token.";
  refuse(403, { error: "insufficient_scope", error_description, scope: wanted.join(" ") });
}

export function admit(sim, call, { endpoint_limit }) {
  const { who } = call.credential;
  if (!sim.limits.isEnabled()) return;
  if (sim.limits.enter(who)) tooMany(sim, call);
  if (endpoint_limit && sim.limits.hurry(who, endpoint_limit)) tooManyOfEndpoint();
}

// Plain text, as the limiter stands in front of the API.
export function tooMany(sim, call) {
  refuse(429, "Retry later\n", { headers: sim.limits.late(call.credential.who), type: "text/plain" });
}

// The application's own limits tell neither how many nor how long.
export function tooManyOfEndpoint() {
  refuse(429, { message: { error: "This endpoint has been requested too many times. Try again later." } });
}
