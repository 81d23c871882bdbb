import type { AlertFilter } from '../alert/alert.inputs.ts'
import { isStorable } from '../policy/policy-parts.ts'
import { isAboutSla, UNTOLD_SLA } from '../sla/untold-sla.ts'

const MOMENTS = new Set(['since', 'until'])
const LONGEST = 65_536
const DEEPEST = 20

/** A filter as it is kept: what is left out is out. A sentence when it cannot be kept. */
export function keptFilter(filter: AlertFilter): { kept: unknown; problem: string | null } {
  if (depthOf(filter) > DEEPEST) return { kept: null, problem: 'The filter is over 20 levels deep. Make it simpler.' }
  if (isAboutSla(filter)) return { kept: null, problem: UNTOLD_SLA }
  let unstorable = false
  const kept: unknown = JSON.parse(
    JSON.stringify(filter, (_name, value: unknown) => {
      if (typeof value === 'string' && !isStorable(value)) unstorable = true
      return value === null ? undefined : value
    }),
  )
  if (unstorable)
    return {
      kept: null,
      problem: 'The filter holds a NUL or half of a surrogate pair, which cannot be kept. Take it out.',
    }
  if (JSON.stringify(kept).length > LONGEST)
    return { kept: null, problem: 'The filter is over 64 kB. Make it shorter.' }
  return { kept, problem: null }
}

function depthOf({ and, or, not }: AlertFilter, level = 1): number {
  const parts = [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])]
  if (level > DEEPEST || !parts.length) return level
  return Math.max(...parts.map(part => depthOf(part, level + 1)))
}

/** A kept filter, its moments being dates again. */
export function readKeptFilter(kept: unknown): AlertFilter | null {
  if (kept === null || kept === undefined) return null
  return JSON.parse(JSON.stringify(kept), (name, value: unknown) =>
    MOMENTS.has(name) && typeof value === 'string' ? new Date(value) : value,
  ) as AlertFilter
}
