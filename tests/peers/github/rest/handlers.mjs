// SPDX-License-Identifier: Apache-2.0
// Which call of GitHub's contract is served by what: operation id → handler({sim, company, call, values, query, body}) → {status?, body, headers?}.
import { about } from "./about.mjs";
import { app } from "./app.mjs";
import { deliveries } from "./deliveries.mjs";
import { git } from "./git.mjs";
import { issues } from "./issues.mjs";
import { organisation } from "./organisation.mjs";
import { repository } from "./repository.mjs";

export const handlers = { ...organisation, ...repository, ...git, ...issues, ...app, ...deliveries, ...about };

// Parameters that GitHub has and that would be ignored here: said aloud.
export const not_served = {
  "orgs/custom-properties-for-repos-get-organization-values": ["repository_query"],
  "teams/list": ["team_type"],
  "orgs/list-outside-collaborators": ["filter"],
  "repos/get-repo-rulesets": ["targets"],
  "issues/list-for-repo": ["milestone", "assignee", "type", "creator", "mentioned", "issue_field_values"],
  "issues/list-events-for-timeline": ["exclude"],
  "apps/list-installations": ["since", "outdated"],
};
