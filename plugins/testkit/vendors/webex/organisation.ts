import type { VendorAccount } from '../../replay/vendor.ts'
import type { WebexSettings } from './settings.ts'

/** An emulated organisation, as the parts of its API see it. */
export interface WebexOrganisation {
  /** As the API has it. */
  orgId: string
  accounts: VendorAccount[]
  settings: WebexSettings
  /** Most rows of a page of a list that tells of the next one. */
  pageRows: number
  now: () => number
  /** Puts an event into the admin audit, done by the service app. */
  record: (eventDescription: string, target: { targetType: string; targetId: string; targetName: string }) => void
  /** Puts an event into the log of contents. */
  happened: (resource: string, type: string, data: object) => void
}
