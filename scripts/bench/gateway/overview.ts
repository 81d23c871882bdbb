/** A partner's dashboard over all four subgraphs of our own graph; the moment leaves nothing out, it only makes each request another one. */
const QUERY = `
  query PartnerOverview($since: DateTime!) {
    viewer { actor { id name } tenant { id name } scopes }
    secureScore { percent coverage byCategory { category percent } }
    critical: alerts(first: 0, filter: { state: [OPEN, IN_PROGRESS], severity: [CRITICAL], isSimulated: false }) { totalCount }
    high: alerts(first: 0, filter: { state: [OPEN, IN_PROGRESS], severity: [HIGH], isSimulated: false }) { totalCount }
    unassigned: alerts(first: 0, filter: { state: [OPEN], isAssigned: false }) { totalCount }
    apps(orderBy: OPEN_ALERTS_DESC, first: 20) {
      totalCount
      pageInfo { hasNextPage endCursor }
      edges {
        node {
          id
          name
          state
          problem { code message }
          lastEventAt
          connector { slug name vendor }
          streams { name state lagSeconds backfill { done total eta } }
          secureScore { percent points maxPoints }
          findings(first: 3, filter: { status: [FAIL, PARTIAL], hasException: false }) {
            totalCount
            edges { node { id failing evaluated control { id title severity } } }
          }
          openAlerts: alerts(first: 0, filter: { state: [OPEN, IN_PROGRESS] }) { totalCount }
          activities(first: 5, filter: { time: { since: $since } }) {
            edges {
              node {
                id
                time
                action
                outcome
                actor { id kind name account { id displayName user { id displayName } } }
                ip { country networkTag }
                alerts { id title severity }
              }
            }
          }
        }
      }
    }
  }
`

const LONG_AGO = Date.UTC(2000, 0)

export function overviewBody(unique: number): string {
  const variables = { since: new Date(LONG_AGO + unique).toISOString() }
  return JSON.stringify({ query: QUERY, operationName: 'PartnerOverview', variables })
}
