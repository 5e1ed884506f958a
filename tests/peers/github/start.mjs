// SPDX-License-Identifier: Apache-2.0
// For tests in Node: the stand-in as a process of its own.
import { fileURLToPath } from "node:url";
import { startStandIn } from "../stand-in/start.mjs";

const program = fileURLToPath(new URL("main.mjs", import.meta.url));

// {port, base, api, graphql, organisation, token, app_id, installation_id, get(path), post(path, body), del(path), stop()}: get, post and del
// talk to /control/. Rejects with what it said if it does not start.
export const startGithub = (...options) => startStandIn(program, options);
