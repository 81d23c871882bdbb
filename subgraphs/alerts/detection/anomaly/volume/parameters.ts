import { z } from 'zod'
import { sensitivityParameter } from '../sensitivity.ts'
import type { Family } from './families.ts'

/** Numbers of a detector of volume. */
export function volumeParameters({ floor, minutes, source }: Family) {
  return z.strictObject({
    floor: z
      .int()
      .min(2)
      .max(10_000)
      .default(floor)
      .describe(`Fewer different things within the window are never unusual, things; ${source}`),
    windowMinutes: z
      .int()
      .min(1)
      .max(60)
      .default(minutes)
      .describe(`Length of the window, minutes, counted in steps of two; with the floor, from the same source`),
    deviations: z
      .number()
      .min(0)
      .max(20)
      .default(3)
      .describe(
        "So many standard deviations over the mean of the person's active hours are still usual; Splunk: mean + 3 standard deviations",
      ),
    tenantPercentile: z
      .number()
      .min(50)
      .max(99.9)
      .default(99)
      .describe(
        "Percentile of the tenant's active hours up to which an hour is usual in the tenant, %; Casbah's own: one hour of a hundred",
      ),
    learningDays: z
      .int()
      .min(0)
      .max(90)
      .default(7)
      .describe(
        'Days that a person, an app or the tenant must be known before what is usual of them counts, days; Microsoft Defender for Cloud Apps: 7',
      ),
    escalateFactor: z
      .number()
      .min(1)
      .max(100)
      .default(2)
      .describe(
        "So many times the threshold raise the severity by one step, times; Casbah's own: 60 against 30 downloads",
      ),
    sensitivity: sensitivityParameter,
  })
}
export type VolumeParameters = z.infer<ReturnType<typeof volumeParameters>>
