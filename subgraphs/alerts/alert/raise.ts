import type { Tx } from '@casbah/kit'
import { isCitation } from '../detection/citation.ts'
import type { ExplanationData } from '../detection/detector.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { groupAlerts, type Touched } from '../incident/group.ts'
import { tiesOf } from '../incident/ties.ts'
import { countOpen, logSteps, takeTurn, type Before, type Step } from './alert-log.ts'
import { draftOf, fold, foldKeyOf, folds, isOfThings, type Draft } from './draft.ts'
import { dueFrom, tightenClocks } from '../sla/clocks.ts'
import { readTargets, type Targets } from '../sla/targets.ts'
import { askResponses } from '../response/ask-responses.ts'
import { applyRules } from '../suppression-rule/apply-rules.ts'
import { storeEntities, storeEvidence } from './evidence.ts'
import { fittingTouches, tiesOfTouches, type Raisable } from './raisable.ts'

const LATE_MS = 3_600_000

interface OpenRow extends Before {
  id: string
  title: string
  explanation: ExplanationData
  mitre: PolicyRow['mitre']
  first: string
  last: string
  activity_count: number
}

/**
 * Raises alerts for matches, or folds them into open alerts of the same policy and key, and finds their incidents; what a suppression
 * rule keeps goes to the ledger instead. `now`: epoch ms of judging.
 */
export async function raiseAlerts(tx: Tx, matched: Raisable[], now: number): Promise<void> {
  if (!matched.length) return
  await takeTurn(tx)
  const found = await applyRules(tx, matched, now)
  if (!found.length) return
  const apps = await tx.query<{ id: string; name: string }>('select id, name from alerts.app where tenant = $1', [
    tx.tenant,
  ])
  const targets = await readTargets(tx)
  const names = new Map(apps.map(app => [app.id, app.name]))
  const appName = (id: string) => names.get(id) ?? 'an app'
  const groups = Map.groupBy(found, each => `${each.policy.id}|${foldKeyOf(each)}`)
  const steps: Step[] = []
  const touched: Touched[] = []
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key)!
    const row = await openAlert(tx, group[0]!)
    let draft = row && draftOfRow(row, group[0]!)
    const drafts: Draft[] = []
    const matches = new Map<Draft, Raisable[]>()
    for (const each of group) {
      if (draft && (each.addsOnly || folds(draft, each))) fold(draft, each, appName)
      else if (each.addsOnly) continue
      else draft = draftOf(tx.tenant, each, appName)
      if (drafts.at(-1) !== draft) drafts.push(draft)
      matches.set(draft, [...(matches.get(draft) ?? []), each])
    }
    for (const each of drafts) {
      const step = each.isNew ? await insert(tx, each, targets, now) : await extend(tx, each, row!, targets, now)
      if (!step) continue
      steps.push(step)
      await askResponses(tx, each, matches.get(each)!, now)
      touched.push({
        alert: each.id,
        isNew: each.isNew,
        isSimulated: each.isSimulated,
        first: each.first,
        last: each.last,
        ties: [...tiesOf([...each.cited.values()].filter(isCitation)), ...tiesOfTouches(each.touches)],
      })
    }
  }
  steps.push(...(await groupAlerts(tx, touched, now)))
  await logSteps(tx, steps)
  await countOpen(
    tx,
    touched.map(each => each.alert),
  )
}

async function openAlert(tx: Tx, found: Raisable): Promise<OpenRow | null> {
  const rows = await tx.query<OpenRow>(
    `select id, title, severity, state, classification, assignee, incident, explanation, mitre, activity_count,
       extract(epoch from first_activity_at) * 1000 as first, extract(epoch from last_activity_at) * 1000 as last
     from alerts.alert where tenant = $1 and policy = $2 and fold_key = $3 and state <> 'RESOLVED'
     order by last_activity_at desc limit 1 for update`,
    [tx.tenant, found.policy.id, foldKeyOf(found)],
  )
  return rows[0] ?? null
}

