import { z } from 'zod'
import { DISTINCT_FIELDS } from './distinct-values.ts'
import { eventFilter } from './event-filter.ts'

const severity = z.enum(['INFORMATIONAL', 'LOW', 'MEDIUM', 'HIGH', 'CRITICAL'])

/**
 * A policy of kind ACTIVITY: a filter; with `count` so many matching activities of the same `per` (of all together when it is empty) within a
 * window; with `distinct` so many different values of a field among them; with `followedBy` only once an activity that matches it follows
 * within the window.
 */
export const thresholdDefinition = z
  .strictObject({
    filter: eventFilter,
    count: z.int().min(1).max(1_000).default(1),
    windowSeconds: z.int().min(1).max(86_400).default(600),
    per: z.array(z.enum(['USER', 'APP', 'IP'])).default(['USER']),
    distinct: z.strictObject({ field: z.enum(DISTINCT_FIELDS), count: z.int().min(2).max(1_000) }).optional(),
    followedBy: eventFilter.optional(),
    /** Title of the alert; `{actor}`, `{count}`, `{app}`, `{action}`, `{ip}`, `{country}` and `{minutes}` are filled in. */
    title: z.string().min(1).max(300).optional(),
    /** From so many on the alert has this severity. */
    escalate: z.strictObject({ count: z.int().min(2), severity }).optional(),
  })
  .refine(({ distinct, count }) => !distinct || distinct.count <= count, {
    path: ['distinct', 'count'],
    message: 'must not be over `count`',
  })

export type ThresholdDefinition = z.infer<typeof thresholdDefinition>
