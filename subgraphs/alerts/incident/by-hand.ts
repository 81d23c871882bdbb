import { userError, type Tx, type UserErrorData } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'

/** A change of incidents that cannot be; its transaction is taken back. */
export class IncidentRefused extends Error {
  readonly problem: UserErrorData
  constructor(code: 'BAD_USER_INPUT' | 'NOT_FOUND', message: string, path: string[]) {
    super(message)
    this.problem = userError(code, message, path)
  }
}

/** An incident as it stands, locked by the tenant's turn. */
export interface Standing {
  id: string
  is_simulated: boolean
  alert_count: number
  /** Of its worst alert. */
  title: string
}

export function readReason(reason: string): string {
  const read = reason.trim()
  if (read && read.length <= 2_000) return read
  throw new IncidentRefused('BAD_USER_INPUT', 'A reason has from 1 to 2,000 characters. Say why in some words.', [
    'reason',
  ])
}

/** Incidents by id, in the order asked for; the id of a merged one stands for the one that took it over. */
export async function standing(tx: Tx, ids: string[], path: string): Promise<Standing[]> {
  const rows = await tx.query<Standing & { wanted: string }>(
    `select w.id as wanted, i.id, i.is_simulated, i.alert_count,
       (select a.title from alerts.alert a where a.tenant = $1 and a.incident = i.id
        order by a.severity_rank desc, a.first_activity_at, a.id limit 1) as title
     from unnest($2::uuid[]) as w(id) join alerts.incident k on k.tenant = $1 and k.id = w.id
     join alerts.incident i on i.tenant = $1 and i.id = coalesce(k.merged_into, k.id)`,
    [tx.tenant, ids.filter(isUuid)],
  )
  const found = new Map(rows.map(({ wanted, ...row }) => [wanted, row]))
  return ids.map(id => {
    const row = found.get(id.toLowerCase())
    if (row) return row
    const message = `There is no incident ${id}. Take an id of \`incidents\`. Nothing was changed.`
    throw new IncidentRefused('NOT_FOUND', message, [path])
  })
}
