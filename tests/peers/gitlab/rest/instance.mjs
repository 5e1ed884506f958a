// SPDX-License-Identifier: Apache-2.0
// The instance itself, who asks, and with which token.
import { forbidden, unauthorized } from "../refusal.mjs";
import { gitlab_version } from "../version.mjs";

function metadata({ sim }) {
  const kas = { enabled: false, externalUrl: null, externalK8sProxyUrl: null, version: null };
  return { body: { version: gitlab_version, revision: "0123456789a", kas, enterprise: sim.settings.premium !== 404 } };
}

function me({ sim, call }) {
  const { person } = call.credential;
  if (!person) unauthorized();
  const body = {
    ...sim.shapes.user(person),
    created_at: "2019-01-01T09:00:00.000Z",
    bio: "",
    location: "",
    linkedin: "",
    twitter: "",
    discord: "",
    website_url: "",
    organization: "",
    job_title: "",
    pronouns: null,
    bot: person.bot,
    work_information: null,
    followers: 0,
    following: 0,
    is_followed: false,
    local_time: null,
    last_sign_in_at: null,
    confirmed_at: "2019-01-01T09:00:00.000Z",
    last_activity_on: null,
    email: person.email,
    theme_id: 1,
    color_scheme_id: 1,
    projects_limit: 0,
    current_sign_in_at: null,
    identities: [],
    can_create_group: false,
    can_create_project: false,
    two_factor_enabled: true,
    external: false,
    private_profile: false,
    commit_email: person.email,
    skype: "",
    ...(person.admin ? { is_admin: true, note: null, namespace_id: person.id, created_by: null } : {}),
  };
  return { body };
}

function token({ sim, call }) {
  const { id, name, scopes, person, created_ms, expires_ms } = call.credential;
  const body = {
    id,
    name,
    revoked: false,
    created_at: new Date(created_ms).toISOString(),
    description: null,
    scopes,
    user_id: person.id,
    last_used_at: sim.company.now(),
    active: true,
    expires_at: new Date(expires_ms).toISOString().slice(0, 10),
  };
  return { body };
}

function settings({ call }) {
  if (!call.credential.person.admin) forbidden();
  const body = {
    id: 1,
    default_project_visibility: "internal",
    default_group_visibility: "internal",
    restricted_visibility_levels: ["public"],
    require_two_factor_authentication: true,
    default_branch_protection: 2,
    can_create_group: true,
    default_branch_name: "main",
  };
  return { body };
}

export const instance = {
  "GET /metadata": { scopes: ["api", "read_api", "read_user", "ai_features"], answer: metadata },
  "GET /version": {
    scopes: ["api", "read_api", "read_user"],
    answer: (ctx) => ({ body: { version: metadata(ctx).body.version, revision: "0123456789a" } }),
  },
  "GET /user": { scopes: ["api", "read_api", "read_user"], answer: me },
  "GET /personal_access_tokens/self": { scopes: ["api", "read_api", "read_user", "read_repository", "self_rotate"], answer: token },
  "GET /application/settings": { scopes: ["api", "read_api"], answer: settings },
};
