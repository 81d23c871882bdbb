import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'
import { answerAssets, answerShares } from './smartsheet/assets.ts'
import { smartsheetError } from './smartsheet/errors.ts'
import { answerEvents } from './smartsheet/events.ts'
import type { SmartsheetOrganisation } from './smartsheet/organisation.ts'
import { answerPeople } from './smartsheet/people.ts'
import { defaultSmartsheetSettings, type SmartsheetSettings } from './smartsheet/settings.ts'
import { SmartsheetSignIn, type SmartsheetCredentials } from './smartsheet/sign-in.ts'

export interface SmartsheetOptions extends SmartsheetCredentials {
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are whole numbers; SUSPENDED was deactivated, DEPROVISIONED removed. */
  accounts: VendorAccount[]
  /** Most rows of a page, where Smartsheet may give fewer than asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<SmartsheetSettings>
}

/** An organisation at Smartsheet, seen by a System Admin: `https://api.smartsheet.com/2.0`. 300 requests a minute. */
export function createSmartsheet({
  now,
  accounts,
  pageRows = Infinity,
  settings,
  ...credentials
}: SmartsheetOptions): Vendor {
  const log = new RowLog()
  const [owner] = accounts.filter(({ isAdmin }) => isAdmin)
  const kept: SmartsheetSettings = {
    ...defaultSmartsheetSettings(owner?.email ?? 'nobody@acme.example', owner?.id ?? '1'),
    ...settings,
  }
  const signIn = new SmartsheetSignIn(credentials, now)
  const rate = new FixedWindow(300, 60_000, now)

  const emit = (rows: object[]) => {
    for (const row of rows) log.append(Date.parse((row as { eventTimestamp?: string }).eventTimestamp ?? ''), row)
  }
  const organisation: SmartsheetOrganisation = {
    accounts,
    settings: kept,
    now,
    pageRows,
    record: (objectType, action, objectId, details = {}) => {
      const by = Number(owner?.id ?? 1)
      emit([
        {
          eventId: `api-${log.size}-${now()}`,
          objectType,
          action,
          objectId: String(objectId),
          objectIdStr: String(objectId),
          eventTimestamp: new Date(now()).toISOString(),
          userId: by,
          requestUserId: by,
          source: 'API_INTEGRATED_APP',
          accessTokenName: 'Casbah',
          additionalDetails: { emailAddress: owner?.email ?? 'nobody@acme.example', ...details },
        },
      ])
    },
  }

  const answerSigned = (request: VendorRequest): VendorAnswer => {
    const { path, query } = request
    if (path === '/2.0/users/me')
      return { status: 200, body: { id: Number(owner?.id ?? 1), email: owner?.email ?? '' } }
    if (path === '/2.0/events')
      return request.method === 'GET'
        ? answerEvents(log, { query, now: now(), pageRows })
        : smartsheetError('unsupported')
    if (/^\/2\.0\/(users|groups)(\/|$)/.test(path)) return answerPeople(organisation, request)
    return /^\/2\.0\/shares(\/|$)/.test(path)
      ? answerShares(organisation, request)
      : answerAssets(organisation, request)
  }

  return {
    slug: 'smartsheet',
    hosts: ['api.smartsheet.com'],
    authKind: 'token',
    credentials: { token: credentials.accessToken },
    config: { region: 'smartsheet.com' },
    accounts,
    settings: kept as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    // Every organisation asks under the same host.
    recognises: request => signIn.knows(request),
    answer: request => {
      if (request.path === '/2.0/token' && request.method === 'POST') return signIn.token(request)
      if (!rate.take().allowed) return smartsheetError('tooFast')
      const token = signIn.tokenOf(request)
      if (typeof token === 'string') return smartsheetError(token)
      const scope = scopeOf(request)
      return scope === null || signIn.may(token.token, scope) ? answerSigned(request) : smartsheetError('forbidden')
    },
  }
}

/** The right that a request needs; null for none. */
function scopeOf({ method, path }: VendorRequest): string | null {
  const [, part = ''] = /^\/2\.0\/(\w+)/.exec(path) ?? []
  const reads = method === 'GET'
  if (path === '/2.0/users/me') return null
  if (part === 'events') return 'READ_EVENTS'
  if (part === 'users' || part === 'groups') return reads ? 'READ_USERS' : 'ADMIN_USERS'
  if (part === 'shares') return reads ? 'READ_SHEETS' : 'SHARE_SHEETS'
  if (part === 'sights') return reads ? 'READ_SIGHTS' : 'ADMIN_SIGHTS'
  return reads ? 'READ_SHEETS' : 'ADMIN_SHEETS'
}
