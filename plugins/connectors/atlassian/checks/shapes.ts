import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

const text = z.string().nullish()
const unit = z
  .string()
  .transform(text => text.toUpperCase())
  .pipe(z.enum(['DAYS', 'WEEKS', 'MONTHS', 'YEARS']))

export const domains = z.array(
  z.looseObject({
    id: z.string().min(1),
    attributes: z.looseObject({ name: z.string().nullish(), claim: z.looseObject({ status: z.string() }) }),
  }),
)

export const managedAccount = z.looseObject({
  account_id: z.string().min(1),
  account_status: z.string(),
  account_type: text,
  email: text,
  name: text,
  last_active: text,
})

export const retention = z.looseObject({ number: z.number().positive(), units: unit })
