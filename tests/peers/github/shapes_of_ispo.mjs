// SPDX-License-Identifier: Apache-2.0
// The questions that a source for InnerSource needs, for tests: inventory, pull requests lean and deep, sweep, teams, newcomer issues, members.
const budget = "rateLimit{cost remaining resetAt nodeCount}";
const page = "totalCount pageInfo{hasNextPage endCursor}";
const file = (alias, path, fields) => `${alias}: object(expression:"HEAD:${path}"){... on Blob{${fields}}}`;

const lean = `id number title state isDraft createdAt updatedAt mergedAt closedAt additions deletions changedFiles authorAssociation
  baseRefName isCrossRepository reviewDecision mergedBy{login} author{__typename login ... on User{databaseId}}`;
const review = "totalCount pageInfo{hasNextPage} nodes{state submittedAt author{__typename login}}";
const timeline = `pageInfo{hasNextPage} nodes{__typename ... on IssueComment{createdAt author{__typename login}}
  ... on ReadyForReviewEvent{createdAt} ... on PullRequestReview{submittedAt author{__typename login}}}`;

export const shapes = {
  A: `query($org:String!,$first:Int=100,$after:String){${budget} organization(login:$org){
    repositories(first:$first,after:$after,orderBy:{field:PUSHED_AT,direction:DESC}){${page} nodes{
    id databaseId nameWithOwner visibility isArchived isFork isTemplate pushedAt updatedAt forkingAllowed hasIssuesEnabled
    hasDiscussionsEnabled isSecurityPolicyEnabled hasVulnerabilityAlertsEnabled description primaryLanguage{name} licenseInfo{spdxId}
    codeOfConduct{key} contributingGuidelines{url} defaultBranchRef{name target{oid}}
    repositoryTopics(first:20){nodes{topic{name}}} rulesets(first:20,includeParents:true){nodes{name enforcement target}}
    branchProtectionRules(first:5){nodes{pattern requiresApprovingReviews requiredApprovingReviewCount requiresCodeOwnerReviews}}
    ${file("owners1", ".github/CODEOWNERS", "byteSize isTruncated text")} ${file("owners2", "CODEOWNERS", "byteSize isTruncated text")}
    ${file("owners3", "docs/CODEOWNERS", "byteSize isTruncated text")} ${file("readme", "README.md", "byteSize isTruncated text")}
    ${file("portal", "innersource.json", "byteSize isTruncated text")} ${file("contributing", "CONTRIBUTING.md", "byteSize")}}}}}`,
  B2: `query($org:String!,$name:String!,$first:Int=100,$after:String){${budget} repository(owner:$org,name:$name){databaseId
    pullRequests(first:$first,after:$after,orderBy:{field:UPDATED_AT,direction:DESC}){${page} nodes{${lean}
    reviews(first:10){${review}} timelineItems(first:5,itemTypes:[ISSUE_COMMENT,READY_FOR_REVIEW_EVENT]){${timeline}}}}}}`,
  B: `query($org:String!,$name:String!,$first:Int=100,$after:String){${budget} repository(owner:$org,name:$name){databaseId
    pullRequests(first:$first,after:$after,orderBy:{field:UPDATED_AT,direction:DESC}){${page} nodes{${lean}
    reviews(first:20){${review}} timelineItems(first:10,itemTypes:[ISSUE_COMMENT,READY_FOR_REVIEW_EVENT,PULL_REQUEST_REVIEW]){${timeline}}
    labels(first:20){nodes{name}} comments(first:1){totalCount} closingIssuesReferences(first:5){nodes{number}}}}}}`,
  C: `query($org:String!,$first:Int=100,$after:String){${budget} organization(login:$org){repositories(first:$first,after:$after){${page}
    nodes{id pushedAt updatedAt pullRequests(first:1,orderBy:{field:UPDATED_AT,direction:DESC}){totalCount nodes{updatedAt}}
    issues(first:1,orderBy:{field:UPDATED_AT,direction:DESC}){totalCount nodes{updatedAt}}}}}}`,
  E: `query($org:String!,$first:Int=50,$after:String){${budget} organization(login:$org){teams(first:$first,after:$after){${page} nodes{
    id slug name privacy parentTeam{slug}
    members(first:100,membership:IMMEDIATE){pageInfo{hasNextPage endCursor} edges{role node{databaseId login}}}
    repositories(first:100){pageInfo{hasNextPage endCursor} edges{permission node{databaseId}}}}}}}`,
  F: `query($org:String!,$name:String!,$first:Int=100,$after:String,$since:DateTime,$labels:[String!]){${budget}
    repository(owner:$org,name:$name){issues(first:$first,after:$after,states:OPEN,filterBy:{since:$since,labels:$labels}){${page} nodes{
    number title createdAt updatedAt body locked author{login} authorAssociation assignees(first:5){nodes{login}}
    labels(first:20){nodes{name}} comments(first:1){totalCount}
    timelineItems(last:10,itemTypes:[LABELED_EVENT,ISSUE_COMMENT]){nodes{__typename ... on LabeledEvent{createdAt label{name}}
      ... on IssueComment{createdAt body author{__typename login}}}}
    closedByPullRequestsReferences(first:5,includeClosedPrs:true){nodes{number state}}}}}}`,
  G: `query($org:String!,$first:Int=100,$after:String){${budget} organization(login:$org){membersWithRole(first:$first,after:$after){${page}
    edges{role node{databaseId login name}}}}}`,
  node: `query($id:ID!){${budget} node(id:$id){... on PullRequest{number reviews(first:100){${review}}
    timelineItems(first:100){nodes{__typename}}}}}`,
};
