import type { Path } from '../predicate/path.ts'
import type { Placeholders } from './placeholders.ts'

/** A value as a rule has it. */
export type Wanted = string | number | boolean | null

/** A field, or the whole event, with what is asked of it. */
export interface Asked {
  /** As the author wrote it; empty for keywords. */
  field: string
  modifiers: readonly string[]
  values: readonly Wanted[]
  line: number
}

/** What reading needs to know of its rule. */
export interface Reading {
  pathsOf: (field: string) => readonly Path[]
  placeholders: Placeholders
}
