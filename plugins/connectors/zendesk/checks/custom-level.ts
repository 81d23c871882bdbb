import { whole, type Judged } from '@casbah/sdk'
import { z } from 'zod'
import { ofAgents } from './shapes.ts'

/** What `security_policy_id` is where the level is a custom one. */
export const CUSTOM = 400

/** The password level of team members, with what it asks for: Zendesk tells that of a custom one alone. */
export const customLevel = ofAgents({
  security_policy_id: z.number().int().positive(),
  password: z
    .looseObject({
      password_length: z.number(),
      password_complexity: z.number(),
      password_in_mixed_case: z.boolean(),
      failed_attempts_allowed: z.number().positive(),
      disallow_local_part_from_email: z.boolean(),
    })
    .nullish(),
}).transform(({ security_settings: { authentication } }) => authentication.agent)

/** What a tenant may set of what a custom level should ask for. */
export const wanted = z.object({
  length: whole({ least: 5, most: 128, usual: 12 }, 'Characters that a password must have.'),
  tries: whole({ least: 1, most: 100, usual: 10 }, 'Failed tries after which it must lock.'),
})

/** Each thing that a custom level should ask for, and whether it does. */
export const askedFor = (
  password: NonNullable<z.output<typeof customLevel>['password']>,
  { length, tries }: z.output<typeof wanted>,
): Judged[] => [
  { name: `at least ${length} characters`, passed: password.password_length >= length },
  { name: 'numbers and special characters', passed: password.password_complexity >= 2 },
  { name: 'letters in mixed case', passed: password.password_in_mixed_case },
  { name: `a lock after at most ${tries} tries`, passed: password.failed_attempts_allowed <= tries },
  { name: 'no local part of the e-mail address', passed: password.disallow_local_part_from_email },
]
