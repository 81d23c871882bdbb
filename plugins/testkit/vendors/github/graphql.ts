import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { jsonIn } from '../request-parts.ts'
import type { Organisation } from './organisation.ts'
import type { GithubRepository } from './settings.ts'

const MOST = 100

/** What protects a well kept branch, in GraphQL's words. */
const PROTECTION = {
  requiredApprovingReviewCount: 2,
  dismissesStaleReviews: true,
  requiresCodeOwnerReviews: true,
  requiredStatusCheckContexts: ['build'],
  requiresCommitSignatures: true,
  isAdminEnforced: true,
  allowsForcePushes: false,
  allowsDeletions: false,
}

/**
 * POST /graphql, of which this knows the repositories of the organisation. Every field answered is one that the query names. Who may not administer
 * repositories gets errors in place of what it hides, and still status 200. GitHub's REST description leaves it out.
 */
export function answerGraphql(
  { org, kept }: Organisation,
  { body }: VendorRequest,
  mayAdminister: boolean,
): VendorAnswer {
  const asked = jsonIn(body)
  const query = String(asked?.query ?? '')
  const variables = (asked?.variables ?? {}) as { org?: string; after?: string | null }
  const first = Number(/repositories\(first: (\d+)/.exec(query)?.[1])
  if (!(first >= 1 && first <= MOST))
    return said({
      errors: [
        {
          type: 'MISSING_PAGINATION_BOUNDARIES',
          message: query ? 'Ask for the first 1 to 100.' : 'A query attribute must be specified.',
        },
      ],
    })
  if (variables.org?.toLowerCase() !== org.toLowerCase())
    return said({ data: { organization: null }, errors: [{ type: 'NOT_FOUND', path: ['organization'] }] })
  const from = variables.after ? Number(openCursor<{ from: number }>(variables.after)?.from) : 0
  const page = kept.repositories.slice(from, from + first)
  const end = from + page.length
  const data = {
    organization: {
      repositories: {
        pageInfo: {
          hasNextPage: end < kept.repositories.length,
          endCursor: page.length > 0 ? sealCursor({ from: end }) : null,
        },
        nodes: page.map(repository => nodeOf(org, repository, mayAdminister)),
      },
    },
  }
  const fields = [...query.matchAll(/\w+/g)].map(([word]) => word)
  const shown = JSON.parse(JSON.stringify(data, fields)) as object
  const path = ['organization', 'repositories', 'nodes', 0, 'deployKeys']
  return said({ data: shown, ...(!mayAdminister && { errors: [{ type: 'FORBIDDEN', path }] }) })
}

const said = (body: object): VendorAnswer => ({ status: 200, body, undescribed: true })

function nodeOf(org: string, repository: GithubRepository, mayAdminister: boolean): object {
  const { name, archived = false, protection, rules = [], deployKeys = [] } = repository
  return {
    nameWithOwner: `${org}/${name}`,
    isArchived: archived,
    deployKeys: mayAdminister
      ? { nodes: deployKeys.map(key => ({ title: key.title, readOnly: key.read_only })) }
      : null,
    defaultBranchRef: {
      name: 'main',
      branchProtectionRule: protection === null || !mayAdminister ? null : { ...PROTECTION, ...protection },
      rules: { nodes: rules },
    },
  }
}
