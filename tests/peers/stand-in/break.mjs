// SPDX-License-Identifier: Apache-2.0
// What no client of the vendor may do: answered with status 599 and kept.
export class Break extends Error {
  constructor(operation, reasons) {
    super(reasons.join("; "));
    this.operation = operation;
    this.reasons = reasons;
  }
}
