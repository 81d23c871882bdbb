import type { VendorAccount } from '../../replay/vendor.ts'
import type { SlackSettings } from './settings.ts'

/** An emulated organisation, as its methods see it. */
export interface SlackOrganisation {
  /** Such as `E0ACME00001`. */
  enterprise: string
  accounts: VendorAccount[]
  settings: SlackSettings
  /** Most rows of a page. */
  pageRows: number
  /** Puts an entry into the audit log, done by the token's owner. */
  record: (action: string, entity: object) => void
}

/** How the audit log names an account. */
export const auditUser = ({ id, name, email }: VendorAccount) => ({ type: 'user', user: { id, name, email, team: '' } })
