import type { StoredActivity, Tx } from '@casbah/kit'

const DAY_MS = 86_400_000
/** Before a user has been known for so many days everything is new, and nothing uncommon. */
const HISTORY_DAYS = 7
/** The entry of a user as such: since when he is known. */
const KNOWN = ''

interface Entry {
  account: string
  field: string
  value: string
  firstDay: number
  lastDay: number
  changed: boolean
}

/**
 * Judges each activity by what its user did before: days since he was last seen with the same value, and which values are new for
 * somebody known for a week. Remembers the days of each value, by one read and one write a batch.
 */
export async function judgeByProfile(tx: Tx, activities: readonly StoredActivity[]): Promise<void> {
  const entries = await readEntries(tx, activities)
  for (const activity of activities) {
    if (!activity.accountId) continue
    const day = Math.floor(activity.time / DAY_MS)
    const known = see(entries, activity.accountId, KNOWN, '', day)
    const lastSeen: Record<string, number> = {}
    const uncommon: string[] = []
    for (const [field, value] of values(activity)) {
      const days = see(entries, activity.accountId, field, value, day).days
      lastSeen[field] = days
      if (days < 0 && day - known.firstDay >= HISTORY_DAYS) uncommon.push(field)
    }
    activity.lastSeenForUser = lastSeen
    activity.uncommonForUser = uncommon
  }
  await writeEntries(
    tx,
    [...entries.values()].filter(entry => entry.changed),
  )
}

/** The values that are remembered of a user. */
function values(activity: StoredActivity): [string, string][] {
  const found: [string, string][] = [['action', activity.action]]
  if (activity.ip) {
    found.push(['ip', activity.ip.address])
    if (activity.ip.country) found.push(['country', activity.ip.country])
    if (activity.ip.asn !== null) found.push(['asn', String(activity.ip.asn)])
  }
  if (activity.browser || activity.os) found.push(['userAgent', `${activity.browser ?? ''}/${activity.os ?? ''}`])
  return found
}

/** Notes one sight and tells how long ago the last one was: 0 the same day (or, for an event that comes late, between two sights), -1 never before. */
function see(entries: Map<string, Entry>, account: string, field: string, value: string, day: number) {
  const key = keyOf(account, field, value)
  const entry = entries.get(key)
  if (!entry) {
    entries.set(key, { account, field, value, firstDay: day, lastDay: day, changed: true })
    return { days: -1, firstDay: day }
  }
  const days = day < entry.firstDay ? -1 : Math.max(0, day - entry.lastDay)
  if (day < entry.firstDay || day > entry.lastDay) {
    entry.firstDay = Math.min(entry.firstDay, day)
    entry.lastDay = Math.max(entry.lastDay, day)
    entry.changed = true
  }
  return { days, firstDay: entry.firstDay }
}

async function readEntries(tx: Tx, activities: readonly StoredActivity[]): Promise<Map<string, Entry>> {
  const wanted = new Map<string, [string, string, string]>()
  for (const activity of activities) {
    const account = activity.accountId
    if (!account) continue
    wanted.set(keyOf(account, KNOWN, ''), [account, KNOWN, ''])
    for (const [field, value] of values(activity)) wanted.set(keyOf(account, field, value), [account, field, value])
  }
  if (!wanted.size) return new Map()
  const keys = [...wanted.values()]
  const rows = await tx.query<Omit<Entry, 'changed'>>(
    `select p.account, p.field, p.value, p.first_day as "firstDay", p.last_day as "lastDay"
     from unnest($1::text[], $2::text[], $3::text[]) as k(account, field, value)
     join activities.profile p on p.account = k.account and p.field = k.field and p.value = k.value`,
    [keys.map(key => key[0]), keys.map(key => key[1]), keys.map(key => key[2])],
  )
  return new Map(rows.map(row => [keyOf(row.account, row.field, row.value), { ...row, changed: false }]))
}

async function writeEntries(tx: Tx, entries: Entry[]): Promise<void> {
  if (!entries.length) return
  await tx.query(
    `insert into activities.profile (tenant, account, field, value, first_day, last_day)
     select current_setting('app.tenant'), * from unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[])
     on conflict (tenant, account, field, value) do update set first_day = excluded.first_day, last_day = excluded.last_day`,
    [
      entries.map(entry => entry.account),
      entries.map(entry => entry.field),
      entries.map(entry => entry.value),
      entries.map(entry => entry.firstDay),
      entries.map(entry => entry.lastDay),
    ],
  )
}

const keyOf = (account: string, field: string, value: string) => `${account}\0${field}\0${value}`
