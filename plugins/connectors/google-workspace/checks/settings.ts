import { judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()
const policies = z.array(
  z.looseObject({
    type: text,
    policyQuery: z.looseObject({ orgUnit: text, group: text, sortOrder: z.number().nullish() }).nullish(),
    setting: z.looseObject({ type: z.string(), value: z.record(z.string(), z.unknown()).nullish() }),
  }),
)
type Policy = z.infer<typeof policies>[number]
type Value = Record<string, unknown>

interface Wanted {
  /** Google's name of the setting, such as `security.password`. */
  setting: string
  /** Fields that are shown as what was seen. */
  fields: string[]
  /** Whether a value is as it should be; null when it does not tell. */
  holds: (value: Value) => boolean | null
}

/** Judges one setting wherever it is set. A check passes only where all organisational units and groups do. */
export function judgeSetting({ setting, fields, holds }: Wanted): (read: Record<string, unknown>) => Judgement {
  return read => {
    const parsed = policies.safeParse(read.policies)
    if (!parsed.success) return { status: 'CANNOT_TELL', message: 'The policies could not be read.' }
    const places = placesOf(parsed.data, `settings/${setting}`)
    const subjects = places.map(({ place, value }) => ({
      name: place,
      passed: holds(value),
      detail: fields.map(field => `${field} ${JSON.stringify(value[field] ?? 'not said')}`).join(', '),
    }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `It is so in ${passing} of ${all} places where ${setting} is set.`,
      unknown: () => `Google does not give all of ${setting}: ${fields.join(', ')}.`,
      none: { status: 'CANNOT_TELL', message: `Google does not give the setting ${setting}.` },
    })
  }
}

/**
 * A setting as it applies: Google's default (SYSTEM) lies under what administrators set at the top, and that under what they set for a unit or
 * group. Of several for one place the highest order wins.
 */
function placesOf(all: Policy[], type: string): { place: string; value: Value }[] {
  const mine = all
    .filter(({ setting }) => setting.type === type)
    .sort((a, b) => rank(a) - rank(b) || order(a) - order(b))
  const top = placeOf(all.find(policy => policy.type === 'SYSTEM'))
  const values = new Map<string, Value>()
  for (const policy of mine) {
    const place = policy.type === 'SYSTEM' ? top : placeOf(policy)
    values.set(place, { ...values.get(place), ...policy.setting.value })
  }
  const base = values.get(top)
  return [...values].map(([place, value]) => ({ place, value: { ...base, ...value } }))
}

const rank = ({ type }: Policy) => (type === 'SYSTEM' ? 0 : 1)
const order = ({ policyQuery }: Policy) => policyQuery?.sortOrder ?? 0
const placeOf = (policy: Policy | undefined) =>
  policy?.policyQuery?.group || policy?.policyQuery?.orgUnit || 'everybody'

/** Whether all of these flags are as wanted; null when one is not said and none is wrong. */
export function flagsAre(value: Value, wanted: Record<string, boolean>): boolean | null {
  const flags = Object.entries(wanted)
  if (flags.some(([name, flag]) => typeof value[name] === 'boolean' && value[name] !== flag)) return false
  return flags.every(([name, flag]) => value[name] === flag) ? true : null
}

/** Whether a field is one of these words; null when it is not said. */
export function isOneOf(value: Value, field: string, words: string[]): boolean | null {
  const word = value[field]
  return typeof word === 'string' ? words.includes(word) : null
}

/** Seconds of a duration such as `43200s`; null when it is none. */
export function secondsOf(value: unknown): number | null {
  const found = typeof value === 'string' ? /^(\d+(?:\.\d+)?)s$/.exec(value) : null
  return found ? Number(found[1]) : null
}
