import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { provenClaims } from '../assertion.ts'
import { IssuedTokens } from '../issued-tokens.ts'
import { bearerOf } from '../request-parts.ts'
import { githubError } from './errors.ts'

/** A GitHub App that is installed in the organisation. */
export interface GithubApp {
  appId: string
  installationId: string
  /** PEM. */
  publicKey: string
  /** PEM; given, it is what an operator connects with. */
  privateKey?: string
  /** Such as `{members: 'read', organization_administration: 'read'}`. */
  permissions: Record<string, 'read' | 'write'>
}

const LIFETIME_MS = 3_600_000

/** Which permission a path asks for, the first that fits; every installation may read metadata. */
const PERMISSIONS: readonly [RegExp, string][] = [
  [/^\/orgs\/[^/]+\/(members|memberships|outside_collaborators|teams)(\/|$)/, 'members'],
  [/^\/orgs\/[^/]+\/hooks(\/|$)/, 'organization_hooks'],
  [/^\/orgs\/[^/]+\/personal-access-tokens(\/|$)/, 'organization_personal_access_tokens'],
  [/^\/orgs\/[^/]+\/dependabot\//, 'vulnerability_alerts'],
  [/^\/orgs\/[^/]+\/secret-scanning\//, 'secret_scanning_alerts'],
  [/^\/orgs\/[^/]+\/repos$/, 'metadata'],
  [/^\/(orgs|enterprises)\//, 'organization_administration'],
]

/** Installation tokens of a GitHub App: given for a JSON web token of at most ten minutes, good for an hour. */
export class InstallationTokens {
  readonly #app: GithubApp
  readonly #now: () => number
  readonly #tokens: IssuedTokens

  constructor(app: GithubApp, now: () => number) {
    this.#app = app
    this.#now = now
    this.#tokens = new IssuedTokens({ hard: LIFETIME_MS }, now)
  }

  /** The answer to a request for a token; null for any other path. */
  async answer({ method, path, headers }: VendorRequest): Promise<VendorAnswer | null> {
    const [, installation] = /^\/app\/installations\/([^/]+)\/access_tokens$/.exec(path) ?? []
    if (installation === undefined || method !== 'POST') return null
    const { appId, installationId, publicKey, permissions } = this.#app
    const now = this.#now()
    const jwt = bearerOf(headers) ?? ''
    if (!(await provenClaims(jwt, { publicKey, issuer: appId, longest: 600, now })))
      return githubError(401, 'A JSON web token could not be decoded')
    if (installation !== installationId) return githubError(404, 'Not Found')
    const token = this.#tokens.issue(true, 'ghs_')
    const expires_at = new Date(now + LIFETIME_MS).toISOString().replace(/\.\d+Z$/, 'Z')
    return { status: 201, body: { token, expires_at, permissions, repository_selection: 'all' } }
  }

  /** Whether the request is of this app: for a token, or with one. */
  recognises({ path, headers }: VendorRequest): boolean {
    return path === `/app/installations/${this.#app.installationId}/access_tokens` || this.holds(bearerOf(headers))
  }

  holds(token: string | null): boolean {
    return this.#tokens.grantOf(token) !== null
  }

  /** What keeps a request of an installation out; null when nothing does. */
  refusal({ method, path }: VendorRequest): VendorAnswer | null {
    const wanted = PERMISSIONS.find(([pattern]) => pattern.test(path))?.[1] ?? 'administration'
    // GraphQL says by field what it hides.
    if ((wanted === 'metadata' && method === 'GET') || path === '/graphql') return null
    const given = this.#app.permissions[wanted]
    const enough = method === 'GET' ? given !== undefined : given === 'write'
    return enough ? null : githubError(403, 'Resource not accessible by integration')
  }
}
