// SPDX-License-Identifier: Apache-2.0
// The organisation, repository or item that a call names; what is not there or hidden is 404, what has moved is 301.
import { notFound, refuse } from "../refusal.mjs";
import { give } from "./addresses.mjs";

export function organisationOf({ company, values }) {
  if (values.org.toLowerCase() !== company.organisation.login) notFound();
  return company.organisation;
}

export function repositoryOf({ sim, company, values, call, query }) {
  if (values.owner.toLowerCase() !== company.organisation.login) notFound();
  const found = company.named(values.repo);
  if (!found || isOutside(call.credential, found.repository)) return notFound();
  if (found.moved) {
    const url = give(sim, call.path, query);
    refuse(301, "Moved Permanently", { location: url }, { url });
  }
  return found.repository;
}

// An installation token may be for some repositories only.
export const isOutside = ({ selection }, { id }) => selection !== undefined && !selection.includes(id);

export function itemOf({ company }, repository, number) {
  const { pull_requests, issues } = company.activity(repository);
  return [...pull_requests, ...issues].find((item) => item.number === Number(number)) ?? notFound();
}
