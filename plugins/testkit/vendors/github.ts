import { createHash } from 'node:crypto'
import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { InstallationTokens, type GithubApp } from './github/app.ts'
import { githubError } from './github/errors.ts'
import { answerGraphql } from './github/graphql.ts'
import { answerAuditLog, GIT, WEB } from './github/log.ts'
import { numericId } from './github/objects.ts'
import { answerOrganisation } from './github/organisation-paths.ts'
import { OUTSIDE, type Organisation } from './github/organisation.ts'
import { answerRepository } from './github/repository-paths.ts'
import { DEFAULT_GITHUB_SETTINGS, type GithubSettings } from './github/settings.ts'
import { FixedWindow } from './rate.ts'
import { bearerOf } from './request-parts.ts'
import { RowLog } from './row-log.ts'

export interface GithubOptions {
  /** The organisation's login. */
  org: string
  /** The enterprise's slug; it has this organisation alone. The organisation's own when left out. */
  enterprise?: string
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
export function createGithub({
  org,
  enterprise = org,
  token,
  app,
  now,
  accounts,
  pageRows = 100,
  settings,
}: GithubOptions): Vendor {
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
  const appWindow = new FixedWindow(15_000, 3_600_000, now)
  const graphqlWindow = new FixedWindow(5_000, 3_600_000, now)

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
  const active = () => accounts.filter(({ status }) => status === 'ACTIVE')
  const organisation: Organisation = {
    org,
    orgId,
    kept,
    accounts,
    now,
    record,
    members: () => active().filter(account => !isOutside(account)),
    outsiders: () => active().filter(isOutside),
  }

  const route = (request: VendorRequest, isApp: boolean): VendorAnswer => {
    const { path, query } = request
    if (path === '/graphql' && request.method === 'POST')
      return answerGraphql(organisation, request, !isApp || app?.permissions.administration !== undefined)
    const isOwn = (name: string | undefined) => name?.toLowerCase() === org.toLowerCase()
    // Installations in an organisation may not see its enterprise.
    if (path === `/enterprises/${enterprise}/audit-log`)
      return isApp
        ? githubError(403, 'Resource not accessible by integration')
        : answerAuditLog(log, path, query, now(), pageRows)
    const [, owner, rest = ''] = /^\/orgs\/([^/]+)(\/.*)?$/.exec(path) ?? []
    if (isOwn(owner) && rest === '/audit-log') return answerAuditLog(log, path, query, now(), pageRows)
    if (isOwn(owner)) return answerOrganisation(organisation, request, rest, isApp)
    const [, repoOwner, name = '', below = ''] = /^\/repos\/([^/]+)\/([^/]+)(\/.*)?$/.exec(path) ?? []
    if (isOwn(repoOwner)) return answerRepository(organisation, request, decodeURIComponent(name), below)
    return githubError(404, 'Not Found')
  }

  const recognises = (request: VendorRequest) =>
    bearerOf(request.headers) === token || (installation?.recognises(request) ?? false)

  return {
    slug: 'github',
    hosts: ['api.github.com'],
    ...(app?.privateKey
      ? {
          authKind: 'app',
          credentials: { appId: app.appId, installationId: app.installationId, privateKey: app.privateKey },
        }
      : { authKind: 'token', credentials: { token } }),
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
      const isApp = installation?.holds(bearerOf(request.headers)) ?? false
      const refusal = isApp ? (installation?.refusal(request) ?? null) : null
      const [resource, window] = request.path.endsWith('/audit-log')
        ? (['audit_log', auditWindow] as const)
        : request.path === '/graphql'
          ? (['graphql', graphqlWindow] as const)
          : (['core', isApp ? appWindow : coreWindow] as const)
      const verdict = window.take()
      const answer = verdict.allowed
        ? (refusal ?? route(request, isApp))
        : githubError(403, 'API rate limit exceeded for user.')
      return {
        ...answer,
        headers: {
          ...answer.headers,
          'x-ratelimit-limit': String(verdict.limit),
          'x-ratelimit-remaining': String(verdict.remaining),
          'x-ratelimit-used': String(verdict.limit - verdict.remaining),
          'x-ratelimit-reset': String(verdict.reset),
          'x-ratelimit-resource': resource,
        },
      }
    },
  }
}
