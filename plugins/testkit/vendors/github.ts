import { createHash } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { InstallationTokens, type GithubApp } from './github/app.ts'
import { githubError } from './github/errors.ts'
import { answerAuditLog, GIT, WEB } from './github/log.ts'
import { membershipObject, numericId, organizationFull, repositoryObject, userObject } from './github/objects.ts'
import { DEFAULT_GITHUB_SETTINGS, LIST_BY_PATH } from './github/settings.ts'
import type { GithubSettings } from './github/settings.ts'
import { FixedWindow } from './rate.ts'
import { bearerOf, jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'

/** Accounts in this group are outside collaborators, not members. */
export const OUTSIDE = 'outside-collaborators'

export interface GithubOptions {
  /** The organisation's login. */
  org: string
  /** Personal access token that requests must carry. */
  token: string
  /** An installed GitHub App, beside the token. */
  app?: GithubApp
  /** Epoch milliseconds. */
  now: () => number
  /** Members; those with the group `outside-collaborators` are collaborators from outside. */
  accounts: VendorAccount[]
  /** Most rows of a page of the log, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<GithubSettings>
}

/** A GitHub Enterprise Cloud organisation as api.github.com shows it to an owner. */
export function createGithub({ org, token, app, now, accounts, pageRows = 100, settings }: GithubOptions): Vendor {
  const log = new RowLog()
  const installation = app && new InstallationTokens(app, now)
  const orgId = numericId(`org:${org}`)
  const kept: GithubSettings = {
    ...structuredClone(DEFAULT_GITHUB_SETTINGS),
    ...settings,
    organization: { ...DEFAULT_GITHUB_SETTINGS.organization, ...settings?.organization },
  }
  const auditWindow = new FixedWindow(1_750, 3_600_000, now)
  const coreWindow = new FixedWindow(5_000, 3_600_000, now)

  const emit = (rows: object[]) => {
    for (const row of rows as { '@timestamp'?: number; action?: string }[]) {
      log.append(row['@timestamp'] ?? Number.NaN, row, row.action?.startsWith('git.') ? GIT : WEB)
    }
  }
  /** The audit log's row for what the token's owner did. */
  const record = (action: string, operation: string, fields: object) => {
    const time = now()
    const id = createHash('sha256')
      .update(`${action} ${time} ${JSON.stringify(fields)}`)
      .digest('base64url')
      .slice(0, 22)
    emit([
      {
        '@timestamp': time,
        _document_id: id,
        action,
        actor: 'casbah-bot',
        actor_id: numericId('casbah-bot'),
        created_at: time,
        operation_type: operation,
        org,
        org_id: orgId,
        ...fields,
      },
    ])
  }
  const isOutside = (account: VendorAccount) => account.groups.includes(OUTSIDE)
  const members = () => accounts.filter(account => account.status === 'ACTIVE' && !isOutside(account))
  const outsiders = () => accounts.filter(account => account.status === 'ACTIVE' && isOutside(account))

  const remove = (account: VendorAccount | undefined, action: string): VendorAnswer => {
    if (!account) return githubError(404, 'Not Found')
    account.status = 'DEPROVISIONED'
    record(action, 'remove', { user: account.login, user_id: numericId(account.id) })
    return { status: 204 }
  }

  const ofOrganization = (request: VendorRequest, rest: string): VendorAnswer => {
    const { method, path, query } = request
    const list = (rows: object[]) => pageOf(rows, path, query)
    const [, collection = '', login = ''] = /^\/(memberships|members|outside_collaborators)\/([^/]+)$/.exec(rest) ?? []
    const among = collection === 'outside_collaborators' ? outsiders() : members()
    const account = among.find(candidate => candidate.login === decodeURIComponent(login))
    switch (`${method} ${collection ? `/${collection}/` : rest}`) {
      case 'GET ':
        return { status: 200, body: organizationFull(org, orgId, kept.organization) }
      case 'GET /audit-log':
        return answerAuditLog(log, org, query, now(), pageRows)
      case 'GET /members':
        return list(chooseUsers(members(), query).map(userObject))
      case 'GET /outside_collaborators':
        return list(chooseUsers(outsiders(), query).map(userObject))
      case 'GET /memberships/':
        return account ? { status: 200, body: membershipObject(org, orgId, account) } : githubError(404, 'Not Found')
      case 'GET /members/':
        return account ? { status: 204 } : githubError(404, 'Not Found')
      case 'DELETE /memberships/':
      case 'DELETE /members/':
        return remove(account, 'org.remove_member')
      case 'DELETE /outside_collaborators/':
        return remove(account, 'org.remove_outside_collaborator')
      case 'GET /actions/permissions':
        return { status: 200, body: kept.actionsPermissions }
      case 'GET /actions/permissions/workflow':
        return { status: 200, body: kept.workflowPermissions }
      case 'GET /code-security/configurations/defaults':
        return { status: 200, body: kept.codeSecurityDefaults }
      case 'GET /installations':
        return { status: 200, body: { total_count: kept.installations.length, installations: kept.installations } }
      case 'GET /repos':
        return list(kept.repositories.map(repository => repositoryObject(org, orgId, repository)))
      default: {
        const setting = method === 'GET' ? LIST_BY_PATH[rest] : undefined
        return setting ? list(kept[setting] as object[]) : githubError(404, 'Not Found')
      }
    }
  }

  const ofRepository = (request: VendorRequest, name: string): VendorAnswer => {
    const repository = kept.repositories.find(candidate => candidate.name === name)
    if (!repository) return githubError(404, 'Not Found')
    if (request.method === 'PATCH') {
      const change = jsonIn(request.body)
      if (!change) return githubError(400, 'Problems parsing JSON')
      const wanted = change.visibility === undefined ? change.private : change.visibility !== 'public'
      if (typeof wanted === 'boolean' && wanted !== repository.private) {
        repository.private = wanted
        const [visibility, previous] = wanted ? ['private', 'public'] : ['public', 'private']
        record('repo.access', 'modify', { repo: `${org}/${name}`, visibility, previous_visibility: previous })
      }
    } else if (request.method !== 'GET') return githubError(404, 'Not Found')
    return { status: 200, body: repositoryObject(org, orgId, repository) }
  }

  const route = (request: VendorRequest): VendorAnswer => {
    const [, owner, rest = ''] = /^\/orgs\/([^/]+)(\/.*)?$/.exec(request.path) ?? []
    if (owner?.toLowerCase() === org.toLowerCase()) return ofOrganization(request, rest)
    const [, repoOwner, name = ''] = /^\/repos\/([^/]+)\/([^/]+)$/.exec(request.path) ?? []
    if (repoOwner?.toLowerCase() === org.toLowerCase()) return ofRepository(request, decodeURIComponent(name))
    return githubError(404, 'Not Found')
  }

  const recognises = (request: VendorRequest) =>
    bearerOf(request.headers) === token || (installation?.recognises(request) ?? false)

  return {
    slug: 'github',
    hosts: ['api.github.com'],
    authKind: 'token',
    credentials: { token },
    config: { org },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    recognises,
    answer: async request => {
      const given = await installation?.answer(request)
      if (given) return given
      if (!recognises(request)) return githubError(401, 'Bad credentials')
      if (!request.headers['user-agent'])
        return githubError(
          403,
          'Request forbidden by administrative rules. Please make sure your request has a User-Agent header.',
        )
      const refusal = installation?.holds(bearerOf(request.headers)) ? installation.refusal(request) : null
      const isAudit = request.path.endsWith('/audit-log')
      const verdict = (isAudit ? auditWindow : coreWindow).take()
      const answer = verdict.allowed
        ? (refusal ?? route(request))
        : githubError(403, 'API rate limit exceeded for user.')
      return {
        ...answer,
        headers: {
          ...answer.headers,
          'x-ratelimit-limit': String(verdict.limit),
          'x-ratelimit-remaining': String(verdict.remaining),
          'x-ratelimit-used': String(verdict.limit - verdict.remaining),
          'x-ratelimit-reset': String(verdict.reset),
          'x-ratelimit-resource': isAudit ? 'audit_log' : 'core',
        },
      }
    },
  }
}

function chooseUsers(users: VendorAccount[], query: URLSearchParams): VendorAccount[] {
  const role = query.get('role') ?? 'all'
  const filter = query.get('filter') ?? 'all'
  return users.filter(
    ({ isAdmin, mfa }) =>
      (role === 'all' || isAdmin === (role === 'admin')) && (filter === 'all' || (filter === '2fa_disabled' && !mfa)),
  )
}

/** A list by `page` and `per_page`, with the links that lead on. */
function pageOf(rows: object[], path: string, query: URLSearchParams): VendorAnswer {
  const perPage = Math.min(Math.max(1, Number(query.get('per_page') ?? 30) || 30), 100)
  const page = Math.max(1, Number(query.get('page') ?? 1) || 1)
  const body = rows.slice((page - 1) * perPage, page * perPage)
  if (page * perPage >= rows.length) return { status: 200, body }
  const link = (number: number, rel: string) => {
    const parameters = new URLSearchParams(query)
    parameters.set('page', String(number))
    return `<https://api.github.com${path}?${parameters.toString()}>; rel="${rel}"`
  }
  const links = [link(page + 1, 'next'), link(Math.ceil(rows.length / perPage), 'last')]
  return { status: 200, headers: { link: links.join(', ') }, body }
}
