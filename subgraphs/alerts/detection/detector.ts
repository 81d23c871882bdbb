import type { MitreData } from '../policy/policy.entity.ts'
import type { Citation } from './citation.ts'
import type { JudgedEvent } from './event.ts'
import type { Memory } from './memory.ts'
import type { Severity } from '@casbah/kit'

/** Why a policy did or did not match; as the graph has it. */
export interface ExplanationData {
  matched: boolean
  summary: string
  conditions: { field: string; operator: string; expected: unknown; actual: unknown; matched: boolean }[]
  measures: {
    name: string
    value: number
    unit: string | null
    baseline: number | null
    threshold: number | null
  }[]
  suppressions: { name: string; applied: boolean; reason: string }[]
}

/** What a detector found in an event. */
export interface Match {
  /** What the match is about, such as a person: matches of a policy with equal keys fold into one alert. */
  key: string
  /** Severity in the context of this match. */
  severity: Severity
  /** One sentence with names; gets the name of the app that the event happened in. */
  title: (app: string) => string
  /** Activities that it rests on, the judged one among them. */
  cited: Citation[]
  explanation: ExplanationData
  /** Techniques that it shows, when that differs from the policy's. */
  mitre?: MitreData[]
}

/**
 * A policy made ready to judge. What it remembers lies in `memory` as plain JSON, so that it can be saved; it must follow from the
 * events alone, never from a clock, so that a replay ends in the same state. Throwing means: this event was not judged.
 */
export interface Detector {
  /** Judges a live event and remembers what later ones need. */
  judge(event: JudgedEvent, memory: Memory): Match | null
  /** Remembers what later events need, of one that is history; left out by detectors that learn nothing from history. */
  learn?(event: JudgedEvent, memory: Memory): void
}
