// SPDX-License-Identifier: Apache-2.0
// Addresses that the stand-in gives. Like GitHub it writes /repositories/ID and /organizations/ID in Link and Location; those work only as
// they were given, because no client may build them.
import { Break } from "../../stand-in/break.mjs";

// The path as the contract knows it.
export function givenPath(sim, call) {
  const [, kind, id, rest] = /^\/(repositories|organizations)\/(\d+)(\/.*)?$/.exec(call.path) ?? [];
  if (!kind) return call.path;
  if (!sim.given.has(asGiven(call.path, call.query)))
    throw new Break(`${call.method} ${call.path}`, ["an address of this form is only followed as Link or Location gave it"]);
  const { login } = sim.company.organisation;
  if (kind === "organizations") return `/orgs/${login}${rest ?? ""}`;
  // A repository that was deleted meanwhile has no name any more; this one nobody has.
  const name = sim.company.byId(Number(id))?.name ?? "-gone-";
  return `/repos/${login}/${name}${rest ?? ""}`;
}

const asGiven = (path, query) => `${path}?${query}`;

// The whole address of another page of this call, or of the call at a repository's present place.
export function give(sim, path, query) {
  const { login, id } = sim.company.organisation;
  const [, owner, name, rest] = /^\/repos\/([^/]+)\/([^/]+)(.*)$/.exec(path) ?? [];
  const repository = name && owner.toLowerCase() === login ? sim.company.named(decodeURIComponent(name))?.repository : undefined;
  const [, inside] = /^\/orgs\/[^/]+(\/.*)$/.exec(path) ?? [];
  const stable = repository ? `/repositories/${repository.id}${rest}` : inside ? `/organizations/${id}${inside}` : path;
  sim.given.add(asGiven(stable, query));
  return `${sim.api()}${stable}${`${query}` === "" ? "" : `?${query}`}`;
}
