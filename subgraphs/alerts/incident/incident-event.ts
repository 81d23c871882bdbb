import type { Tx } from '@casbah/kit'
import type { StoredActor } from '../alert/alert.row.ts'

/** What becomes of an incident as a whole, besides what happens to its alerts. */
export type IncidentEventKind = 'MERGED' | 'SPLIT_OFF' | 'SPLIT_FROM' | 'REOPENED'

export interface IncidentEventRow {
  /** When, ISO 8601. */
  at: string
  actor: StoredActor
  kind: IncidentEventKind
  /** Of the incidents or alerts concerned. */
  titles: string[]
  reason: string | null
}

/** Titles that an event names; of further ones it gives the number. */
const NAMED = 3

export async function keepEvents(tx: Tx, events: (IncidentEventRow & { incident: string })[]): Promise<void> {
  await tx.query(
    `insert into alerts.incident_event (tenant, incident, at, actor, kind, titles, reason)
     select $1, incident, at, actor, kind, titles, reason
     from json_to_recordset($2) as e(incident uuid, at timestamptz, actor json, kind text, titles text[], reason text)`,
    [tx.tenant, JSON.stringify(events)],
  )
}

/** An event as one sentence. */
export function eventSentence({ actor: { name }, kind, titles, reason }: IncidentEventRow): string {
  const named = titles.slice(0, NAMED).map(title => `“${title}”`)
  const more = titles.length > NAMED ? ` and ${titles.length - NAMED} more` : ''
  const what = `${named.join(', ')}${more}`
  const said: Record<IncidentEventKind, string> = {
    MERGED: `merged ${what} into the incident`,
    SPLIT_OFF: `split ${what} off from the incident`,
    SPLIT_FROM: `split the incident off from that of ${what}`,
    REOPENED: `reopened the incident for ${what}`,
  }
  return `${name} ${said[kind]}${reason ? `: ${reason}` : '.'}`
}
