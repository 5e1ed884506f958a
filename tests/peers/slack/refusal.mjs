// SPDX-License-Identifier: Apache-2.0
// `ok:false` with Slack's name for it. `details` become fields of the answer.
export class Refusal extends Error {
  constructor(name, details = {}) {
    super(name);
    this.details = details;
  }
}

export function refuse(name, details) {
  throw new Refusal(name, details);
}

// What a method answers when an argument is absent or of the wrong form.
export const refuseArgument = (message) => refuse("invalid_arguments", { response_metadata: { messages: [`[ERROR] ${message}`] } });

export function required(args, ...names) {
  for (const name of names) {
    if (args[name] === undefined || args[name] === "") refuseArgument(`missing required field: ${name}`);
  }
}
