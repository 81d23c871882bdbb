import type { VendorAccount, VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { FixedWindow } from '../rate.ts'
import { jsonIn } from '../request-parts.ts'
import { invalid, notFound, zendeskError } from './errors.ts'
import { listOf } from './paging.ts'
import type { ZendeskSettings } from './settings.ts'

/** What happened, as far as an audit log row says it in words. */
export interface Recorded {
  action: string
  source_type: string
  source_id: number
  source_label: string
  change_description: string
}

/** What the routes about people work on. */
export interface ZendeskTeam {
  host: string
  accounts: VendorAccount[]
  settings: ZendeskSettings
  now: () => number
  created: string
  record: (row: Recorded) => void
  /** Id of whoever asks. */
  me: string
}

const GROUP = 360_000_000_000
const UPDATES_PER_MINUTE = 5
/** Roles in the words of the audit log. */
const ROLE_NAMES: Record<string, string> = { admin: 'Administrator', agent: 'Agent', 'end-user': 'End User' }

export const roleOf = ({ settings }: Pick<ZendeskTeam, 'settings'>, { id, isAdmin }: VendorAccount) =>
  settings.roles[id] ?? (isAdmin ? 'admin' : 'agent')

/** Routes below /api/v2/users, and groups with who is in them. */
export class TeamRoutes {
  readonly #team: ZendeskTeam
  readonly #updates = new Map<string, FixedWindow>()

  constructor(team: ZendeskTeam) {
    this.#team = team
  }

  /** Undefined for a path that is about none of these. */
  answer(request: VendorRequest): VendorAnswer | undefined {
    const { method, path } = request
    if (method === 'GET' && path === '/api/v2/users') return this.#list(request)
    if (method === 'GET' && path === '/api/v2/users/me') return this.#show(this.#find(this.#team.me))
    if (method === 'GET' && path === '/api/v2/groups') return listOf('groups', this.#groups(), request)
    const [, group] = /^\/api\/v2\/groups\/(\d+)\/memberships$/.exec(path) ?? []
    if (method === 'GET' && group) return this.#members(Number(group), request)
    const [, id = '', rest = ''] = /^\/api\/v2\/users\/(\d+)(\/sessions)?$/.exec(path) ?? []
    const account = id === '' ? undefined : this.#find(id)
    if (id === '') return undefined
    if (!account) return notFound()
    switch (`${method} ${rest}`) {
      case 'GET ':
        return this.#show(account)
      case 'PUT ':
        return this.#update(account, request)
      case 'GET /sessions':
        return { ...listOf('sessions', this.#sessions(id), request), undescribed: true }
      case 'DELETE /sessions':
        this.#team.settings.sessions = this.#team.settings.sessions.filter(({ user_id }) => String(user_id) !== id)
        return { status: 204 }
      default:
        return notFound()
    }
  }

  #find(id: string): VendorAccount | undefined {
    return this.#team.accounts.find(account => account.id === id)
  }

  #sessions(id: string): object[] {
    return this.#team.settings.sessions.filter(({ user_id }) => String(user_id) === id)
  }

  #list(request: VendorRequest): VendorAnswer {
    const roles = [...request.query.getAll('role'), ...request.query.getAll('role[]')]
    const chosen = this.#team.accounts.filter(
      account => roles.length === 0 || roles.includes(roleOf(this.#team, account)),
    )
    return listOf(
      'users',
      chosen.map(account => this.#object(account)),
      request,
    )
  }

  #show(account: VendorAccount | undefined): VendorAnswer {
    return account ? { status: 200, body: { user: this.#object(account) } } : notFound()
  }

  /** Of one user so many updates a minute are allowed, and a refusal says nothing of `Retry-After`. */
  #update(account: VendorAccount, { body }: VendorRequest): VendorAnswer {
    const { now, settings, record } = this.#team
    const window = this.#updates.get(account.id) ?? new FixedWindow(UPDATES_PER_MINUTE, 60_000, now)
    this.#updates.set(account.id, window)
    const verdict = window.take()
    if (!verdict.allowed)
      return {
        ...zendeskError(429, 'APIRateLimitExceeded', 'Number of allowed updates of this user exceeded'),
        headers: {
          'ratelimit-limit': String(verdict.limit),
          'ratelimit-remaining': '0',
          'ratelimit-reset': String(Math.max(1, verdict.reset - Math.floor(now() / 1_000))),
        },
      }
    const user = jsonIn(body)?.user
    if (typeof user !== 'object' || user === null) return invalid('user is missing')
    const { suspended, role, custom_role_id: custom } = user as Record<string, unknown>
    const lessens = suspended === true || (typeof role === 'string' && role !== 'admin')
    if (account.id === settings.owner && lessens) return invalid('The owner of the account must stay an active admin')
    if (typeof role === 'string' && !Object.hasOwn(ROLE_NAMES, role)) return invalid(`Role: ${role} is invalid`)
    const about = { source_id: Number(account.id), source_label: account.name }
    if (typeof suspended === 'boolean' && suspended !== (account.status === 'SUSPENDED')) {
      account.status = suspended ? 'SUSPENDED' : 'ACTIVE'
      record({
        ...about,
        action: 'update',
        source_type: 'user_setting',
        source_label: `Suspension state: ${account.name}`,
        change_description: suspended ? 'Suspended' : 'Unsuspended',
      })
    }
    const before = roleOf(this.#team, account)
    if (typeof role === 'string' && role !== before) {
      account.isAdmin = role === 'admin'
      settings.roles[account.id] = role
      if (typeof custom === 'number') settings.customRoles[account.id] = custom
      else delete settings.customRoles[account.id]
      const change_description = `Role changed from ${ROLE_NAMES[before]} to ${ROLE_NAMES[role]}`
      record({ ...about, action: 'update', source_type: 'user', change_description })
    }
    return this.#show(account)
  }

  #object(account: VendorAccount): object {
    const { host, settings, now, created } = this.#team
    const login = settings.lastLogins[account.id] ?? `${new Date(now() - 3_600_000).toISOString().slice(0, 19)}Z`
    return {
      id: Number(account.id),
      url: `https://${host}/api/v2/users/${account.id}.json`,
      name: account.name,
      email: account.email,
      created_at: created,
      updated_at: created,
      time_zone: 'UTC',
      locale: 'en-US',
      active: account.status !== 'DEPROVISIONED',
      verified: true,
      shared: false,
      shared_agent: false,
      role: roleOf({ settings }, account),
      custom_role_id: settings.customRoles[account.id] ?? null,
      suspended: account.status === 'SUSPENDED',
      two_factor_auth_enabled: account.mfa,
      ...(login && { last_login_at: login }),
    }
  }

  #names(): string[] {
    return [...new Set(this.#team.accounts.flatMap(({ groups }) => groups))]
  }

  #groups(): object[] {
    const { host, created } = this.#team
    return this.#names().map((name, index) => ({
      id: GROUP + index,
      url: `https://${host}/api/v2/groups/${GROUP + index}.json`,
      name,
      description: '',
      default: index === 0,
      deleted: false,
      is_public: true,
      created_at: created,
      updated_at: created,
    }))
  }

  #members(group: number, request: VendorRequest): VendorAnswer {
    const { accounts, created } = this.#team
    const name = this.#names()[group - GROUP]
    if (name === undefined) return notFound()
    const rows = accounts
      .filter(({ groups }) => groups.includes(name))
      .map(({ id, groups }) => ({
        id: Number(id) * 1_000 + group - GROUP,
        user_id: Number(id),
        group_id: group,
        default: groups[0] === name,
        created_at: created,
        updated_at: created,
      }))
    return { ...listOf('group_memberships', rows, request), undescribed: true }
  }
}
