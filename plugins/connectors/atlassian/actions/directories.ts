import { at, confirmField, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

const listed = z.array(z.looseObject({ directoryId: z.string().min(1) })).catch([])

/** Directories that the account is in: what is done to an account is done in each of them. */
export const directoriesOf = ({ config, target }: ActionInput): HttpRequest => ({
  path: pathTo`/admin/v2/orgs/${config.organisation}/directories`,
  query: { accountId: target.externalId, limit: 100 },
})

/** Their ids. Throws where the account is in none, since there would be nothing to do and nothing said. */
export function idsIn(body: unknown): string[] {
  const ids = listed.parse(at(body, 'data')).map(({ directoryId }) => directoryId)
  if (ids.length === 0)
    throw new Error(
      'Atlassian names no directory that the account is in. List the accounts again, and look at it there.',
    )
  return ids
}

export const inEach = ({ config, target }: ActionInput, ids: string[], verb: 'suspend' | 'restore'): HttpRequest[] =>
  ids.map(id => ({
    method: 'POST',
    path: pathTo`/admin/v2/orgs/${config.organisation}/directories/${id}/users/${target.externalId}/${verb}`,
  }))

/** The account as all directories together show it. */
export const showUser = ({ config, target }: ActionInput): HttpRequest => ({
  path: pathTo`/admin/v2/orgs/${config.organisation}/directories/-/users/${target.externalId}`,
})

export const membershipIs = (is: string) =>
  confirmField({ vendor: 'Atlassian', what: 'the user', field: 'data.membershipStatus', is })
