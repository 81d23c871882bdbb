import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'
import { answerAuthorizations } from './webex/authorizations.ts'
import { notFound, webexError } from './webex/errors.ts'
import { webexId, webexUuid } from './webex/ids.ts'
import { adminAudit, contentEvents, securityAudit } from './webex/logs.ts'
import { commonSettings, listSites } from './webex/meetings.ts'
import type { WebexOrganisation } from './webex/organisation.ts'
import { answerPeople, listGroups } from './webex/people.ts'
import { defaultWebexSettings, type WebexSettings } from './webex/settings.ts'
import { WebexSignIn, type WebexClient } from './webex/sign-in.ts'
import { answerMemberships, answerMessages, answerSpaces } from './webex/spaces.ts'

export interface WebexOptions extends WebexClient {
  /** UUID of the organisation, as Control Hub shows it. */
  organisation: string
  /** Epoch milliseconds. */
  now: () => number
  /** Their ids are those of the API. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for; the admin audit, which tells of no next page, gives what is asked for. */
  pageRows?: number
  /** Laid over a well kept organisation's. */
  settings?: Partial<WebexSettings>
}

/** Requests a minute; what Webex really allows, it does not say. */
const A_MINUTE = 300
const HOST = 'webexapis.com'
const EMPTY = { status: 200, body: { items: [] } }

/** An organisation of Webex as `https://webexapis.com/v1` shows it to a full administrator and compliance officer. */
export function createWebex(options: WebexOptions): Vendor {
  const { organisation: uuid, now, accounts, pageRows = Infinity, settings: given, ...client } = options
  const orgId = webexId('ORGANIZATION', uuid)
  const logs: Record<string, RowLog> = {
    'admin-audit': new RowLog(),
    'security-audit': new RowLog(),
    'content-events': new RowLog(),
  }
  const settings: WebexSettings = { ...defaultWebexSettings(accounts, orgId, now()), ...given }
  const signIn = new WebexSignIn(client, now)
  const window = new FixedWindow(A_MINUTE, 60_000, now)
  const emit = (rows: object[], partition = 'admin-audit') => {
    const log = logs[partition]
    if (!log) throw new Error(`Webex has no log ${partition}.`)
    for (const row of rows as { created?: string }[]) log.append(Date.parse(row.created ?? ''), row)
  }
  const casbah = webexId('PEOPLE', webexUuid('casbah', uuid))
  const newId = (kind: string) => webexUuid(kind, uuid, String(now()), String(Object.values(logs).map(log => log.size)))
  const organisation: WebexOrganisation = {
    orgId,
    accounts,
    settings,
    pageRows,
    now,
    record: (eventDescription, target) =>
      emit([
        {
          id: newId('event'),
          created: new Date(now()).toISOString(),
          actorId: casbah,
          actorOrgId: orgId,
          data: {
            eventDescription,
            eventCategory: `${target.targetType}S`,
            actorName: 'Casbah',
            actorEmail: 'casbah@acme.example',
            actorIp: '203.0.113.10',
            actorUserAgent: 'casbah',
            trackingId: newId('tracking'),
            ...target,
            targetOrgId: orgId,
          },
        },
      ]),
    happened: (resource, type, data) =>
      emit(
        [{ id: newId('event'), resource, type, actorId: casbah, orgId, created: new Date(now()).toISOString(), data }],
        'content-events',
      ),
  }

  const route = (request: VendorRequest, path: string): VendorAnswer => {
    if (/^\/people(\/|$)/.test(path)) return answerPeople(organisation, request, path)
    if (/^\/authorizations(\/|$)/.test(path)) return answerAuthorizations(organisation, request, path)
    if (/^\/rooms(\/|$)/.test(path)) return answerSpaces(organisation, request, path)
    if (/^\/memberships(\/|$)/.test(path)) return answerMemberships(organisation, request, path, 'roomId')
    if (/^\/team\/memberships(\/|$)/.test(path)) return answerMemberships(organisation, request, path, 'teamId')
    if (/^\/messages(\/|$)/.test(path)) return answerMessages(organisation, request, path)
    switch (`${request.method} ${path}`) {
      case 'GET /adminAudit/events':
        return adminAudit(logs['admin-audit']!, orgId, request)
      case 'GET /admin/securityAudit/events':
        return securityAudit(logs['security-audit']!, orgId, request, pageRows)
      case 'GET /events':
        return request.query.has('from') ? contentEvents(logs['content-events']!, request, pageRows, now()) : EMPTY
      case 'GET /roles':
        return { status: 200, body: { items: settings.roles } }
      case 'GET /groups':
        return listGroups(organisation, request)
      case 'GET /meetingPreferences/sites':
        return listSites(organisation)
      case 'GET /admin/meeting/config/commonSettings':
        return commonSettings(organisation, request)
      default:
        return notFound()
    }
  }

  const { clientId, clientSecret, refreshToken } = client
  return {
    slug: 'webex',
    hosts: [HOST],
    authKind: 'service-app',
    credentials: { clientId, clientSecret, refreshToken },
    config: { organisation: uuid },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: (partition = 'admin-audit') => logs[partition]?.size ?? 0,
    recognises: request => signIn.knows(request),
    answer: request => {
      const path = request.path.replace(/^\/v1(?=\/)/, '')
      if (path === '/access_token' && request.method === 'POST') return { ...signIn.give(request), undescribed: true }
      const refused = signIn.refusal(request, path)
      if (refused) return refused
      if (window.take().allowed) return route(request, path)
      const wait = { 'retry-after': String(window.state().secondsLeft) }
      return { ...webexError(429, 'Too many requests have been sent in a given amount of time.'), headers: wait }
    },
  }
}
