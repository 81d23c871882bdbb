import type { z } from 'zod'
import type { Judgement } from './check.ts'

type Shapes = Record<string, z.ZodType>
export type Parsed<S extends Shapes> = { [K in keyof S]: z.output<S[K]> }

/**
 * Judges by reads that have these shapes. Where one does not, nobody can tell, and `unknown` says so: what was not read, and what to do about it.
 * A list that is never empty says so by `.min(1)`.
 */
export function judgeParsed<S extends Shapes, P>(
  shapes: S,
  unknown: string,
  judge: (read: Parsed<S>, parameters: P) => Judgement,
): (read: Record<string, unknown>, parameters: P) => Judgement {
  return (read, parameters) => {
    const parsed = Object.entries(shapes).map(([name, shape]) => [name, shape.safeParse(read[name])] as const)
    if (parsed.some(([, { success }]) => !success)) return { status: 'CANNOT_TELL', message: unknown }
    return judge(Object.fromEntries(parsed.map(([name, { data }]) => [name, data])) as Parsed<S>, parameters)
  }
}
