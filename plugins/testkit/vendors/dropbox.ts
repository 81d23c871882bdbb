import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { misread, refused, tooMany } from './dropbox/answers.ts'
import { ALL_SCOPES, CALLS, LOG_SCOPE } from './dropbox/calls.ts'
import { answerLog } from './dropbox/log.ts'
import { defaultDropboxSettings } from './dropbox/settings.ts'
import type { DropboxSettings } from './dropbox/settings.ts'
import { accountId, memberById } from './dropbox/team.ts'
import type { DropboxTeam, Given } from './dropbox/team.ts'
import { IssuedTokens } from './issued-tokens.ts'
import { FixedWindow } from './rate.ts'
import { jsonIn } from './request-parts.ts'
import { RowLog } from './row-log.ts'

export interface DropboxOptions {
  /** Of the app that a team administrator allowed. */
  clientId: string
  clientSecret: string
  refreshToken: string
  /** Rights of the app; all that the emulated calls ask for when left out. */
  scopes?: string[]
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are team member IDs, such as `dbmid:ada`; the first administrator is the one who allowed the app. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept team's. */
  settings?: Partial<DropboxSettings>
}

/** Cautious: the vendor's own number is not known. */
const CALLS_A_MINUTE = 1_000
const LIFETIME_SECONDS = 14_400

/** A team of Dropbox as `https://api.dropboxapi.com` shows it to an app of the team. */
export function createDropbox(options: DropboxOptions): Vendor {
  const { clientId, clientSecret, refreshToken, scopes = ALL_SCOPES, now, accounts, pageRows = Infinity } = options
  const administrator = accounts.find(({ isAdmin, status }) => isAdmin && status === 'ACTIVE')?.id ?? 'dbmid:nobody'
  const log = new RowLog()
  const tokens = new IssuedTokens({ hard: LIFETIME_SECONDS * 1_000 }, now)
  const window = new FixedWindow(CALLS_A_MINUTE, 60_000, now)
  const settings: DropboxSettings = { ...defaultDropboxSettings(accounts), ...options.settings }

  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Date.parse((row as { timestamp: string }).timestamp), row)
  }
  const userOf = ({ id, name, email }: VendorAccount) => ({
    '.tag': 'team_member',
    account_id: accountId(id),
    team_member_id: id,
    display_name: name,
    email,
  })
  const record = (kind: string, details: object = {}, about: object = {}) => {
    const admin = memberById(team, administrator)
    const context = 'login' in about ? { context: userOf(about as VendorAccount) } : about
    emit([
      {
        timestamp: new Date(now()).toISOString().replace(/\.\d+Z$/, 'Z'),
        event_category: { '.tag': 'other' },
        event_type: { '.tag': kind, description: kind },
        actor: { '.tag': 'admin', admin: admin && userOf(admin) },
        origin: { access_method: { '.tag': 'api', request_id: 'dbarod:casbah' } },
        ...context,
        details: { '.tag': `${kind}_details`, ...details },
      },
    ])
  }
  const team: DropboxTeam = { administrator, accounts, settings, pageRows, record }

  const giveToken = ({ body }: VendorRequest): VendorAnswer => {
    const form = new URLSearchParams(body)
    const failed = (status: number, error: string): VendorAnswer => ({ status, body: { error }, undescribed: true })
    if (form.get('client_id') !== clientId || form.get('client_secret') !== clientSecret)
      return failed(401, 'invalid_client')
    if (form.get('grant_type') !== 'refresh_token') return failed(400, 'unsupported_grant_type')
    if (form.get('refresh_token') !== refreshToken) return failed(400, 'invalid_grant')
    const access_token = tokens.issue(true, 'sl.u.')
    return {
      status: 200,
      body: { access_token, token_type: 'bearer', expires_in: LIFETIME_SECONDS },
      undescribed: true,
    }
  }

  /** In whose name; a refusal where that is nobody who may. */
  const actorOf = ({ headers }: VendorRequest): Pick<Given, 'actor' | 'isAdministrator'> | VendorAnswer => {
    const [user, admin] = [headers['dropbox-api-select-user'], headers['dropbox-api-select-admin']]
    if (user === undefined && admin === undefined)
      return misread('Error in call to API function: This API function operates on a single Dropbox account.')
    const actor = memberById(team, user ?? admin)
    if (admin !== undefined && !actor?.isAdmin) return refused(401, 'invalid_select_admin')
    if (!actor) return refused(401, 'invalid_select_user')
    return actor.status === 'SUSPENDED'
      ? refused(401, 'user_suspended')
      : { actor, isAdministrator: admin !== undefined }
  }

  const call = (request: VendorRequest, path: string): VendorAnswer => {
    const isLog = /^\/team_log\/get_events(\/continue)?$/.test(path)
    const route = CALLS[path]
    if (!isLog && !route) return { status: 404, undescribed: true }
    if (!(isLog ? [LOG_SCOPE] : [route!.scope]).every(scope => scopes.includes(scope)))
      return refused(401, 'missing_scope')
    const { body, headers } = request
    if (route?.bare && (headers['content-type'] !== undefined || (body !== '' && body !== 'null')))
      return misread('Error in call to API function: request body: expected null')
    const argument = route?.bare ? {} : body.startsWith('{') ? jsonIn(body) : null
    if (!argument) return misread('Error in call to API function: request body: could not decode input as JSON')
    if (isLog) return answerLog(log, argument, { pageRows, generation: settings.generation })
    const by = route!.by === 'team' ? { isAdministrator: false } : actorOf(request)
    if ('status' in by) return by
    return { ...route!.answer(team, { argument, ...by }), ...(route!.undescribed && { undescribed: true }) }
  }

  return {
    slug: 'dropbox',
    hosts: ['api.dropboxapi.com'],
    authKind: 'refresh-token',
    credentials: { clientId, clientSecret, refreshToken },
    config: { administrator },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    recognises: request =>
      request.path === '/oauth2/token'
        ? new URLSearchParams(request.body).get('client_id') === clientId
        : tokens.admits(request) !== null,
    answer: request => {
      if (request.method !== 'POST') return { status: 404, undescribed: true }
      if (!window.take().allowed) return tooMany(window.state().secondsLeft)
      if (request.path === '/oauth2/token') return giveToken(request)
      if (tokens.admits(request) === null) return refused(401, 'invalid_access_token')
      return call(request, request.path.replace(/^\/2/, ''))
    },
  }
}
