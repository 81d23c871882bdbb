import type { Database } from '@casbah/kit'

/** An app's state, streams and configuration, by id. */
export function appPrints(db: Database): (tenant: string) => Promise<Map<string, string>> {
  return tenant =>
    db.read(tenant, async tx => {
      const rows = await tx.query<{ id: string; print: string }>(
        `select a.id::text, concat_ws('|', a.version, a.state, a.problem, a.name, s.print, c.print, i.print) as print
         from apps.app a
         left join (select app, string_agg(concat_ws(',', stream, state, last_error), ';' order by stream) as print
           from apps.app_stream where tenant = $1 group by app) s on s.app = a.id
         left join (select app, string_agg(concat_ws(',', stream, partition, rows, rejected, backfill), ';' order by stream, partition) as print
           from apps.checkpoint where tenant = $1 group by app) c on c.app = a.id
         left join (select app, string_agg(concat_ws(',', phase, changed_at), ';' order by phase) as print
           from apps.inventory where tenant = $1 group by app) i on i.app = a.id
         where a.tenant = $1`,
        [tenant],
      )
      return new Map(rows.map(({ id, print }) => [id, print]))
    })
}

/** The governance actions of the last hour and those still under way. */
export function actionPrints(db: Database): (tenant: string) => Promise<Map<string, string>> {
  return tenant =>
    db.read(tenant, async tx => {
      const rows = await tx.query<{ id: string; print: string }>(
        `select id::text, concat_ws('|', state, changed_at) as print from apps.governance_action
         where tenant = $1 and changed_at > now() - interval '1 hour'`,
        [tenant],
      )
      return new Map(rows.map(({ id, print }) => [id, print]))
    })
}
