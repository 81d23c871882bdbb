import { z } from 'zod'

/** What checks read out of the answers of reads, or of one row of them: the fields that they judge by. */

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

export const retention = z.looseObject({ number: z.number().positive(), units: unit })
