import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { at, type ActivityDraft } from '@casbah/sdk'
import connector from './index.ts'

/** Rows that others published, so that what the vendor really sends is read, and not only what we think it sends. */
const root = resolve(import.meta.dirname, '../../../..')
const shared = resolve(root, process.env.CASBAH_SHARED ?? '../shared')
const stream = connector.streams[0]!

interface Row {
  raw: Record<string, unknown>
  activity?: ActivityDraft
  reason?: string
}

function readAll(file: string): Row[] {
  const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
  return lines.map(line => {
    const value = JSON.parse(line) as Record<string, unknown>
    const raw = (value.raw ?? value) as Record<string, unknown>
    const parsed = stream.row.safeParse(raw)
    if (!parsed.success) return { raw, reason: parsed.error.issues.map(issue => issue.message).join('; ') }
    const [activity] = stream.toActivities(parsed.data)
    if (at(raw, stream.time) == null) return { raw, activity, reason: 'no readable time' }
    if (!at(raw, 'field' in stream.id ? stream.id.field : '')) return { raw, activity, reason: 'no id' }
    return { raw, activity }
  })
}

function table(file: string, rows: Row[]) {
  const read = rows.flatMap(({ activity }) => activity ?? [])
  const unknown = read.filter(({ vendorAction }) => !connector.vocabulary[vendorAction])
  const share = (has: (row: ActivityDraft) => unknown, carries: (raw: Row['raw']) => unknown) =>
    `${read.filter(has).length}/${rows.filter(({ raw }) => carries(raw)).length}`
  return {
    file,
    rows: rows.length,
    read: read.length,
    mapped: read.length - unknown.length,
    unknown: unknown.map(({ vendorAction }) => vendorAction).join(' '),
    quarantined: rows.filter(({ reason }) => reason).length,
    actor: share(
      row => row.actor,
      raw => raw.actor_user_id || raw.actor_user_name || raw.client_id || raw.actor_system,
    ),
    targets: share(
      row => row.targets?.length,
      raw => raw.user_id || raw.user_name || raw.app_name || raw.privilege_name,
    ),
    ip: share(
      row => row.ip,
      raw => raw.ipaddr,
    ),
    // The type tells it, so every row that is known carries it.
    outcome: share(
      row => row.outcome !== 'UNKNOWN',
      raw => raw.event_type_id,
    ),
  }
}

const files = ['onelogin/events.ndjson'].map(name => join(shared, 'corpus', name)).filter(existsSync)
if (files.length === 0) {
  const message = `The corpus of ${connector.card.name} was not read: no ${join(shared, 'corpus')} (CASBAH_SHARED).`
  describe('the corpus', () => {
    it('is absent and was not read', () => console.warn(message))
  })
} else {
  describe('the corpus', () => {
    const results = files.map(file => ({ file, rows: readAll(file) }))
    afterAll(() => console.table(results.map(({ file, rows }) => table(file.slice(shared.length + 8), rows))))

    it.each(results)('of $file is read whole; what lacks a time or an id is refused for that alone', ({ rows }) => {
      expect(rows.length).toBeGreaterThan(0)
      expect(rows.filter(row => !row.activity)).toEqual([])
    })

    it.each(results)('of $file has no action without a meaning', ({ rows }) => {
      const read = rows.flatMap(({ activity }) => activity ?? [])
      expect(read.filter(({ vendorAction }) => !connector.vocabulary[vendorAction])).toEqual([])
    })

    it.each(results)('of $file loses no field that a row carries', ({ rows }) => {
      for (const { raw, activity } of rows) {
        if (!activity) continue
        const actor = raw.actor_user_id
        if (typeof actor === 'number') expect(activity.actor).toMatchObject({ id: String(actor), kind: 'user' })
        if (raw.ipaddr) expect(activity.ip?.address).toBe(raw.ipaddr)
        if (raw.assuming_acting_user_id) expect(activity.isImpersonated).toBe(true)
        for (const [field, kind] of [
          ['user_name', 'user'],
          ['app_name', 'app'],
          ['role_name', 'role'],
          ['group_name', 'group'],
          ['policy_name', 'policy'],
          ['otp_device_name', 'mfa_factor'],
          ['privilege_name', 'privilege'],
          ['authentication_factor_description', 'mfa_method'],
        ] as const)
          if (raw[field]) expect(activity.targets).toContainEqual(expect.objectContaining({ kind, name: raw[field] }))
        expect(activity.outcome).not.toBe('UNKNOWN')
      }
    })
  })
}
