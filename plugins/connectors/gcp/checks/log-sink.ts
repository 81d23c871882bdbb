import { defineCheck, derived, stated, judgeParsed } from '@casbah/sdk'
import { cis2 } from '../benchmark.ts'
import { sinks } from './shapes.ts'

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
  frameworks: [...cis2('2.2'), ...derived({ 'NIST 800-53': 'AU-4(1)' }), ...stated({ 'SOC 2': 'CC7.2' })],
  judge: judgeParsed({ sinks }, 'The log sinks could not be read.', ({ sinks: all }) => {
    const whole = all.filter(one => !one.filter && !one.disabled && (one.includeChildren || one.interceptChildren))
    return {
      status: whole.length > 0 ? 'PASS' : 'FAIL',
      message: `${whole.length} of ${all.length} log sinks of the organisation export all entries of all projects.`,
      subjects: all.map(one => ({ name: one.name, passed: whole.includes(one), detail: one.filter ?? 'no filter' })),
    }
  }),
})
