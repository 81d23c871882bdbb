import { pathTo, type Config, type HttpRequest, type Query } from '@casbah/sdk'

/** The domain whose *Get* lets user activity be read. */
export const ACTIVITY_LOGGING = 'System Auditing'
/** The domain whose *Put* lets accounts be changed. */
export const CHANGE_ACCOUNTS = 'Workday Accounts'

/** Reports that the customer builds, by their names in addresses. Their columns and prompts have the names that the connector's page gives. */
export const REPORTS = {
  signOns: 'Casbah_Sign_Ons',
  accounts: 'Casbah_Accounts',
  groups: 'Casbah_Security_Groups',
  authentication: 'Casbah_Authentication_Rules',
  security: 'Casbah_Tenant_Security',
} as const

export type Report = keyof typeof REPORTS

/** Name of the right to read a report. */
export const rightOf = (report: Report) => `report ${REPORTS[report].replaceAll('_', ' ')}`

/** A report as a service: its rows come all at once, unless a prompt narrows them. */
export const reportOf = (config: Config, report: Report, prompts: Query = {}): HttpRequest => ({
  path: pathTo`/service/customreport2/${config.tenant}/${config.reportOwner}/${REPORTS[report]}`,
  query: { ...prompts, format: 'json' },
})

/** Of one account alone. */
export const accountOf = (config: Config, userName: string) => reportOf(config, 'accounts', { User_Name: userName })

/** Entries of user activity. `instancesReturned` is how many times 10,000 records are looked through: more takes too long. */
export const activityLogging = (config: Config, { since, until, limit, offset }: Span): HttpRequest => ({
  path: pathTo`/api/privacy/v1/${config.tenant}/activityLogging`,
  query: {
    from: wholeSecond(since, 'before'),
    to: wholeSecond(until, 'after'),
    limit,
    offset,
    instancesReturned: 1,
    type: 'userActivity',
  },
})

interface Span {
  since: string
  until: string
  limit: number
  offset?: number
}

/** Workday refuses milliseconds; what is read too much is told by its time. */
export function wholeSecond(time: string, side: 'before' | 'after'): string {
  const seconds = Date.parse(time) / 1000
  const whole = (side === 'before' ? Math.floor(seconds) : Math.ceil(seconds)) * 1000
  return new Date(whole).toISOString().replace('.000Z', 'Z')
}
