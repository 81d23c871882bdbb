import type { Judgement } from './check.ts'
import { judgeSubjects, type ListWords } from './judge-subjects.ts'
import { at } from './path.ts'

type Judge = (read: Record<string, unknown>, parameters: Record<string, unknown>) => Judgement

/** What a setting has to be: this switch, this word, or one of these words. */
export type Wanted = boolean | string | readonly string[]

/** What is said of a setting. */
export interface SettingWords<V, B = undefined> {
  /** One sentence with the value. */
  say: (value: V, bounds: B) => string
  /** When the vendor does not give the value, and what to do about it. */
  unknown: string
}

type ValueOf<W extends Wanted> = W extends boolean ? boolean : string

/**
 * Judges one setting by what it has to be. `path` begins with the name of the read, such as `organization.two_factor_requirement_enabled`. A value of
 * another kind, or with `others` (all that it else may be) another word, is one of which nobody can tell.
 */
export function settingIs<const W extends Wanted>(
  path: string,
  wanted: W,
  { say, unknown, others }: SettingWords<ValueOf<W>> & { others?: readonly string[] },
): Judge {
  return read => {
    const value = at(read, path)
    const passed = holds(value, wanted)
    if (passed === null || (!passed && others && !others.includes(String(value))))
      return { status: 'CANNOT_TELL', message: unknown }
    const message = say(value as ValueOf<W>, undefined)
    return { status: passed ? 'PASS' : 'FAIL', message, values: { [nameOf(path)]: value } }
  }
}

/** Bounds of a number, included; the name of one of the check's parameters stands for its value. */
export interface Bounds {
  least?: number | string
  most?: number | string
}

/**
 * Judges one number, be it given as text, by its bounds. Where the vendor says 0 for "for ever" or "no limit", give `least: 1` beside `most`.
 * `say` gets the bounds in force.
 */
export function settingWithin(
  path: string,
  bounds: Bounds,
  { say, unknown }: SettingWords<number, { least: number; most: number }>,
): Judge {
  return (read, parameters) => {
    const value = numberOf(at(read, path))
    if (value === null) return { status: 'CANNOT_TELL', message: unknown }
    const inForce = (bound: number | string | undefined, none: number) =>
      bound === undefined ? none : typeof bound === 'number' ? bound : Number(parameters[bound])
    const least = inForce(bounds.least, -Infinity)
    const most = inForce(bounds.most, Infinity)
    const message = say(value, { least, most })
    return { status: value >= least && value <= most ? 'PASS' : 'FAIL', message, values: { [nameOf(path)]: value } }
  }
}

/** One of several settings that a check judges together; `name` says what should be so, as the finding shows it. */
export interface Part {
  name: string
  path: string
  is: Wanted
}

/** Judges several settings, each a subject: PARTIAL when only some are as they have to be. What is not said does not pass; when nothing is wrong beside it, nobody can tell. */
export function settingsAre(
  parts: readonly Part[],
  { say, unknown }: { say: ListWords['say']; unknown: string },
): Judge {
  return read => {
    const subjects = parts.map(({ name, path, is }) => {
      const value = at(read, path)
      const passed = holds(value, is)
      const detail = passed === null ? `${nameOf(path)} is not said` : `${nameOf(path)} is ${String(value)}`
      return { name, passed, detail }
    })
    return judgeSubjects(subjects, { say, unknown: () => unknown, none: { status: 'CANNOT_TELL', message: unknown } })
  }
}

/** Null when the value is of another kind than what it has to be. */
function holds(value: unknown, wanted: Wanted): boolean | null {
  if (typeof wanted === 'boolean') return typeof value === 'boolean' ? value === wanted : null
  if (typeof value !== 'string') return null
  return typeof wanted === 'string' ? value === wanted : wanted.includes(value)
}

function numberOf(value: unknown): number | null {
  if (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) return Number(value)
  return typeof value === 'number' && Number.isFinite(value) ? value : null
}

const nameOf = (path: string) => path.split('.').at(-1) as string
