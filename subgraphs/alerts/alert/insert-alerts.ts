import type { Tx } from '@casbah/kit'
import { isCitation } from '../detection/citation.ts'
import type { Draft } from './draft.ts'
import { dueFrom } from '../sla/clocks.ts'
import type { Targets } from '../sla/targets.ts'
import { COPIES, entitiesOfDraft } from './evidence.ts'
import { actorOf } from './raised-by.ts'

/** Alerts to a statement. */
const CHUNK = 200
const LATE_MS = 3_600_000

/** Stores new alerts with all that they cite and touch, and the beginning of their histories: a few statements, however many they are. */
export async function insertAlerts(tx: Tx, drafts: readonly Draft[], targets: Targets, now: number): Promise<void> {
  for (let from = 0; from < drafts.length; from += CHUNK)
    await insertChunk(tx, drafts.slice(from, from + CHUNK), targets, now)
}

async function insertChunk(tx: Tx, drafts: readonly Draft[], targets: Targets, now: number): Promise<void> {
  const at = new Date(now).toISOString()
  await tx.query(
    `insert into alerts.alert (tenant, id, policy, policy_kind, policy_version, fold_key, title, severity, state, explanation, mitre, techniques,
       first_activity_at, last_activity_at, raised_at, activity_count, is_simulated, is_late, version,
       opened_at, acknowledge_by, acknowledge_risk_at, resolve_by, resolve_risk_at)
     select $1, id, policy, policy_kind, policy_version, fold_key, title, severity, 'OPEN', explanation, mitre,
       array(select json_array_elements_text(techniques)), first, last, $3, activity_count, is_simulated, is_late, 1,
       $3, acknowledge_by, acknowledge_risk_at, resolve_by, resolve_risk_at
     from json_to_recordset($2) as d(id uuid, policy uuid, policy_kind text, policy_version int, fold_key text, title text, severity text, explanation json,
       mitre json, techniques json, first timestamptz, last timestamptz, activity_count int, is_simulated bool, is_late bool,
       acknowledge_by timestamptz, acknowledge_risk_at timestamptz, resolve_by timestamptz, resolve_risk_at timestamptz)`,
    [tx.tenant, JSON.stringify(drafts.map(draft => alertRow(draft, targets, now))), at],
  )
  await tx.query(
    `insert into alerts.alert_evidence (tenant, alert, activity, time, copy, wanted)
     select $1, e.* from json_to_recordset($2) as e(alert uuid, activity text, time timestamptz, copy json, wanted bool)`,
    [tx.tenant, JSON.stringify(drafts.flatMap(evidenceRows))],
  )
  await tx.query(
    `insert into alerts.alert_entity (tenant, kind, value, alert, detail)
     select $1, e.* from json_to_recordset($2) as e(kind text, value text, alert uuid, detail json)`,
    [
      tx.tenant,
      JSON.stringify(drafts.flatMap(draft => entitiesOfDraft(draft).map(entity => ({ ...entity, alert: draft.id })))),
    ],
  )
  await tx.query(
    `insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value)
     select $1, alert, $3, actor, 'RAISED', null, null from json_to_recordset($2) as h(alert uuid, actor json)`,
    [tx.tenant, JSON.stringify(drafts.map(({ id, policy }) => ({ alert: id, actor: actorOf(policy) }))), at],
  )
}

function alertRow({ id, policy, mitre, first, last, cited, ...draft }: Draft, targets: Targets, now: number): object {
  return {
    id,
    policy: policy.id,
    policy_kind: policy.kind,
    policy_version: policy.version,
    fold_key: draft.foldKey,
    title: draft.title,
    severity: draft.severity,
    explanation: draft.explanation,
    mitre,
    techniques: mitre.map(technique => technique.id),
    first: new Date(first).toISOString(),
    last: new Date(last).toISOString(),
    activity_count: cited.size,
    is_simulated: draft.isSimulated,
    is_late: now - last > LATE_MS,
    ...dueFrom(now, targets[draft.severity]),
  }
}

/** The first that can be are copied whole; those known by reference alone are still wanted. */
function evidenceRows({ id, cited }: Draft): object[] {
  let copies = 0
  return [...cited.values()]
    .sort((a, b) => a.time - b.time)
    .map(citation => {
      const isWhole = isCitation(citation)
      return {
        alert: id,
        activity: citation.id,
        time: new Date(citation.time).toISOString(),
        copy: isWhole && copies++ < COPIES ? citation : null,
        wanted: !isWhole,
      }
    })
}
