import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { notFound, webexError } from './errors.ts'
import type { WebexOrganisation } from './organisation.ts'

/** What people let in: listed for one person at a time, ended one by one or for an app. */
export function answerAuthorizations(
  { accounts, settings, record }: WebexOrganisation,
  { method, query }: VendorRequest,
  path: string,
): VendorAnswer {
  const [, id] = /^\/authorizations\/([^/]+)$/.exec(path) ?? []
  if (method === 'GET') {
    if (id !== undefined) return notFound()
    const person = query.get('personId') ?? accounts.find(({ email }) => email === query.get('personEmail'))?.id
    if (!person) return webexError(400, `'personId' or 'personEmail' is required.`)
    return { status: 200, body: { items: settings.authorizations.filter(({ personId }) => personId === person) } }
  }
  if (method !== 'DELETE') return webexError(405, 'The method is not allowed.')
  const clientId = query.get('clientId')
  const ended = settings.authorizations.filter(one =>
    id === undefined ? one.clientId === clientId : one.id === decodeURIComponent(id),
  )
  if (ended.length === 0) return notFound()
  settings.authorizations = settings.authorizations.filter(one => !ended.includes(one))
  const [{ clientId: targetId, applicationName: targetName }] = ended as [(typeof ended)[number]]
  record('An authorization was deleted.', { targetType: 'AUTHORIZATION', targetId, targetName })
  return { status: 204 }
}
