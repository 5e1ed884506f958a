// SPDX-License-Identifier: Apache-2.0
// What Jira itself would say instead of doing what was asked.
export class Refusal extends Error {
  constructor(status, body, { headers = {}, type } = {}) {
    super(typeof body === "string" ? body : JSON.stringify(body));
    Object.assign(this, { status, body, headers, type });
  }
}

export const refuse = (...args) => {
  throw new Refusal(...args);
};
// Jira's collection of errors.
export const refuseBecause = (status, ...errorMessages) => refuse(status, { errorMessages, errors: {} });
