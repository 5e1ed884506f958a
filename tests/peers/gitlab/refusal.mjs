// SPDX-License-Identifier: Apache-2.0
// What GitLab itself would say instead of doing what was asked.
export class Refusal extends Error {
  constructor(status, body, { headers = {}, type } = {}) {
    super(typeof body === "string" ? body : JSON.stringify(body));
    Object.assign(this, { status, body, headers, type });
  }
}

export const refuse = (...args) => {
  throw new Refusal(...args);
};
export const notFound = (what) => refuse(404, { message: what ? `404 ${what} Not Found` : "404 Not found" });
export const forbidden = () => refuse(403, { message: "403 Forbidden" });
export const unauthorized = () => refuse(401, { message: "401 Unauthorized" });
