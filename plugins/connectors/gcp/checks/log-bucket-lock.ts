import { defineCheck, derived, judgeRows, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { bucketsOfSinks, retainedBucket } from './shapes.ts'

export const logBucketLock = defineCheck({
  name: 'log-bucket-lock',
  title: 'Buckets with exported logs cannot be emptied',
  description:
    'Without a locked retention policy whoever administers the bucket can delete the trace of what was done.',
  severity: 'HIGH',
  category: 'logging',
  points: 7,
  remediation:
    'In *Cloud Storage → Buckets* open each bucket named here, set a retention policy under *Protection* and lock it. It cannot be unlocked.',
  frameworks: [...cis('2.3'), ...derived({ 'NIST 800-53': 'SI-12' }), ...stated({ 'SOC 2': 'CC7.2' })],
  reads: ['buckets', 'sinks'],
  each: 'buckets',
  judgeRow: (row, { sinks }) => {
    const [one, exported] = [retainedBucket.safeParse(row).data, bucketsOfSinks(sinks)]
    if (!one || !exported) return 'UNCLEAR'
    return exported.includes(one.name) ? { name: one.name, resource: one.name, passed: one.isLocked } : null
  },
  judge: judgeRows('buckets', {
    say: (passing, all) => `${passing} of ${all} buckets with exported logs have a locked retention policy.`,
    none: 'No sink of the organisation exports logs to a bucket that was listed.',
  }),
})
