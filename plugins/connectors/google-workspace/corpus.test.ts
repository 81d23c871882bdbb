import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { at, type ActivityDraft } from '@casbah/sdk'
import connector from './index.ts'

/** Rows that others published, so that what the vendor really sends is read, and not only what we think it sends. */
const root = resolve(import.meta.dirname, '../../../..')
const shared = resolve(root, process.env.CASBAH_SHARED ?? '../shared')

interface Row {
  raw: Record<string, unknown>
  activities: ActivityDraft[]
  reason?: string
}

function readAll(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => {
    const { raw } = JSON.parse(line) as { raw: Record<string, unknown> }
    const refusals: string[] = []
    for (const stream of connector.streams) {
      const parsed = stream.row.safeParse(raw)
      if (!parsed.success) {
        refusals.push(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
        continue
      }
      const activities = stream.toActivities(parsed.data)
      if (at(raw, 'id.time') == null) return { raw, activities, reason: 'no readable time' }
      if (at(raw, 'id.uniqueQualifier') == null) return { raw, activities, reason: 'no id' }
      return { raw, activities }
    }
    return { raw, activities: [], reason: refusals[0] ?? '' }
  })
}

const eventsIn = ({ raw }: Row) => (raw.events as { name?: string | null }[] | undefined) ?? []

function table(file: string, rows: Row[]) {
  const read = rows.flatMap(({ activities }) => activities)
  const unknown = read.filter(({ vendorAction }) => !connector.vocabulary[vendorAction])
  const share = (has: (row: ActivityDraft) => unknown, path: string) =>
    `${rows.filter(({ activities }) => activities.some(has)).length}/${rows.filter(({ raw }) => at(raw, path)).length}`
  return {
    file,
    rows: rows.length,
    activities: read.length,
    mapped: read.length - unknown.length,
    unknown: unknown.map(({ vendorAction }) => vendorAction).join(' '),
    refused: rows.filter(({ activities }) => activities.length === 0).length,
    timeless: rows.filter(({ activities, reason }) => activities.length > 0 && reason).length,
    actor: share(row => row.actor, 'actor.email'),
    ip: share(row => row.ip, 'ipAddress'),
    targets: share(row => row.targets?.length, 'events.0.parameters'),
  }
}

const files = ['google-workspace/events.ndjson'].map(name => join(shared, 'corpus', name)).filter(existsSync)
if (files.length === 0) {
  const message = `The corpus of ${connector.card.name} was not read: no ${join(shared, 'corpus')} (CASBAH_SHARED).`
  describe('the corpus', () => {
    it('is absent and was not read', () => console.warn(message))
  })
} else {
  describe('the corpus', () => {
    const results = files.map(file => ({ file, rows: readAll(file) }))
    afterAll(() => console.table(results.map(({ file, rows }) => table(file.slice(shared.length + 8), rows))))

    it.each(results)('of $file is read whole; refused is only what is no activity, or has none named', ({ rows }) => {
      expect(rows.length).toBeGreaterThan(0)
      for (const row of rows) {
        const named = row.raw.id !== undefined && eventsIn(row).length > 0 && eventsIn(row).every(({ name }) => name)
        expect([named, row.activities.length > 0, row.reason]).toEqual([named, named, row.reason])
        if (named) expect(row.activities).toHaveLength(eventsIn(row).length)
      }
    })

    // Three rows of the corpus carry an application name that does not go with their events.
    it.each(results)('of $file has next to no action without a meaning', ({ rows }) => {
      const unknown = rows
        .flatMap(({ activities }) => activities)
        .map(({ vendorAction }) => vendorAction)
        .filter(action => !connector.vocabulary[action])
      const misplaced = /^(admin\.(upload|edit|change_user_access|add_to_folder|change_acl_editors)|logout\.)/
      expect(unknown.filter(action => !misplaced.test(action))).toEqual([])
    })

    it.each(results)('of $file loses no field that a row carries', ({ rows }) => {
      for (const { raw, activities } of rows) {
        for (const activity of activities) {
          const email = at(raw, 'actor.email')
          if (typeof email === 'string' && email) expect(activity.actor?.email).toBe(email)
          const address = at(raw, 'ipAddress')
          if (typeof address === 'string') expect(activity.ip?.address).toBe(address)
        }
      }
    })
  })
}
