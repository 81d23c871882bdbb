/** States in which the vendor can be asked about settings. */
export const READABLE: ReadonlySet<string> = new Set(['SYNCING', 'HEALTHY', 'DEGRADED'])
