import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { goneFrom } from '../graph.ts'

/** A right of an app itself is named by app and assignment, what people let an app do by one id. */
function placeOf({ target: { externalId, clientId } }: ActionInput) {
  const [first, assignment] = externalId.split('/')
  return assignment === undefined
    ? {
        id: first,
        list: { path: '/oauth2PermissionGrants', query: { $filter: `clientId eq '${clientId}'`, $top: 999 } },
      }
    : { id: assignment, list: { path: pathTo`/servicePrincipals/${first}/appRoleAssignments` } }
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
  request: input => ({ method: 'DELETE', path: placeOf(input).list.path + pathTo`/${placeOf(input).id}` }),
  answers: [404],
  confirm: {
    request: input => placeOf(input).list,
    judge: goneFrom('the grants of this app', input => placeOf(input).id),
  },
})
