import type { Context } from '@casbah/kit'
import { actorOf, alertById } from '../alert/alert.loaders.ts'
import type { StoredActor } from '../alert/alert.row.ts'
import type { Alert, AlertEventKind } from '../alert/alert.type.ts'
import type { Citation } from '../detection/citation.ts'
import { perIncident } from './incident.loaders.ts'
import { eventSentence, type IncidentEventRow } from './incident-event.ts'
import type { IncidentEvent } from './incident.type.ts'

const SHOWN = 500

interface HistoryRow {
  at: Date | string
  alert: string
  actor: StoredActor
  kind: AlertEventKind
  from_value: string | null
  to_value: string | null
}

interface CitedRow {
  copy: Citation
  app_name: string | null
}

/**
 * What happened when, oldest first, the last 500: what was done to it and its alerts, governance actions among that, and, for callers who may read activities, the activities that
 * its alerts have copied.
 */
export async function timelineOf(context: Context, incident: string): Promise<IncidentEvent[]> {
  const [history, events, cited] = await Promise.all([
    perIncident<HistoryRow>(context, timelineOf, incident, HISTORY),
    perIncident<IncidentEventRow>(context, eventSentence, incident, EVENTS),
    context.caller.scopes.includes('activities:read')
      ? perIncident<CitedRow>(context, citedSentence, incident, CITED)
      : [],
  ])
  const alerts = await Promise.all(history.map(row => alertById(context, row.alert)))
  const points: IncidentEvent[] = [
    ...cited.map(row => ({
      at: new Date(row.copy.time),
      summary: citedSentence(row),
      alert: null,
      activity: { id: row.copy.id },
    })),
    ...history.map((row, index) => ({
      at: new Date(row.at),
      summary: doneSentence(row, alerts[index]!),
      alert: alerts[index]!,
      activity: null,
    })),
    ...events.map(row => ({ at: new Date(row.at), summary: eventSentence(row), alert: null, activity: null })),
  ]
  return points.sort((a, b) => a.at.getTime() - b.at.getTime()).slice(-SHOWN)
}

const HISTORY = `
  select k.id as within, x.* from unnest($2::uuid[]) as k(id) cross join lateral (
    select h.id, h.at, h.alert, h.actor, h.kind, h.from_value, h.to_value
    from (select a.id from alerts.alert a where a.tenant = $1 and a.incident = k.id offset 0) a
    cross join lateral (select * from alerts.alert_history h where h.tenant = $1 and h.alert = a.id offset 0) h
    order by h.at desc, h.id desc limit ${SHOWN}) x
  order by x.at, x.id`

const EVENTS = `
  select k.id as within, x.* from unnest($2::uuid[]) as k(id) cross join lateral (
    select e.id, e.at, e.actor, e.kind, e.titles, e.reason from alerts.incident_event e where e.tenant = $1 and e.incident = k.id
    order by e.id desc limit ${SHOWN}) x
  order by x.id`

const CITED = `
  select k.id as within, x.copy, p.name as app_name from unnest($2::uuid[]) as k(id) cross join lateral (
    select distinct on (v.time, v.activity) v.time, v.activity, v.copy
    from (select a.id from alerts.alert a where a.tenant = $1 and a.incident = k.id offset 0) a
    cross join lateral (
      select * from alerts.alert_evidence v where v.tenant = $1 and v.alert = a.id and v.copy is not null offset 0) v
    order by v.time desc, v.activity desc limit ${SHOWN}) x
  left join alerts.app p on p.tenant = $1 and p.id = x.copy ->> 'app'
  order by x.time, x.activity`

/** An activity as one sentence. */
export function citedSentence({ copy, app_name }: CitedRow): string {
  const who = actorOf(copy)?.name ?? 'Somebody'
  const from = copy.ip ? ` from ${copy.ip.address}${copy.ip.country ? ` (${copy.ip.country})` : ''}` : ''
  const failed = copy.outcome === 'FAILURE' ? ', which failed' : ''
  return `${who}: ${copy.action} in ${app_name ?? 'an app'}${from}${failed}.`
}

/** What was done to an alert as one sentence. */
function doneSentence({ actor: { name }, kind, from_value: from, to_value: to }: HistoryRow, { title }: Alert): string {
  const alert = `“${title}”`
  const change = (what: string) =>
    to === null ? `took the ${what} ${from} from ${alert}` : `gave ${alert} the ${what} ${to}`
  const said: Record<AlertEventKind, string> = {
    RAISED: `raised ${alert}`,
    ACTIVITIES_ADDED: `brought the activities of ${alert} from ${from} to ${to}`,
    SEVERITY: `changed the severity of ${alert} from ${from} to ${to}`,
    STATE: `changed the state of ${alert} from ${from} to ${to}`,
    CLASSIFICATION: change('classification'),
    REASON: to === null ? `took the reason from ${alert}` : `gave ${alert} the reason “${to}”`,
    TAGS: to === null ? `took the tags ${from} from ${alert}` : `gave ${alert} the tags ${to}`,
    ASSIGNEE: to === null ? `took ${alert} from ${from}` : `assigned ${alert} to ${to}`,
    COMMENT: `commented on ${alert}`,
    ACTION: `answered ${alert} by ${to}`,
    INCIDENT: from === null ? `took ${alert} into the incident` : `took ${alert} over from another incident`,
  }
  return `${name} ${said[kind]}.`
}
