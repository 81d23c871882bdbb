import type { Data, Path } from './data.ts'

/** A null where none may be: its field and, when traced, its place. */
export interface NullViolation {
  field: string
  path: Path
}

export interface Writing {
  variables: Data
  /** Set on a second pass only, which names the places of wrong nulls; keeping it costs too much on the first. */
  trail: Path | null
  violations: NullViolation[]
  /** Points of what was written so far. */
  cost: number
}

export const NULLED = Symbol('nulled')
/** What a value becomes in the answer; NULLED when the null belongs to the parent. */
export type Writer = (value: unknown, writing: Writing) => unknown

/** Counts points besides, whatever the value is. */
export function costing(points: number, write: Writer): Writer {
  return (value, writing) => {
    writing.cost += points
    return write(value, writing)
  }
}
