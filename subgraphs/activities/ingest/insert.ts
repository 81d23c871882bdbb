import type { StoredActivity, Tx } from '@casbah/kit'
import { activityId } from '../activity/activity-id.ts'
import { COLUMNS, toRecord } from '../activity/activity.row.ts'

const NAMES = COLUMNS.map(([name]) => name)
// `raw` is a JSON text inside a JSON text: as `json` it would be read as a string.
const TYPES = COLUMNS.map(([name, type]) => `${name} ${name === 'raw' ? 'text' : type}`)
const VALUES = NAMES.map(name => (name === 'raw' ? 'r.raw::json' : `r.${name}`))

const INSERT = `insert into activities.activity (tenant, ${NAMES.join(', ')})
  select current_setting('app.tenant'), ${VALUES.join(', ')} from json_to_recordset($1::json) as r(${TYPES.join(', ')})
  on conflict do nothing returning id, (extract(epoch from time) * 1000)::float8 as time`

/** Inserts the activities that are not there yet, in one statement; returns those, in their order. */
export async function insertNew(tx: Tx, activities: readonly StoredActivity[]): Promise<StoredActivity[]> {
  if (!activities.length) return []
  const rows = await tx.query<{ id: string; time: number }>(INSERT, [JSON.stringify(activities.map(toRecord))])
  const inserted = new Set(rows.map(row => activityId(row.time, row.id)))
  return activities.filter(activity => inserted.delete(activity.id))
}
