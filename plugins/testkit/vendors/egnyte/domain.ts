import type { VendorAccount } from '../../replay/vendor.ts'
import type { EgnyteSettings, EgnyteUser } from './settings.ts'

/** What the routes of an emulated domain share. */
export interface EgnyteDomain {
  name: string
  accounts: VendorAccount[]
  settings: EgnyteSettings
  now: () => number
  /** Most rows of a page, whatever is asked for. */
  pageRows: number
  /** Writes into the audit log what was done by the API. */
  record: (event: { auditSource: string; action: string } & Record<string, unknown>) => void
}

/** Where a list is read, and how much of it is given. */
export function pageOf<Row>(all: Row[], query: URLSearchParams, { first, most }: { first: number; most: number }) {
  const count = Math.min(Number(query.get('count') ?? most), most)
  return { rows: all.slice(first, first + count), count }
}

export const displayOf = ({ name, email }: VendorAccount) => `${name} ( ${email} )`

/** The user as the API shows it. */
export function userOf(account: VendorAccount, settings: EgnyteSettings, now: number) {
  const [givenName = '', ...rest] = account.name.split(' ')
  const own: EgnyteUser = {
    userType: account.isAdmin ? 'admin' : 'power',
    authType: 'sso',
    locked: false,
    lastActiveDate: new Date(now - 3_600_000).toISOString(),
    isServiceAccount: false,
    ...settings.users[account.id],
  }
  return {
    id: Number(account.id),
    userName: account.login,
    email: account.email,
    name: { givenName, familyName: rest.join(' '), formatted: account.name },
    active: account.status === 'ACTIVE',
    ...own,
  }
}
