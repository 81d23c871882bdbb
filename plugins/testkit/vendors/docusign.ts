import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { adminError, esignError, type DocusignAccount } from './docusign/account.ts'
import { answerEsign } from './docusign/esign.ts'
import { adminRight, answerOrganisation } from './docusign/organisation.ts'
import { defaultDocusignSettings, type DocusignSettings } from './docusign/settings.ts'
import { DocusignSignIn, SIGN_IN, type DocusignClient } from './docusign/sign-in.ts'
import { answerStream } from './docusign/stream.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'
import { webexUuid as guid } from './webex/ids.ts'

export interface DocusignOptions extends DocusignClient {
  organizationId: string
  accountId: string
  /** Domain that the organisation has claimed. */
  domain: string
  /** Host of the account, such as `na3.docusign.net`. */
  base?: string
  /** Epoch milliseconds. */
  now: () => number
  /** By their user ids, GUIDs. */
  accounts: VendorAccount[]
  /** Most rows of a page, whatever is asked for. */
  pageRows?: number
  /** Laid over a well kept account's. */
  settings?: Partial<DocusignSettings>
}

const MONITOR = 'lens.docusign.net'
const ADMIN = 'api.docusign.net'
const AN_HOUR = 3_000
const A_BURST = 500

/** A DocuSign organisation with one account, as an administrator of it sees Monitor, the Admin API and the eSignature API. */
export function createDocusign(options: DocusignOptions): Vendor {
  const { organizationId, accountId, domain, base = 'na3.docusign.net', now, accounts, pageRows = Infinity } = options
  const { integrationKey, userId, privateKey } = options
  const log = new RowLog()
  const settings = { ...defaultDocusignSettings(accounts, domain, now()), ...options.settings }
  const signIn = new DocusignSignIn(options, now)
  const hour = new FixedWindow(AN_HOUR, 3_600_000, now)
  const burst = new FixedWindow(A_BURST, 30_000, now)
  const emit = (rows: object[]) => {
    for (const row of rows as { timestamp?: string }[]) log.append(Date.parse(row.timestamp ?? ''), row)
  }
  const account: DocusignAccount = {
    organizationId,
    accountId,
    accounts,
    settings,
    pageRows,
    now,
    record: (object, action, data, affectedUserId = '') =>
      emit([
        {
          timestamp: new Date(now()).toISOString(),
          eventId: guid('event', accountId, String(log.size)),
          site: 'PROD',
          accountId,
          organizationId,
          userId,
          integratorKey: integrationKey,
          userAgent: 'casbah',
          ipAddress: '203.0.113.10',
          object,
          action,
          property: '',
          field: '',
          result: '',
          source: 'API',
          affectedUserId,
          referencedUserId: affectedUserId,
          data,
        },
      ]),
  }

  /** Counted calls alone; over the limit the answer is 400. */
  const esign = (request: VendorRequest): VendorAnswer => {
    const [inHour, inBurst] = [hour.take(), burst.take()]
    const headers = {
      'x-ratelimit-limit': String(inHour.limit),
      'x-ratelimit-remaining': String(inHour.remaining),
      'x-ratelimit-reset': String(inHour.reset),
      'x-burstlimit-limit': String(inBurst.limit),
      'x-burstlimit-remaining': String(inBurst.remaining),
    }
    const over = !inHour.allowed ? 'HOURLY' : !inBurst.allowed ? 'BURST' : null
    const answer = over
      ? esignError(`${over}_APIINVOCATION_LIMIT_EXCEEDED`, 'The maximum number of API invocations has been exceeded.')
      : answerEsign(account, request)
    return { ...answer, headers }
  }

  return {
    slug: 'docusign',
    hosts: [SIGN_IN, MONITOR, ADMIN, base],
    authKind: 'jwt',
    credentials: { integrationKey, userId, privateKey },
    config: { organizationId, accountId, base },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: () => log.size,
    recognises: request => signIn.recognises(request),
    answer: async request => {
      const { host, path, method } = request
      if (host === SIGN_IN) {
        if (method === 'POST' && path === '/oauth/token') return { ...(await signIn.give(request)), undescribed: true }
        if (path !== '/oauth/userinfo') return adminError(404, 'not_found', 'There is no such address.')
        return signIn.refusal(request, 'signature') ?? { status: 200, body: userInfo(), undescribed: true }
      }
      const right = host === MONITOR ? 'impersonation' : host === ADMIN ? adminRight(path, method) : 'signature'
      const refused = signIn.refusal(request, right)
      if (refused) return refused
      if (host === MONITOR) return answerStream(log, request, { now: now(), pageRows })
      return host === ADMIN ? answerOrganisation(account, request) : esign(request)
    },
  }

  /** Where the account lies, which changes when it is moved. */
  function userInfo(): object {
    const accountsThere = [{ account_id: accountId, is_default: true, base_uri: `https://${base}` }]
    return { sub: userId, accounts: accountsThere }
  }
}
