// SPDX-License-Identifier: Apache-2.0
// The release of GitLab that is stood in for.
export const gitlab_version = "18.6.1-ee";
