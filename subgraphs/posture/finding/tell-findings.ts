import type { Topics, Tx } from '@casbah/kit'
import { CHANGED_BY, changedBy, type ChangedBy } from '../drift/changed-by.ts'
import { storeScore } from '../score/score.service.ts'
import { effectiveSql } from './points.ts'

/** Tells neighbours, and the scores anew, of findings on which people or time have decided otherwise; `before` has those whose status was another. */
export async function tellFindings(
  tx: Tx,
  at: Date,
  ids: readonly string[],
  before: ReadonlyMap<string, string> = new Map(),
): Promise<void> {
  if (!ids.length) return
  const sql = effectiveSql('$1::timestamptz')
  const told = await tx.query<Omit<Topics['finding.changed'], 'before' | 'at' | 'changedBy'> & ChangedBy>(
    `select f.id, f.app, f.connector, f.control, ${sql.status} as status, f.severity, k.title, f.category, f.frameworks, ${sql.hasException} as "hasException", ${CHANGED_BY}
     from posture.finding f join posture.tenant_control k on k.id = f.control where f.id = any($2::uuid[]) order by f.app, f.control`,
    [at, ids],
  )
  for (const app of new Set(told.map(finding => finding.app))) await storeScore(tx, app, at)
  tx.append(
    'finding.changed',
    told.map(({ changed_by, changed_by_ms, ...finding }) => ({
      ...finding,
      before: before.get(finding.id) ?? finding.status,
      at: at.getTime(),
      changedBy: changedBy({ changed_by, changed_by_ms }),
    })),
  )
}
