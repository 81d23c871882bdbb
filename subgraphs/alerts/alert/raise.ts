import type { Tx } from '@casbah/kit'
import { isCitation } from '../detection/citation.ts'
import type { ExplanationData } from '../detection/detector.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import { groupAlerts, type Touched } from '../incident/group.ts'
import { tiesOf } from '../incident/ties.ts'
import { countOpen, logSteps, takeTurn, type Before, type Step } from './alert-log.ts'
import { draftOf, fold, foldKeyOf, folds, isOfThings, type Draft } from './draft.ts'
import { askMails } from '../delivery/ask-mails.ts'
import { tightenClocks } from '../sla/clocks.ts'
import { readTargets, type Targets } from '../sla/targets.ts'
import { askResponses } from '../response/ask-responses.ts'
import { applyRules } from '../suppression-rule/apply-rules.ts'
import { storeEntities, storeEvidence } from './evidence.ts'
import { insertAlerts } from './insert-alerts.ts'
import { fittingTouches, tiesOfTouches, type Raisable } from './raisable.ts'
import { actorOf } from './raised-by.ts'

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
  const fresh: Draft[] = []
  const open = await openAlerts(
    tx,
    [...groups.values()].map(([first]) => first!),
  )
  for (const key of [...groups.keys()].sort()) {
    const group = groups.get(key)!
    const row = open.get(key) ?? null
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
      const step = each.isNew ? raisedStep(each) : await extend(tx, each, row!, targets, now)
      if (!step) continue
      if (each.isNew) fresh.push(each)
      steps.push(step)
      await askResponses(tx, each, matches.get(each)!, now)
      await askMails(tx, each, now)
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
  await insertAlerts(tx, fresh, targets, now)
  steps.push(...(await groupAlerts(tx, touched, now)))
  await logSteps(tx, steps)
  await countOpen(
    tx,
    touched.map(each => each.alert),
  )
}

/** The newest alert of each policy and key that is not resolved, by both. */
async function openAlerts(tx: Tx, found: Raisable[]): Promise<Map<string, OpenRow>> {
  const rows = await tx.query<OpenRow & { policy: string; fold_key: string }>(
    `select a.* from unnest($2::uuid[], $3::text[]) as k(policy, fold_key) cross join lateral (
       select id, policy, fold_key, title, severity, state, classification, assignee, incident, explanation, mitre, activity_count,
         extract(epoch from first_activity_at) * 1000 as first, extract(epoch from last_activity_at) * 1000 as last
       from alerts.alert a where a.tenant = $1 and a.policy = k.policy and a.fold_key = k.fold_key and a.state <> 'RESOLVED'
       order by a.last_activity_at desc limit 1) a`,
    [tx.tenant, found.map(({ policy }) => policy.id), found.map(foldKeyOf)],
  )
  return new Map(rows.map(row => [`${row.policy}|${row.fold_key}`, row]))
}

const raisedStep = ({ id }: Draft): Step => ({ alert: id, kind: 'RAISED', before: null })

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

async function extend(tx: Tx, draft: Draft, row: OpenRow, targets: Targets, now: number): Promise<Step | null> {
  const added = await storeEvidence(tx, draft)
  const worse = draft.severity !== row.severity
  // A thing cites no activity, or the same one; that it came to match again is news nevertheless. Of Casbah itself nothing but news is told.
  const again = draft.policy.kind === 'SYSTEM' || (isOfThings(draft.policy) && draft.last > Number(row.last))
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
  await tx.query(
    'insert into alerts.alert_history (tenant, alert, at, actor, kind, from_value, to_value) values ($1, $2, $3, $4, $5, $6, $7)',
    [tx.tenant, id, new Date(now).toISOString(), JSON.stringify(actorOf(policy)), kind, from, to],
  )
}
