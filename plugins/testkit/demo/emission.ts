/** A vendor of the demo. */
export type DemoVendor = 'okta' | 'github' | 'aws'

/** One audit row on its way into a vendor's log. */
export interface Emission {
  vendor: DemoVendor
  /** AWS only: the region whose log holds it. */
  region?: string
  /** The vendor's time, epoch ms; the same instant that the row names. */
  time: number
  row: Record<string, unknown>
}

/** Oldest first; what has the same time stays as it was. */
export const byTime = (a: Emission, b: Emission): number => a.time - b.time
