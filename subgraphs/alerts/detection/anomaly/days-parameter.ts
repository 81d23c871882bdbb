import { z } from 'zod'

/** Days of learning, as all detectors have it. */
export const daysParameter = z
  .int()
  .min(0)
  .max(90)
  .default(7)
  .describe(
    'Days that something must be known before it counts as usual, and that the tenant must be watched, days; Microsoft Defender for Cloud Apps: 7',
  )
