import { at, judgeSubjects, type Judgement } from '@casbah/sdk'
import { z } from 'zod'

const UNKNOWN: Judgement = {
  status: 'CANNOT_TELL',
  message: 'Okta did not show the settings of its password policies.',
}
const policies = z.array(z.looseObject({ name: z.string(), status: z.string().nullish() }))

type Parameters = Record<string, unknown>

/** Judges the settings of all active password policies. `say` follows on "2 of 3 active password policies". */
export function judgePasswords<S extends z.ZodObject>(
  wanted: S,
  {
    holds,
    say,
  }: { holds: (password: z.output<S>, parameters: Parameters) => boolean; say: (parameters: Parameters) => string },
): (read: Record<string, unknown>, parameters: Parameters) => Judgement {
  return ({ passwordPolicies }, parameters) => {
    const active = policies.safeParse(passwordPolicies).data?.filter(({ status }) => status !== 'INACTIVE')
    if (!active) return UNKNOWN
    const judged = active.map(policy => {
      const settings = wanted.safeParse(at(policy, 'settings.password'))
      if (!settings.success) return { name: policy.name, passed: null }
      const detail = JSON.stringify(settings.data).replaceAll(/[{}"]/g, '').replaceAll(',', ', ')
      return { name: policy.name, passed: holds(settings.data, parameters), detail }
    })
    return judgeSubjects(judged, {
      say: (passing, all) => `${passing} of ${all} active password policies ${say(parameters)}.`,
      unknown: (unclear, all) => `${unclear} of ${all} active password policies do not show their settings.`,
      none: UNKNOWN,
    })
  }
}
