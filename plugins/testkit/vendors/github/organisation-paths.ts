import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { jsonIn } from '../request-parts.ts'
import { answerAlerts } from './alerts.ts'
import { githubError } from './errors.ts'
import { answerGrants } from './grants.ts'
import { membershipObject, numericId, organizationFull, repositoryObject, userObject } from './objects.ts'
import type { Organisation } from './organisation.ts'
import { pageOf } from './pages.ts'
import { LIST_BY_PATH } from './settings.ts'
import { answerTeams } from './teams.ts'

const notFound = () => githubError(404, 'Not Found')

/** What /orgs/{org} and the paths below it answer, the audit log apart. `isApp`: an installation of a GitHub App asks. */
export function answerOrganisation(
  organisation: Organisation,
  request: VendorRequest,
  rest: string,
  isApp: boolean,
): VendorAnswer {
  const { method, path, query } = request
  const { org, orgId, kept } = organisation
  const list = (rows: object[]) => pageOf(rows, path, query)
  switch (`${method} ${rest}`) {
    case 'GET ':
      return { status: 200, body: organizationFull(org, orgId, kept.organization) }
    case 'PATCH ':
      return change(organisation, request)
    case 'GET /actions/permissions':
      return { status: 200, body: kept.actionsPermissions }
    case 'GET /actions/permissions/workflow':
      return { status: 200, body: kept.workflowPermissions }
    case 'GET /code-security/configurations/defaults':
      return { status: 200, body: kept.codeSecurityDefaults }
    case 'GET /repos':
      return list(
        kept.repositories
          .filter(one => query.get('type') !== 'public' || !one.private)
          .map(repository => repositoryObject(org, orgId, repository)),
      )
    default: {
      const setting = method === 'GET' ? LIST_BY_PATH[rest] : undefined
      if (setting) return list(kept[setting] as object[])
      return (
        answerPeople(organisation, request, rest) ??
        answerTeams(organisation, request, rest) ??
        answerGrants(organisation, request, rest, isApp) ??
        answerAlerts(organisation, request, rest) ??
        changeHook(organisation, request, rest) ??
        notFound()
      )
    }
  }
}

/** Members, memberships and outside collaborators; null for other paths. */
function answerPeople(organisation: Organisation, { method, path, query }: VendorRequest, rest: string) {
  const { org, orgId, members, outsiders } = organisation
  const [, collection, login] = /^\/(memberships|members|outside_collaborators)(?:\/([^/]+))?$/.exec(rest) ?? []
  if (collection === undefined) return null
  const isOutside = collection === 'outside_collaborators'
  const among = isOutside ? outsiders() : members()
  if (login === undefined)
    return method === 'GET' ? pageOf(chooseUsers(among, query).map(userObject), path, query) : null
  const account = among.find(candidate => candidate.login === decodeURIComponent(login))
  if (!account && isOutside && method === 'DELETE')
    return githubError(422, 'You cannot specify an organization member to remove as an outside collaborator.')
  if (!account || (method === 'GET' && isOutside)) return notFound()
  if (method === 'GET')
    return collection === 'members' ? { status: 204 } : { status: 200, body: membershipObject(org, orgId, account) }
  if (method !== 'DELETE') return null
  account.status = 'DEPROVISIONED'
  organisation.record(isOutside ? 'org.remove_outside_collaborator' : 'org.remove_member', 'remove', {
    user: account.login,
    user_id: numericId(account.id),
  })
  return { status: 204 }
}

function change({ org, orgId, kept, record }: Organisation, { body }: VendorRequest): VendorAnswer {
  const wanted = jsonIn(body)
  if (!wanted) return githubError(400, 'Problems parsing JSON')
  const old_permission = kept.organization.default_repository_permission
  Object.assign(kept.organization, wanted)
  const permission = kept.organization.default_repository_permission
  if (permission !== old_permission)
    record('org.update_default_repository_permission', 'modify', { permission, old_permission })
  return { status: 200, body: organizationFull(org, orgId, kept.organization) }
}

/** Switching a webhook off and on, which the description leaves out; null for other paths. */
function changeHook({ kept, record }: Organisation, { method, body }: VendorRequest, rest: string) {
  const [, id] = /^\/hooks\/(\d+)$/.exec(rest) ?? []
  const hook = kept.hooks.find(one => one.id === Number(id))
  if (!hook) return null
  if (method === 'GET') return { status: 200, body: hook, undescribed: true }
  const active = jsonIn(body)?.active
  if (method !== 'PATCH' || typeof active !== 'boolean') return null
  if (active !== hook.active)
    record('hook.active_changed', 'modify', { hook_id: hook.id, active, active_was: hook.active })
  hook.active = active
  return { status: 200, body: hook, undescribed: true }
}

function chooseUsers(users: VendorAccount[], query: URLSearchParams): VendorAccount[] {
  const role = query.get('role') ?? 'all'
  const filter = query.get('filter') ?? 'all'
  return users.filter(
    ({ isAdmin, mfa }) =>
      (role === 'all' || isAdmin === (role === 'admin')) && (filter === 'all' || (filter === '2fa_disabled' && !mfa)),
  )
}
