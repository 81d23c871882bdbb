import type { Tx } from '@casbah/kit'

/** What hosts do for an app besides reading its streams. */
export type WorkKind = 'inventory' | 'assess' | 'exposure'

/**
 * Puts work on an app's list; wanted again while it waits or runs, it is done once more. An assessment of some checks is then one of all that
 * were named, and one of all stays so.
 */
export async function wantWork(tx: Tx, app: string, kind: WorkKind, argument: unknown = null): Promise<void> {
  await tx.query(
    `insert into apps.app_work as w (tenant, app, kind, argument) values ($1, $2, $3, $4)
     on conflict (tenant, app, kind) do update set argument = ${kind === 'assess' ? BOTH : 'excluded.argument'}, wanted_at = clock_timestamp(), not_before = now(), attempts = 0`,
    [tx.tenant, app, kind, JSON.stringify(argument)],
  )
}

/** Checks of a row's assessment; of one that was wanted before there were parameters, they are all that it says. */
const checksOf = (row: string) =>
  `case when json_typeof(${row}.argument::json) = 'object' then ${row}.argument::json -> 'checks' else ${row}.argument::json end`
/** Names of checks that either asks for, null, which is all, when one of them does; and the later one's parameters. */
const BOTH = `(select json_build_object('checks',
    case when json_typeof(was) = 'array' and json_typeof(now) = 'array' then
      (select json_agg(distinct name) from json_array_elements_text((was::jsonb || now::jsonb)::json) name) else 'null'::json end,
    'parameters', excluded.argument::json -> 'parameters')
  from (select ${checksOf('w')} as was, ${checksOf('excluded')} as now) both_checks)`

/** Work as it was taken up. */
export interface Work {
  argument: unknown
  wantedAt: string
  attempts: number
}

export async function readWork(tx: Tx, app: string, kind: WorkKind): Promise<Work | null> {
  const [row] = await tx.query<Work>(
    `select argument, wanted_at::text as "wantedAt", attempts from apps.app_work where tenant = $1 and app = $2 and kind = $3`,
    [tx.tenant, app, kind],
  )
  return row ?? null
}

/** Keeps how far work of many steps has come. */
export async function workMoved(tx: Tx, app: string, kind: WorkKind, work: Work, argument: unknown): Promise<void> {
  await tx.query(
    `update apps.app_work set argument = $5 where tenant = $1 and app = $2 and kind = $3 and wanted_at = $4::timestamptz`,
    [tx.tenant, app, kind, work.wantedAt, JSON.stringify(argument)],
  )
}

/** Takes done work off the list; or, for what comes round again, puts it there for later. */
export async function workDone(tx: Tx, app: string, kind: WorkKind, work: Work, againSeconds: number | null) {
  const mine = [tx.tenant, app, kind, work.wantedAt]
  const where = 'where tenant = $1 and app = $2 and kind = $3 and wanted_at = $4::timestamptz'
  if (againSeconds === null) await tx.query(`delete from apps.app_work ${where}`, mine)
  else
    await tx.query(`update apps.app_work set attempts = 0, not_before = now() + make_interval(secs => $5) ${where}`, [
      ...mine,
      againSeconds,
    ])
}

/** Puts failed work back: tried again after 30 s, then ever later, an hour at most. */
export async function workFailed(tx: Tx, app: string, kind: WorkKind, work: Work): Promise<void> {
  const seconds = Math.min(3_600, 30 * 2 ** work.attempts)
  await tx.query(
    `update apps.app_work set attempts = attempts + 1, not_before = now() + make_interval(secs => $4)
     where tenant = $1 and app = $2 and kind = $3`,
    [tx.tenant, app, kind, seconds],
  )
}
