import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { ActivityDraft } from '@casbah/sdk'
import aws from './index.ts'

/** Records that others published, so that what AWS really writes is read, and not only what we think it writes. */
const root = resolve(import.meta.dirname, '../../../..')
const shared = resolve(root, process.env.CASBAH_SHARED ?? '../shared')
const stream = aws.streams[0]!

interface Row {
  raw: Record<string, unknown>
  activity?: ActivityDraft
  reason?: string
}

function readLine(line: string): Row {
  const value = JSON.parse(line) as Record<string, unknown>
  const raw = (value.raw ?? value) as Record<string, unknown>
  const parsed = stream.row.safeParse(raw)
  if (!parsed.success)
    return { raw, reason: parsed.error.issues.map(issue => `${issue.path.join('.')}: ${issue.message}`).join('; ') }
  const [activity] = stream.toActivities(parsed.data)
  if (Number.isNaN(Date.parse(String(raw.eventTime)))) return { raw, activity, reason: 'no readable time' }
  if (!raw.eventID) return { raw, activity, reason: 'no id' }
  return { raw, activity }
}

const files = ['aws/events.ndjson', 'streams/aws_cloudtrail_invictus.ndjson']
  .map(name => ({ name, path: join(shared, 'corpus', name) }))
  .filter(({ path }) => existsSync(path))

if (files.length === 0) {
  describe('aws: the corpus', () => {
    it('is absent', () =>
      console.warn(`NOT RUN: the corpus of AWS was not read; there is no ${join(shared, 'corpus')} (CASBAH_SHARED).`))
  })
} else {
  describe('aws: the corpus', () => {
    const results = files.map(({ name, path }) => ({
      name,
      rows: readFileSync(path, 'utf8').split('\n').filter(Boolean).map(readLine),
    }))
    afterAll(() => console.table(results.map(({ name, rows }) => summary(name, rows))))

    it.each(results)('of $name becomes activities, or is refused with a reason', ({ rows }) => {
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.filter(({ activity, reason }) => !activity && !reason)).toEqual([])
      const carried = rows.filter(({ activity }) => activity)
      expect(carried.length / rows.length).toBeGreaterThan(0.99)
      const unknown = carried.filter(({ activity }) => !aws.vocabulary[activity!.vendorAction])
      expect(unknown.length / rows.length).toBeLessThan(0.05)
      const withAddress = carried.filter(({ raw }) => /^[\d.]+$/.test(String(raw.sourceIPAddress)))
      expect(withAddress.filter(({ activity }) => !activity!.ip)).toEqual([])
    })
  })
}

function summary(name: string, rows: Row[]) {
  const activities = rows.flatMap(({ activity }) => activity ?? [])
  const unknown = activities.filter(({ vendorAction }) => !aws.vocabulary[vendorAction])
  const share = (has: (activity: ActivityDraft) => unknown, carries: (raw: Row['raw']) => unknown) =>
    `${activities.filter(has).length}/${rows.filter(({ raw }) => carries(raw)).length}`
  return {
    name,
    rows: rows.length,
    mapped: activities.length - unknown.length,
    unknown: unknown.map(({ vendorAction }) => vendorAction).join(' '),
    refused: rows.filter(({ reason }) => reason).length,
    actor: share(
      ({ actor }) => actor,
      raw => raw.userIdentity,
    ),
    ip: share(
      ({ ip }) => ip,
      raw => raw.sourceIPAddress,
    ),
    failed: share(
      ({ outcome }) => outcome === 'FAILURE',
      raw => raw.errorCode,
    ),
    targets: share(
      ({ targets }) => targets?.length,
      raw => raw.requestParameters,
    ),
  }
}
