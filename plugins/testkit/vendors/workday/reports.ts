import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import type { RowLog } from '../row-log.ts'
import type { WorkdaySettings } from './settings.ts'

/** What reports are about. */
export interface Tenant {
  accounts: VendorAccount[]
  settings: WorkdaySettings
  signOns: RowLog
  now: () => number
}

/** Names of the prompts that each report has. */
const PROMPTS: Record<string, readonly string[]> = {
  Casbah_Sign_Ons: ['From', 'To'],
  Casbah_Accounts: ['User_Name'],
  Casbah_Security_Groups: ['Group_Name'],
  Casbah_Authentication_Rules: [],
  Casbah_Tenant_Security: [],
}

/** Names of the reports that are there. */
export const REPORTS = Object.keys(PROMPTS)

/** A report as a service: all rows at once, those alone that the prompts leave. Fields without a value are left out. */
export function answerReport(tenant: Tenant, name: string, query: URLSearchParams): VendorAnswer {
  const ownQuery = PROMPTS[name]!
  if (name === 'Casbah_Sign_Ons') {
    const since = Date.parse(query.get('From') ?? '1970-01-01T00:00:00Z')
    const until = Date.parse(query.get('To') ?? '2200-01-01T00:00:00Z')
    const { rows } = tenant.signOns.byTime({ since, until: until + 1, limit: Infinity })
    const body = `{"Report_Entry":[${rows.map(({ json }) => json).join(',')}]}`
    return { status: 200, headers: { 'content-type': 'application/json' }, body, ownQuery, last: true }
  }
  return { status: 200, body: { Report_Entry: rowsOf(tenant, name, query).map(filled) }, ownQuery }
}

function rowsOf({ accounts, settings, now }: Tenant, name: string, query: URLSearchParams): object[] {
  switch (name) {
    case 'Casbah_Accounts': {
      const only = query.get('User_Name')
      return accounts
        .filter(({ login }) => only === null || login === only)
        .map(account => accountRow(account, settings, now()))
    }
    case 'Casbah_Security_Groups': {
      const only = query.get('Group_Name')
      return settings.groups
        .filter(group => only === null || group.name === only)
        .map(group => ({
          Group_ID: group.id,
          Group_Name: group.name,
          Members_group: accounts
            .filter(({ groups }) => group.name === 'All Users' || groups.includes(group.name))
            .map(({ login }) => ({ User_Name: login })),
        }))
    }
    case 'Casbah_Authentication_Rules':
      return settings.rules
    default:
      return [settings.tenant]
  }
}

const bit = (on: boolean | undefined) => (on ? '1' : '0')

function accountRow({ login, name, email, status, groups }: VendorAccount, settings: WorkdaySettings, now: number) {
  const own = settings.accounts[login] ?? {}
  const isNobodys = own.isIntegration ?? false
  return {
    User_Name: login,
    Display_Name: name,
    Email: isNobodys ? '' : email,
    Employee_ID: own.employeeId ?? (isNobodys ? '' : employeeIdOf(login)),
    Account_Disabled: bit(status !== 'ACTIVE'),
    Integration_System_User: bit(own.isIntegration),
    Allow_UI_Sessions: bit(own.allowUi ?? !isNobodys),
    Passcode_Exempt: bit(own.passcodeExempt),
    Require_New_Password: bit(own.requireNewPassword),
    Worker_Terminated: isNobodys ? '' : bit(own.terminated),
    Last_Sign_On: own.lastSignOn ?? pacific(now - 3_600_000),
    Security_Groups_group: groups.map(Group_Name => ({ Group_Name })),
  }
}

/** A number that follows from the user name. */
export function employeeIdOf(login: string): string {
  return String(10_000 + ([...login].reduce((sum, sign) => (sum * 31 + sign.charCodeAt(0)) % 89_999, 7) % 89_999))
}

/** A time as reports write it: with the tenant's own offset from UTC. */
export const pacific = (time: number) => new Date(time - 8 * 3_600_000).toISOString().replace('Z', '-08:00')

const filled = (row: object) =>
  Object.fromEntries(
    Object.entries(row).filter(([, value]) => value !== '' && !(Array.isArray(value) && !value.length)),
  )
