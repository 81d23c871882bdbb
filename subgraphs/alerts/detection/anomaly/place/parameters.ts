import { z } from 'zod'

/** Numbers of more than one detector of places and networks. */
export const learningDays = (days: number, source: string) =>
  z
    .int()
    .min(0)
    .max(90)
    .default(days)
    .describe(`Days that somebody must be known before what is usual counts, days; source: ${source}.`)

export const confirmDays = z
  .int()
  .min(1)
  .max(30)
  .default(3)
  .describe(
    'Earlier days on which something must have been seen to be usual, so that an attack does not make itself usual, days; source: ours.',
  )

export const commonPeople = z
  .int()
  .min(2)
  .max(150)
  .default(5)
  .describe('Users of the tenant who share a country or network that is common in it, users; source: ours.')

export const settleDays = z
  .int()
  .min(0)
  .max(60)
  .default(7)
  .describe(
    'Days that a country, network or address must be known in the tenant to be common, days; source: the seven days of learning of Defender for Cloud Apps.',
  )
