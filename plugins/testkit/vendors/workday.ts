import type { Vendor, VendorAccount, VendorAnswer, VendorRequest } from '../replay/vendor.ts'
import { FixedWindow } from './rate.ts'
import { RowLog } from './row-log.ts'
import { changeAccount } from './workday/account-service.ts'
import { answerActivity } from './workday/activity.ts'
import { errorOf, fault } from './workday/errors.ts'
import { answerReport, REPORTS, type Tenant } from './workday/reports.ts'
import { defaultWorkdaySettings, type WorkdaySettings } from './workday/settings.ts'
import { WorkdayTokens, type WorkdayClient } from './workday/tokens.ts'

export interface WorkdayOptions extends WorkdayClient {
  /** Host of the web services, such as `wd5-services1.myworkday.com`. */
  host: string
  tenant: string
  /** User name of the integration system user, which owns the reports. */
  reportOwner: string
  /** Epoch milliseconds. */
  now: () => number
  /** By user name, which is login and id. */
  accounts: VendorAccount[]
  /** Laid over those of a tenant that is well kept. */
  settings?: Partial<WorkdaySettings>
  /** Rows of a page of an older tenant. */
  pageRows?: number
  /** What the integration system user may not: domains by their names, reports by theirs. */
  withheld?: string[]
}

/** Requests a minute; what Workday really allows, it does not say. */
const A_MINUTE = 240

/** A Workday tenant: user activity, the reports that the connector asks its customer to build, and the web service for accounts. */
export function createWorkday(options: WorkdayOptions): Vendor {
  const { host, tenant: name, reportOwner, now, accounts, pageRows, withheld = [], ...client } = options
  const activity = new RowLog()
  const settings: WorkdaySettings = { ...defaultWorkdaySettings(accounts), ...options.settings }
  const tenant: Tenant = { accounts, settings, signOns: new RowLog(), now }
  const tokens = new WorkdayTokens(client, now)
  const window = new FixedWindow(A_MINUTE, 60_000, now)

  const emit = (rows: object[], partition = 'activity') => {
    for (const row of rows as Record<string, string>[])
      if (partition === 'sign-ons') tenant.signOns.append(Date.parse(row.Signon_DateTime!), row)
      else activity.append(Date.parse(row.requestTime!), row)
  }

  const ofAccounts = (request: VendorRequest): VendorAnswer => {
    if (withheld.includes('Workday Accounts'))
      return fault('Client', 'Processing error occurred. The task submitted is not authorized.')
    const { answer, account } = changeAccount(tenant, request)
    if (account)
      emit([
        {
          requestTime: new Date(now()).toISOString(),
          activityAction: 'WRITE',
          taskDisplayName: 'Edit Workday Account',
          taskId: 'dc96f4cc446c11de98360015c5e6daf6',
          systemAccount: reportOwner,
          sessionId: 'casbah',
          ipAddress: '203.0.113.10',
          deviceType: 'Web Services',
          target: { id: `WorkdayUserName=${encodeURIComponent(account.login)}`, descriptor: account.name },
        },
      ])
    return answer
  }

  const ofReport = (owner: string, report: string, query: URLSearchParams): VendorAnswer => {
    // Neither is in the description, which tells of no errors of reports.
    if (owner !== reportOwner || !REPORTS.includes(report)) return { ...errorOf(404, 'not found'), undescribed: true }
    if (withheld.includes(report)) return errorOf(403, 'permission denied')
    return answerReport(tenant, report, query)
  }

  const route = (request: VendorRequest): VendorAnswer => {
    const { method, path, query } = request
    const steps = path.split('/').map(decodeURIComponent)
    const asked = `${method} ${path}`
    if (asked === `GET /ccx/api/privacy/v1/${name}/activityLogging`)
      return withheld.includes('System Auditing')
        ? errorOf(403, 'permission denied')
        : answerActivity(activity, query, pageRows)
    if (asked.startsWith(`GET /ccx/service/customreport2/${name}/`) && steps.length === 7)
      return ofReport(steps[5]!, steps[6]!, query)
    if (asked.startsWith(`POST /ccx/service/${name}/Human_Resources/v`)) return ofAccounts(request)
    return errorOf(404, 'not found')
  }

  return {
    slug: 'workday',
    hosts: [host],
    authKind: 'api-client',
    credentials: { clientId: client.clientId, clientSecret: client.clientSecret, refreshToken: client.refreshToken },
    config: { host, tenant: name, reportOwner },
    accounts,
    settings: settings as unknown as Record<string, unknown>,
    emit,
    size: partition => (partition === 'sign-ons' ? tenant.signOns : activity).size,
    recognises: ({ path }) => path.split('/').includes(name),
    answer: request => {
      if (!window.take().allowed)
        return { ...errorOf(429, 'too many requests'), headers: { 'retry-after': String(window.state().secondsLeft) } }
      if (request.path === `/ccx/oauth2/${name}/token` && request.method === 'POST') return tokens.give(request)
      return tokens.admits(request) ? route(request) : errorOf(401, 'invalid token')
    },
  }
}
