import { at } from '@casbah/sdk'
import { z } from 'zod'
import { idOf } from '../arm.ts'

const resource = z.looseObject({ id: z.string().min(1), name: z.string(), properties: z.looseObject({}) })

/** Judges one property of a resource; `absent` is what holds where it was never set, where that is known. */
export const propertyIs = (path: string, passes: (value: unknown) => boolean, absent?: unknown) => (row: unknown) => {
  const { id, name, properties } = resource.parse(row)
  const value = at(properties, path) ?? absent
  if (value === undefined) return 'UNCLEAR' as const
  return { name, resource: idOf(id), passed: passes(value), detail: `${path} is ${String(value)}` }
}

type Judge = ReturnType<typeof propertyIs>
const passes = (verdict: ReturnType<Judge>) => verdict !== 'UNCLEAR' && verdict.passed

/** One of two is enough; told is the one that passes, else the second. */
export const either =
  (first: Judge, second: Judge): Judge =>
  row =>
    passes(first(row)) ? first(row) : second(row)

/** Both are needed; told is the one that does not pass, else the second. */
export const both =
  (first: Judge, second: Judge): Judge =>
  row =>
    passes(first(row)) ? second(row) : first(row)