function draftOfRow(row: OpenRow, found: Raisable): Draft {
  return {
    ...row,
    severity: row.severity as Draft['severity'],
    isNew: false,
    policy: found.policy,
    foldKey: foldKeyOf(found),
    isSimulated: found.event.activity.isSimulated,
    first: Number(row.first),
    last: Number(row.last),
    cited: new Map(),
    touches: [],
  }
}

async function insert(tx: Tx, draft: Draft, targets: Targets, now: number): Promise<Step> {
  const { policy, cited } = draft
  const due = dueFrom(now, targets[draft.severity])
  await tx.query(
    `insert into alerts.alert (tenant, id, policy, policy_kind, policy_version, fold_key, title, severity, state, explanation, mitre, techniques,
       first_activity_at, last_activity_at, raised_at, activity_count, is_simulated, is_late, version,
       opened_at, acknowledge_by, acknowledge_risk_at, resolve_by, resolve_risk_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'OPEN', $9, $10, $11, $12, $13, $14, $15, $16, $17, 1, $14, $18, $19, $20, $21)`,
    [
      tx.tenant,
      draft.id,
      policy.id,
      policy.kind,
      policy.version,
      draft.foldKey,
      draft.title,
      draft.severity,
      JSON.stringify(draft.explanation),
      JSON.stringify(draft.mitre),
      draft.mitre.map(technique => technique.id),
      new Date(draft.first).toISOString(),
      new Date(draft.last).toISOString(),
      new Date(now).toISOString(),
      cited.size,
      draft.isSimulated,
      now - draft.last > LATE_MS,
      due.acknowledge_by,
      due.acknowledge_risk_at,
      due.resolve_by,
      due.resolve_risk_at,
    ],
  )
  await storeEvidence(tx, draft)
  await storeEntities(tx, draft)
  await remember(tx, draft, now, 'RAISED', null, null)
  return { alert: draft.id, kind: 'RAISED', before: null }
}

async function extend(tx: Tx, draft: Draft, row: OpenRow, targets: Targets, now: number): Promise<Step | null> {
  const added = await storeEvidence(tx, draft)
  const worse = draft.severity !== row.severity
  // A thing cites no activity, or the same one; that it came to match again is news nevertheless.
  const again = isOfThings(draft.policy) && draft.last > Number(row.last)
  if (!added && !worse && !again) return null
  await storeEntities(tx, { ...draft, touches: await fittingTouches(tx, draft.id, draft.touches) })
  await tx.query(
    `update alerts.alert set title = $3, severity = $4, explanation = $5, first_activity_at = $6, last_activity_at = $7,
       activity_count = activity_count + $8, version = version + 1 where tenant = $1 and id = $2`,
    [
      tx.tenant,
      draft.id,
      draft.title,
      draft.severity,
      JSON.stringify(draft.explanation),
      new Date(draft.first).toISOString(),
      new Date(draft.last).toISOString(),
      added,
    ],
  )
  if (added)
    await remember(tx, draft, now, 'ACTIVITIES_ADDED', String(row.activity_count), String(row.activity_count + added))
  if (worse) {
    await remember(tx, draft, now, 'SEVERITY', row.severity, draft.severity)
    await tightenClocks(tx, draft.id, now, targets[draft.severity])
  }
  const { severity, state, classification, assignee, incident } = row
  return { alert: draft.id, kind: 'CHANGED', before: { severity, state, classification, assignee, incident } }
}

async function remember(
  tx: Tx,
  { id, policy }: Draft,
  now: number,
  kind: string,
  from: string | null,
  to: string | null,
): Promise<void> {
  const actor = { kind: 'POLICY', id: policy.id, name: policy.name, email: null }
  await tx.query(
    'insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenant, id, new Date(now).toISOString(), JSON.stringify(actor), kind, from, to],
  )
}
