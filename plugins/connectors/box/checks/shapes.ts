import { z } from 'zod'

/** What checks read out of the answers of reads: the fields that they judge by. */

const least = z.object({ value: z.number() })

export const passwordSigns = z.object({
  security: z.object({
    password_min_uppercase_characters: least,
    password_min_numeric_characters: least,
    password_min_special_characters: least,
  }),
})

export const shieldRules = z.looseObject({ shield: z.looseObject({ shield_rules: z.array(z.unknown()) }) })

export const retentionPolicies = z
  .array(z.looseObject({ status: z.string(), assignment_counts: z.record(z.string(), z.unknown()).nullish() }))
  .min(1)
