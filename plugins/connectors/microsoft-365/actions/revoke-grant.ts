import { defineAction, pathTo, type ActionInput } from '@casbah/sdk'
import { goneFrom } from './graph.ts'

/** A right of an app itself is named by app and assignment, what people let an app do by one id. */
function partsOf({ target }: ActionInput): { app?: string | undefined; id: string } {
  const [first = '', assignment] = target.externalId.split('/')
  return assignment === undefined ? { id: first } : { app: first, id: assignment }
}

function listPath({ app }: { app?: string | undefined }): string {
  return app === undefined ? '/oauth2PermissionGrants' : pathTo`/servicePrincipals/${app}/appRoleAssignments`
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
  request: input => ({ method: 'DELETE', path: listPath(partsOf(input)) + pathTo`/${partsOf(input).id}` }),
  answers: [404],
  confirm: {
    request: input => ({
      path: listPath(partsOf(input)),
      query: partsOf(input).app ? {} : { $filter: `clientId eq '${input.target.clientId}'`, $top: 999 },
    }),
    judge: goneFrom('the grants of this app', input => partsOf(input).id),
  },
})
