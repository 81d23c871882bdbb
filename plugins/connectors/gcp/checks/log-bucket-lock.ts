import { defineCheck, judgeTally } from '@casbah/sdk'
import { z } from 'zod'
import { bare } from '../requests.ts'

const list = z.array(z.looseObject({ destination: z.string() }))
const retentionPolicy = z.looseObject({ isLocked: z.boolean().nullish() }).nullish()
const bucket = z.looseObject({
  name: z.string(),
  resource: z.looseObject({ data: z.looseObject({ retentionPolicy }) }),
})

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
  frameworks: [
    { framework: 'CIS Google Cloud Foundations', version: '5.0', requirement: '2.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SI-12', derived: true },
    { framework: 'SOC 2', requirement: 'CC7.2' },
  ],
  reads: ['buckets', 'sinks'],
  each: 'buckets',
  judgeRow: (row, { sinks }) => {
    const [one, all] = [bucket.safeParse(row).data, list.safeParse(sinks).data]
    if (!one || !all) return 'UNCLEAR'
    const name = bare(one.name)
    if (!all.some(({ destination }) => destination === `storage.googleapis.com/${name}`)) return null
    return { name, resource: name, passed: one.resource.data.retentionPolicy?.isLocked === true }
  },
  judge: ({ buckets }) =>
    judgeTally(buckets, {
      say: (passing, all) => `${passing} of ${all} buckets with exported logs have a locked retention policy.`,
      none: 'No sink of the organisation exports logs to a bucket that was listed.',
    }),
})
