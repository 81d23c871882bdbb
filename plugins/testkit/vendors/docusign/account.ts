import type { VendorAccount, VendorAnswer } from '../../replay/vendor.ts'
import type { DocusignSettings } from './settings.ts'

/** An emulated organisation with its one account, as the parts of its APIs see it. */
export interface DocusignAccount {
  organizationId: string
  accountId: string
  accounts: VendorAccount[]
  settings: DocusignSettings
  /** Most rows of a page, whatever is asked for. */
  pageRows: number
  now: () => number
  /** Puts an event into Monitor, done by whom Casbah acts as. */
  record: (object: string, action: string, data: Record<string, unknown>, affectedUserId?: string) => void
}

/** A failure of the eSignature API, which answers 400 to nearly everything. */
export const esignError = (errorCode: string, message: string, status = 400): VendorAnswer => ({
  status,
  body: { errorCode, message },
})

/** A failure of the Admin API or of Monitor. Their description names none. */
export const adminError = (status: number, error: string, error_description: string): VendorAnswer => ({
  status,
  body: { error, error_description },
  undescribed: true,
})
