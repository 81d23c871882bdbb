import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { githubError } from './errors.ts'
import { teamObject, userObject } from './objects.ts'
import { OUTSIDE, type Organisation } from './organisation.ts'
import { pageOf } from './pages.ts'

/** Teams are the groups of members; who is in one is asked for by its slug, which the description leaves out. Null for other paths. */
export function answerTeams(
  { org, members }: Organisation,
  { method, path, query }: VendorRequest,
  rest: string,
): VendorAnswer | null {
  if (method !== 'GET' || !rest.startsWith('/teams')) return null
  const slugs = [...new Set(members().flatMap(({ groups }) => groups))].filter(slug => slug !== OUTSIDE).toSorted()
  if (rest === '/teams')
    return pageOf(
      slugs.map(slug => teamObject(org, slug)),
      path,
      query,
    )
  const [, slug = ''] = /^\/teams\/([^/]+)\/members$/.exec(rest) ?? []
  if (!slugs.includes(slug)) return githubError(404, 'Not Found')
  const inTeam = members().filter(({ groups }) => groups.includes(slug))
  return { ...pageOf(inTeam.map(userObject), path, query), undescribed: true }
}
