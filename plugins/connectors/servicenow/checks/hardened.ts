import { judgeParsed, judgeSubjects, translate } from '@casbah/sdk'
import { z } from 'zod'
import { HARDENING, isHardened, type Hardened } from '../hardening.ts'

const shapes = {
  properties: z.array(z.looseObject({ name: z.string(), value: z.string() })).min(1),
  propertyCount: z.object({ result: z.object({ stats: z.object({ count: z.string().regex(/^\d+$/) }) }) }),
}

const UNKNOWN =
  'The properties were not listed with their values. Let Casbah’s user read sys_properties, values included, and private properties too.'

/** What is said with each check of properties beside them. */
export const ofProperties = { reads: ['properties', 'propertyCount'], remediationAction: 'set-hardening-property' }

/**
 * Judges properties by what they should be. One that is not in the table has the value that the vendor documents for that; where rows are hidden, nobody
 * can tell which of the two it is.
 */
export function judgeHardened(...names: (keyof typeof HARDENING & string)[]) {
  return judgeParsed(shapes, UNKNOWN, ({ properties, propertyCount }) => {
    const values = Object.fromEntries(properties.map(({ name, value }) => [name, value]))
    const someHidden = Number(propertyCount.result.stats.count) > properties.length
    const subjects = names.map(name => {
      const wanted = HARDENING[name] as Hardened
      const set = translate(values, name)
      const inForce = set ?? (someHidden ? undefined : wanted.unset)
      const passed = inForce === undefined ? null : isHardened(wanted, inForce)
      const silent = someHidden ? 'is hidden or not set' : 'is not set, and what then counts is not documented'
      const detail =
        set !== undefined ? `is ${set}` : inForce === undefined ? silent : `is not set, so ${inForce} counts`
      return { name, passed, detail }
    })
    const [one] = subjects
    return judgeSubjects(subjects, {
      say: (passing, all) =>
        subjects.length === 1
          ? `${one?.name} ${one?.detail}.`
          : `${passing} of ${all} properties are as they should be.`,
      unknown: (unclear, all) => `Of ${unclear} of ${all} properties it is not known. ${UNKNOWN}`,
      none: 'There are no such properties.',
    })
  })
}
