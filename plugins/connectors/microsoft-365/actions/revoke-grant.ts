import { confirmListed, defineAction, pathTo, type ActionInput, type HttpRequest } from '@casbah/sdk'
import { z } from 'zod'

/** A right of an app itself is named by app and assignment, what people let an app do by one id. */
function partsOf({ target }: ActionInput): { app: string; assignment: string } | null {
  const [app = '', assignment] = target.externalId.split('/')
  return assignment === undefined ? null : { app, assignment }
}

function removal(input: ActionInput): HttpRequest {
  const parts = partsOf(input)
  const path = parts
    ? pathTo`/servicePrincipals/${parts.app}/appRoleAssignments/${parts.assignment}`
    : pathTo`/oauth2PermissionGrants/${input.target.externalId}`
  return { method: 'DELETE', path }
}

function list(input: ActionInput): HttpRequest {
  const parts = partsOf(input)
  if (parts) return { path: pathTo`/servicePrincipals/${parts.app}/appRoleAssignments` }
  return { path: '/oauth2PermissionGrants', query: { $filter: `clientId eq '${input.target.clientId}'`, $top: 999 } }
}

/** Rights of apps themselves want AppRoleAssignment.ReadWrite.All in its place. */
export const revokeGrant = defineAction({
  name: 'revoke-grant',
  title: 'Revoke third-party app',
  description:
    'Takes back what was let in: a consent of a person or of the organisation, or a right of the app itself, for which the right AppRoleAssignment.ReadWrite.All is needed besides. Tokens that are out go on for up to an hour.',
  target: 'GRANT',
  effect: 'DISRUPTIVE',
  scope: 'DelegatedPermissionGrant.ReadWrite.All',
  input: z.object({}),
  request: removal,
  answers: [404],
  confirm: {
    request: list,
    judge: confirmListed({
      vendor: 'Microsoft',
      what: 'the grants of this app',
      list: 'value',
      more: '@odata.nextLink',
      id: 'id',
      value: input => partsOf(input)?.assignment ?? input.target.externalId,
      is: false,
    }),
  },
})
