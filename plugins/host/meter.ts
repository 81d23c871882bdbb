import type { HostedApp } from './ports.ts'

/** Who counts what the host does for a stream. */
export interface Meter {
  /** A request goes out to the vendor. */
  requested(app: HostedApp, stream: string): void
  /** The vendor asked for patience. */
  throttled(app: HostedApp, stream: string): void
  /** Rows are durable; `newest` is the youngest time among them in epoch ms, null when none was read. */
  kept(app: HostedApp, stream: string, kept: { rows: number; rejected: number; newest: number | null }): void
}

export const unmetered: Meter = { requested: () => undefined, throttled: () => undefined, kept: () => undefined }
