import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { at, type ActivityDraft, type Stream } from '@casbah/sdk'
import { longId } from './ids.ts'
import connector from './index.ts'

/** Rows that others published, so that what the vendor really sends is read, and not only what we think it sends. */
const root = resolve(import.meta.dirname, '../../../..')
const shared = resolve(root, process.env.CASBAH_SHARED ?? '../shared')
const file = join(shared, 'corpus', 'salesforce', 'events.ndjson')

interface Sample {
  kind: string
  raw: Record<string, unknown>
  expected: { actor: string | null; ip: string | null; time: string } | null
}
interface Result extends Sample {
  stream?: string
  activity?: ActivityDraft
  reason?: string
}

/** Each row goes to the first stream that takes it. */
function read(sample: Sample): Result {
  let reason = ''
  for (const stream of connector.streams as Stream[]) {
    const parsed = stream.row.safeParse(sample.raw)
    if (parsed.success) return { ...sample, stream: stream.name, activity: stream.toActivities(parsed.data)[0] }
    reason ||= parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')
  }
  return { ...sample, reason }
}

if (!existsSync(file)) {
  describe('the corpus', () => {
    it('is absent and was not read', () =>
      console.warn(`The corpus of Salesforce was not read: no ${file} (CASBAH_SHARED).`))
  })
} else {
  describe('the corpus', () => {
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    const results = lines.map(line => read(JSON.parse(line) as Sample))
    const taken = results.flatMap(({ activity, ...rest }) => (activity ? [{ ...rest, activity }] : []))
    const unknown = taken.filter(({ activity }) => !connector.vocabulary[activity.vendorAction])
    const count = (has: (activity: ActivityDraft) => unknown) => taken.filter(({ activity }) => has(activity)).length
    afterAll(() =>
      console.table([
        {
          rows: results.length,
          taken: taken.length,
          refused: results.length - taken.length,
          mapped: taken.length - unknown.length,
          unknown: unknown.map(({ activity }) => activity.vendorAction).join(' '),
          actor: count(({ actor }) => actor?.id),
          ip: count(({ ip }) => ip),
          userAgent: count(({ userAgent }) => userAgent),
          session: count(({ sessionId }) => sessionId),
          outcome: count(({ outcome }) => outcome !== 'UNKNOWN'),
        },
      ]),
    )

    it('is read, apart from what is no event of a stream: header lines, lists of files, real-time objects', () => {
      const refused = results.filter(({ activity }) => !activity)
      expect(taken.length).toBeGreaterThan(55)
      for (const { raw, kind, reason } of refused) {
        const isHeader = raw.EVENT_TYPE === 'EVENT_TYPE'
        const isOther = /^grove\.sf\.(event_log|threat_detection)$/.test(kind) && raw.EVENT_TYPE === undefined
        expect([kind, isHeader || isOther]).toEqual([kind, true])
        expect(reason).toMatch(isHeader ? /header line/ : /EVENT_TYPE/)
      }
    })

    it('has no action without a meaning', () => expect(unknown.map(({ kind }) => kind)).toEqual([]))

    it('loses no field that a row carries', () => {
      for (const { raw, activity, kind } of taken) {
        const user = String(raw.USER_ID_DERIVED || raw.USER_ID || '')
        if (user && activity.vendorAction !== 'LoginAs')
          expect([kind, activity.actor?.id]).toEqual([kind, longId(user)])
        const address = [raw.CLIENT_IP, raw.SOURCE_IP].find(value => /^[\d.]+$/.test(String(value ?? '')))
        if (address) expect([kind, activity.ip?.address]).toEqual([kind, address])
        if (raw.SESSION_KEY) expect([kind, activity.sessionId]).toEqual([kind, raw.SESSION_KEY])
        if (/Mozilla/.test(String(raw.USER_AGENT ?? '')))
          expect([kind, activity.userAgent?.slice(0, 7)]).toEqual([kind, 'Mozilla'])
      }
    })

    it('agrees with what others read out of it', () => {
      for (const { expected, activity, raw, kind } of taken) {
        if (!expected) continue
        // Of LoginAs they took whose account it was for whoever used it.
        if (expected.actor && activity.vendorAction !== 'LoginAs')
          expect([kind, activity.actor?.id]).toEqual([kind, longId(expected.actor)])
        if (expected.ip && /^[\d.]+$/.test(expected.ip))
          expect([kind, activity.ip?.address]).toEqual([kind, expected.ip])
        expect(at(raw, 'TIMESTAMP_DERIVED')).toBe(expected.time)
      }
    })
  })
}
