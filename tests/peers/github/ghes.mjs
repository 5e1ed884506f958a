// SPDX-License-Identifier: Apache-2.0
// The release of GitHub Enterprise Server whose contract is served with --ghes.
export const ghes_version = "3.19.0";
