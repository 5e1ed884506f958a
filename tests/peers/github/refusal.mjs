// SPDX-License-Identifier: Apache-2.0
// What GitHub itself would say instead of doing what was asked.
export class Refusal extends Error {
  constructor(status, message, headers = {}, more = {}) {
    super(message);
    this.status = status;
    this.headers = headers;
    this.more = more;
  }
  get body() {
    return { message: this.message, documentation_url: "https://docs.github.com/rest", status: String(this.status), ...this.more };
  }
}

export const refuse = (...args) => {
  throw new Refusal(...args);
};
// GraphQL refuses with 200.
export const sayAnyway = (body) => {
  throw Object.defineProperty(new Refusal(200, ""), "body", { value: body });
};
export const notFound = () => refuse(404, "Not Found");
