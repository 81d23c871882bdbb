import type { Judgement } from '@casbah/sdk'
import { z } from 'zod'

const settings = z.array(
  z.looseObject({
    value: z.looseObject({ id: z.number(), name: z.string().min(1), kind: z.enum(['user', 'app']) }),
  }),
)
export type Policy = z.infer<typeof settings>[number]['value']

/** What changes policies: their making, changing and deleting, and the settings of the account, such as which one is the default. */
export const POLICY_EVENTS = ['156', '157', '158', '197']

export const NO_POLICIES: Judgement = { status: 'CANNOT_TELL', message: 'OneLogin did not show its user policies.' }

/** All policies with their settings; null where they could not be read. There is always a user policy, the default. */
export function policiesIn(read: unknown): Policy[] | null {
  const policies = settings.safeParse(read).data?.map(({ value }) => value)
  return policies?.some(({ kind }) => kind === 'user') ? policies : null
}

/** Judges all user policies by the settings named; one that leaves a setting out is unclear. `say` follows on "3 of 4 user policies". */
export function judgeUserPolicies<S extends z.ZodObject>(
  read: unknown,
  wanted: S,
  { holds, say }: { holds: (settings: z.output<S>) => boolean; say: string },
): Judgement {
  const policies = policiesIn(read)?.filter(({ kind }) => kind === 'user')
  if (!policies) return NO_POLICIES
  const subjects = policies.flatMap(policy => {
    const found = wanted.safeParse(policy)
    if (!found.success) return []
    const detail = Object.entries(found.data).map(([name, value]) => `${name} ${String(value)}`)
    return [{ name: policy.name, passed: holds(found.data), detail: detail.join(', ') }]
  })
  const unclear = policies.length - subjects.length
  const failing = subjects.filter(({ passed }) => !passed).length
  if (unclear > 0 && failing === 0) {
    const message = `${unclear} of ${policies.length} user policies do not tell ${Object.keys(wanted.shape).join(', ')}.`
    return { status: 'CANNOT_TELL', message, subjects }
  }
  return {
    status: failing === 0 ? 'PASS' : failing < policies.length ? 'PARTIAL' : 'FAIL',
    message: `${subjects.length - failing} of ${policies.length} user policies ${say}.`,
    subjects,
    values: { policies: policies.length, failing },
  }
}
