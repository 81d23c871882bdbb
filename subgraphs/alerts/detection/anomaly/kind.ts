import type { Severity } from '@casbah/kit'
import type { z } from 'zod'
import type { Detector, Judging } from '../detector.ts'

/** Data without which a detector sees nothing; what each is and how it gets here is in docs/guides/operate.md. */
export type DataNeed = 'country' | 'asn' | 'tor' | 'vpn' | 'hosting' | 'risky' | 'accounts' | 'mfa'

/** How far a detector has learnt what is normal in a tenant. */
export interface Learning {
  daysLearnt: number
  daysNeeded: number
  /** Share of people with enough history, 0 to 1. */
  usersReady: number
}

/** A built-in detector: its numbers, what it needs, and how it is made. */
export interface AnomalyKind<P = unknown> {
  /** As policies name it in `detector`. */
  name: string
  /** Its numbers: each with a default, and with its meaning, unit and the source of the default as description. */
  parameters: z.ZodType<P>
  needs: readonly DataNeed[]
  make(severity: Severity, parameters: P): Detector
  /** How far it has learnt; left out by detectors that need no learning. */
  learning?(parameters: P, judging: Pick<Judging, 'learnt' | 'memory'>): Learning
}
