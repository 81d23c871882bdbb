import { Severity, userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { toActor } from '../alert/alert.row.ts'
import { Detection } from '../detection/consumer.ts'
import type { SetSlaTargetsInput, SlaTarget, SlaTargetsPayload } from './sla.type.ts'
import { DEFAULT_TARGETS, readTargetRows } from './targets.ts'

const LEAST = 60
const MOST = 365 * 24 * 3_600
const WORST_FIRST = (Object.keys(Severity) as Severity[]).toReversed()

/** The tenant's targets, the worst severity first. */
export async function slaTargets(tx: Tx): Promise<SlaTarget[]> {
  const rows = new Map((await readTargetRows(tx)).map(row => [row.severity, row]))
  return WORST_FIRST.map(severity => {
    const row = rows.get(severity)
    const usual = DEFAULT_TARGETS[severity]
    return {
      severity,
      acknowledgeSeconds: row?.acknowledge_seconds ?? usual.acknowledge,
      resolveSeconds: row?.resolve_seconds ?? usual.resolve,
      changedAt: row ? new Date(row.changed_at) : null,
      changedBy: row ? toActor(row.changed_by) : null,
    }
  })
}

/** Sets targets, all or none. They are for what is raised, gets worse or is opened again from now on. */
export async function setSlaTargets(context: Context, { targets }: SetSlaTargetsInput): Promise<SlaTargetsPayload> {
  const userErrors = problemsOf(targets)
  return context.write(async tx => {
    if (!userErrors.length)
      await tx.query(
        `insert into alerts.sla_target as t (tenant, severity, acknowledge_seconds, resolve_seconds, changed_at, changed_by)
         select $1, severity, "acknowledgeSeconds", "resolveSeconds", $3, $4
         from json_to_recordset($2) as n(severity text, "acknowledgeSeconds" int, "resolveSeconds" int)
         on conflict (tenant, severity) do update set acknowledge_seconds = excluded.acknowledge_seconds,
           resolve_seconds = excluded.resolve_seconds, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
        [
          tx.tenant,
          JSON.stringify(targets),
          new Date(context.instance(Detection).now()).toISOString(),
          JSON.stringify(context.caller.actor),
        ],
      )
    return { slaTargets: await slaTargets(tx), userErrors }
  })
}

function problemsOf(targets: SetSlaTargetsInput['targets']): UserErrorData[] {
  const problems: UserErrorData[] = []
  const add = (message: string, path: (string | number)[]) =>
    void problems.push(userError('BAD_USER_INPUT', `${message} Nothing was changed.`, ['targets', ...path.map(String)]))
  if (!targets.length) add('Give at least one target.', [])
  const seen = new Set<string>()
  for (const [index, { severity, acknowledgeSeconds, resolveSeconds }] of targets.entries()) {
    if (seen.has(severity)) add(`There are two targets for ${severity}. Give one.`, [index, 'severity'])
    seen.add(severity)
    if (acknowledgeSeconds < LEAST || acknowledgeSeconds > MOST)
      add('Between 60 seconds and a year are possible to acknowledge.', [index, 'acknowledgeSeconds'])
    if (resolveSeconds > MOST) add('At most a year is possible to resolve.', [index, 'resolveSeconds'])
    else if (resolveSeconds < acknowledgeSeconds)
      add('An alert is acknowledged by when it is resolved: give at least as much time to resolve.', [
        index,
        'resolveSeconds',
      ])
  }
  return problems
}
