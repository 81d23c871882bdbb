import type { Judgement } from '@casbah/sdk'
import { z } from 'zod'

/** What the trails record, and whether their files are proved. */
export const trails = z.array(
  z.looseObject({ IsMultiRegionTrail: z.boolean().optional(), LogFileValidationEnabled: z.boolean().optional() }),
)

/** Whether the trail of the configuration is logging; left out where there is no such trail. */
export const trailStatus = z.looseObject({ IsLogging: z.boolean().optional() }).optional()

interface Trails {
  trails: z.infer<typeof trails>
  trailStatus?: z.infer<typeof trailStatus>
}

/** Judges trails by what they record together. One that is not logging records nothing, whatever else it is set to. */
export function judgeTrails({ trails: all, trailStatus: status }: Trails): Judgement {
  const covering = all.filter(trail => trail.IsMultiRegionTrail)
  if (covering.length === 0) {
    const message = `None of ${all.length} trails records all regions.`
    return { status: 'FAIL', message, values: { trails: all.length } }
  }
  const logging = status?.IsLogging
  if (logging === undefined) {
    const message =
      'A trail records all regions, but the trail named in the configuration does not exist, so nobody knows whether it is logging.'
    return { status: 'CANNOT_TELL', message }
  }
  const validated = covering.some(trail => trail.LogFileValidationEnabled)
  return {
    status: !logging ? 'FAIL' : validated ? 'PASS' : 'PARTIAL',
    message: `${covering.length} of ${all.length} trails record all regions; the configured one is ${logging ? '' : 'not '}logging, files are ${validated ? '' : 'not '}validated.`,
    subjects: [
      { name: 'all regions', passed: true },
      { name: 'logging', passed: logging },
      { name: 'log file validation', passed: validated },
    ],
    values: { trails: all.length, allRegions: covering.length, logging, validated },
  }
}
