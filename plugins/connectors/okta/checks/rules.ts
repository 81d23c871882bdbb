import { at, judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const rule = z.looseObject({ name: z.string(), status: z.string(), actions: z.looseObject({}) })
const ofPolicies = z.array(
  z.looseObject({
    parent: z.looseObject({ id: z.string(), name: z.string(), status: z.string() }),
    value: z.array(rule).min(1),
  }),
)

/** A rule that lets somebody in, with the policy that it stands in. */
export interface Rule {
  policy: { id: string; name: string }
  name: string
  /** As Okta gave it. */
  rule: unknown
}

/** Active rules of active policies that let in; null where they could not be read. Every policy has its default rule. */
export function rulesIn(read: unknown): Rule[] | null {
  const found = ofPolicies.safeParse(read).data
  const rules = found?.flatMap(({ parent, value }) =>
    parent.status === 'ACTIVE'
      ? value
          .filter(one => one.status === 'ACTIVE' && accessOf(one) !== 'DENY')
          .map(one => ({ policy: parent, name: `${parent.name}: ${one.name}`, rule: one }))
      : [],
  )
  return rules?.length ? rules : null
}

const accessOf = (one: unknown) => at(one, 'actions.signon.access') ?? at(one, 'actions.appSignOn.access')

/** A setting of the sessions that a rule begins. */
export const ofSession = ({ rule: one }: Rule, name: string) => at(one, `actions.signon.session.${name}`)

/** From 1 on: 0 stands for no end. Null where it is not said. */
export const isAtMost = (minutes: unknown, most: number) =>
  typeof minutes === 'number' ? minutes >= 1 && minutes <= most : null

export const isSwitched = (value: unknown, wanted: boolean) => (typeof value === 'boolean' ? value === wanted : null)

/** Whether a rule names the networks that it lets in from. */
export function isFromZones({ rule: one }: Rule): boolean | null {
  const connection = at(one, 'conditions.network.connection')
  if (typeof connection !== 'string') return null
  const include = at(one, 'conditions.network.include')
  return connection === 'ZONE' && Array.isArray(include) && include.length > 0
}

/** Judges rules one by one. `say` follows on "3 of 4 rules". */
export function judgeRules(
  rules: Rule[] | null,
  { holds, say, unknown }: { holds: (rule: Rule) => boolean | null; say: string; unknown: string },
): Judgement {
  const judged = (rules ?? []).map(one => ({ name: one.name, passed: holds(one) }))
  return judgeSubjects(judged, {
    say: (passing, all) => `${passing} of ${all} rules ${say}.`,
    unknown: (unclear, all) => `${unclear} of ${all} rules do not say whether they ${say}.`,
    none: { status: 'CANNOT_TELL', message: unknown },
  })
}

/** Judges how long sessions may last, by a setting in minutes. `say` follows on "3 of 4 rules of global session policies". */
export const judgeSessions =
  (setting: string, say: (most: number) => string) =>
  ({ signOnRules }: Record<string, unknown>, { minutes: most }: { minutes: number }): Judgement =>
    judgeRules(rulesIn(signOnRules), {
      holds: rule => isAtMost(ofSession(rule, setting), most),
      say: `of global session policies ${say(most)}`,
      unknown: 'Okta did not show the rules of global session policies.',
    })
