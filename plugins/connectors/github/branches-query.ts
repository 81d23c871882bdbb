/** What GraphQL is asked of repositories; keys and protection are shown to those who administer a repository. */
export const BRANCHES = `query ($org: String!, $after: String) {
  organization(login: $org) {
    repositories(first: 50, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        nameWithOwner
        isArchived
        deployKeys(first: 100) { nodes { title readOnly } }
        defaultBranchRef {
          name
          branchProtectionRule {
            requiredApprovingReviewCount dismissesStaleReviews requiresCodeOwnerReviews requiredStatusCheckContexts
            requiresCommitSignatures isAdminEnforced allowsForcePushes allowsDeletions
          }
          rules(first: 100) {
            nodes {
              type
              parameters {
                ... on PullRequestParameters {
                  requiredApprovingReviewCount dismissStaleReviewsOnPush requireCodeOwnerReview
                }
              }
            }
          }
        }
      }
    }
  }
}`
