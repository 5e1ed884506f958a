// SPDX-License-Identifier: Apache-2.0
// Which calls are served, with what they may hold: "METHOD /path" → {query, body, isOpen: without a token too, isPremium, scopes, endpoint_limit,
// reasons(ctx), answer(ctx) → {status?, body, headers?, type?}}.
import { makeRoutes } from "../../stand-in/routes.mjs";
import { groups } from "./groups.mjs";
import { hooks } from "./hooks.mjs";
import { instance } from "./instance.mjs";
import { items } from "./items.mjs";
import { projects } from "./projects.mjs";
import { repository } from "./repository.mjs";

export const routes = makeRoutes({ ...instance, ...projects, ...groups, ...items, ...repository, ...hooks });
