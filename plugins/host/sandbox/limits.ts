import type { MessageKind } from '../messages.ts'

/** What a sandbox may take. Times in milliseconds, sizes in bytes. */
export interface SandboxLimits {
  /** Longest time for an answer, counted only while the host's own loop turns; `load` is the import of the package. */
  messageMs: Readonly<Record<MessageKind | 'load', number>>
  /** Largest answer; the child that announces more is ended before it is read. */
  frameBytes: number
  /** Most objects and lists in one answer: a small frame of `[` alone would fill the host. */
  frameParts: number
  /** Resident memory of the child. */
  rssBytes: number
  /** The child's own heap, in megabytes; lower than `rssBytes`, so that garbage is collected first. */
  heapMb: number
  /** Most that may be written to standard error for one message. */
  outputBytes: number
  /** Without a message for so long the child is stopped. */
  idleMs: number
  /** How often time and memory are looked at while a message is in hand. */
  tickMs: number
  /** Wait before the first restart after a failure; doubled up to `backoffMaxMs`, forgotten after `steadyMs` of work. */
  backoffMs: number
  backoffMaxMs: number
  steadyMs: number
}

const MB = 1024 * 1024

export const DEFAULT_LIMITS: SandboxLimits = {
  messageMs: {
    load: 10_000,
    describe: 5_000,
    configure: 1_000,
    probe: 1_000,
    scopeProbe: 1_000,
    page: 1_000,
    normalise: 10_000,
    normaliseRows: 10_000,
    exportStep: 10_000,
    listed: 10_000,
    values: 10_000,
    judgeRows: 10_000,
    assess: 5_000,
    act: 1_000,
  },
  frameBytes: 16 * MB,
  frameParts: 2_000_000,
  rssBytes: 256 * MB,
  heapMb: 160,
  outputBytes: MB,
  idleMs: 600_000,
  tickMs: 100,
  backoffMs: 200,
  backoffMaxMs: 30_000,
  steadyMs: 10_000,
}
