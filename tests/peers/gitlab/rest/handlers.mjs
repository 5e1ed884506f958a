// SPDX-License-Identifier: Apache-2.0
// Which calls are served, with what they may hold: "METHOD /path" → {query, body, isOpen: without a token too, isPremium, scopes, endpoint_limit,
// reasons(ctx), answer(ctx) → {status?, body, headers?, type?}}.
import { makeRoutes } from "../../stand-in/routes.mjs";
import { details } from "./details.mjs";
import { groups } from "./groups.mjs";
import { hooks } from "./hooks.mjs";
import { instance } from "./instance.mjs";
import { items } from "./items.mjs";
import { lists_of_members } from "./members.mjs";
import { posture } from "./posture.mjs";
import { projects } from "./projects.mjs";
import { repository } from "./repository.mjs";

export const routes = makeRoutes({
  ...instance,
  ...projects,
  ...lists_of_members,
  ...posture,
  ...groups,
  ...items,
  ...details,
  ...repository,
  ...hooks,
});
