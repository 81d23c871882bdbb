import { defineCheck, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const flag = z.boolean().nullish()
const sink = z.looseObject({
  name: z.string(),
  filter: z.string().nullish(),
  disabled: flag,
  includeChildren: flag,
  interceptChildren: flag,
})

export const logSink = defineCheck({
  name: 'log-sink',
  title: 'All logs of the organisation are exported',
  description:
    'What lies in a project can be deleted by whoever takes the project over, and data access is kept for 30 days only. A copy elsewhere outlives both.',
  severity: 'MEDIUM',
  category: 'logging',
  points: 6,
  reads: ['sinks'],
  remediation:
    'Choose the organisation, open *Logging → Log Router → Create sink*, take *Include logs ingested by this organization and all child resources*, leave the inclusion filter empty, and send it to a bucket of a project that few administer.',
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '2.0', requirement: '2.2' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AU-4(1)', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  judge: judgeParsed({ sinks: z.array(sink).min(1) }, 'The log sinks could not be read.', ({ sinks }) => {
    const whole = sinks.filter(one => !one.filter && !one.disabled && (one.includeChildren || one.interceptChildren))
    return {
      status: whole.length > 0 ? 'PASS' : 'FAIL',
      message: `${whole.length} of ${sinks.length} log sinks of the organisation export all entries of all projects.`,
      subjects: sinks.map(one => ({ name: one.name, passed: whole.includes(one), detail: one.filter ?? 'no filter' })),
    }
  }),
})
