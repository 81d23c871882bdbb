import { judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const settings = z.array(
  z.looseObject({
    value: z.looseObject({ id: z.number(), name: z.string().min(1), kind: z.enum(['user', 'app']) }),
  }),
)
export type Policy = z.infer<typeof settings>[number]['value']

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
  const subjects = policies.map(policy => {
    const found = wanted.safeParse(policy)
    const detail = Object.entries(found.data ?? {}).map(([name, value]) => `${name} ${String(value)}`)
    return {
      name: policy.name,
      passed: found.success ? holds(found.data) : null,
      detail: detail.join(', ') || 'not told',
    }
  })
  return judgeSubjects(subjects, {
    say: (passing, all) => `${passing} of ${all} user policies ${say}.`,
    unknown: (some, all) => `${some} of ${all} user policies do not tell ${Object.keys(wanted.shape).join(', ')}.`,
    none: NO_POLICIES,
  })
}
