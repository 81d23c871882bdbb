import type { VendorAccount } from '../../replay/vendor.ts'
import type { GithubSettings } from './settings.ts'

/** Accounts in this group are outside collaborators, not members. */
export const OUTSIDE = 'outside-collaborators'

/** The emulated organisation, as its parts see it. */
export interface Organisation {
  org: string
  orgId: number
  kept: GithubSettings
  accounts: VendorAccount[]
  /** Epoch milliseconds. */
  now: () => number
  members: () => VendorAccount[]
  outsiders: () => VendorAccount[]
  /** Writes the row of what the token's owner did into the audit log. */
  record: (action: string, operation: string, fields: object) => void
}
