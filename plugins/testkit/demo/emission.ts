import type { Vendor } from '../replay/vendor.ts'

/** One audit row on its way into a vendor's log. */
export interface Emission {
  /** Slug of the part whose vendor's log holds it. */
  vendor: string
  /** Where a vendor keeps several logs: which of them, such as the region at AWS. */
  partition?: string
  /** The vendor's time, epoch ms; the same instant that the row names. */
  time: number
  row: Record<string, unknown>
  /** What the row tells of, done to the vendor's accounts or settings when the row is shown. */
  effect?: (vendor: Vendor) => void
}

/** Oldest first; what has the same time stays as it was. */
export const byTime = (a: Emission, b: Emission): number => a.time - b.time
