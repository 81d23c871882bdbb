import { randomUUID } from 'node:crypto'
import type { Context, Tx } from '@casbah/kit'
import { logSteps, takeTurn, type Before } from '../alert/alert-log.ts'
import { isUuid } from '../alert/alert.loaders.ts'
import { LiveSignal } from '../live/signal.ts'
import { keepApart } from './apart.ts'
import { IncidentRefused, readReason, standing } from './by-hand.ts'
import { measure, remember } from './group.ts'
import { keepEvents } from './incident-event.ts'
import type { SplitIncidentInput, SplitIncidentPayload } from './incident.inputs.ts'
import { incidentById } from './incident.loaders.ts'
import { relearn } from './known-by.ts'

type Row = Before & { id: string; title: string }

/**
 * Makes alerts of an incident one of their own, by hand, all or none. From then on no alert makes the two one again, whatever it ties to;
 * one that ties to both joins the older.
 */
export async function splitIncident(context: Context, input: SplitIncidentInput): Promise<SplitIncidentPayload> {
  try {
    const { incident, splitOff } = await context.write(async tx => {
      const reason = readReason(input.reason)
      await takeTurn(tx)
      const from = (await standing(tx, [input.incident], 'incident'))[0]!
      const alerts = await alertsOf(tx, from.id, input.alerts)
      if (alerts.length === from.alert_count)
        throw new IncidentRefused(
          'BAD_USER_INPUT',
          'An incident keeps one alert at least. Leave one out. Nothing was changed.',
          ['alerts'],
        )
      const fresh = randomUUID()
      const now = Date.now()
      const actor = { ...context.caller.actor }
      const ids = alerts.map(({ id }) => id)
      await tx.query(
        `insert into alerts.incident (tenant, id, is_simulated, first_activity_at, last_activity_at) values ($1, $2, $3, now(), now())`,
        [tx.tenant, fresh, from.is_simulated],
      )
      await remember(tx, ids, fresh, now, actor)
      await tx.query(
        'update alerts.alert set incident = $3, version = version + 1 where tenant = $1 and id = any($2::uuid[])',
        [tx.tenant, ids, fresh],
      )
      for (const each of [from.id, fresh]) await measure(tx, each)
      await relearn(tx, [from.id, fresh])
      await keepApart(tx, from.id, fresh)
      const { title } = (await standing(tx, [from.id], 'incident'))[0]!
      const event = { at: new Date(now).toISOString(), actor, reason }
      await keepEvents(tx, [
        { ...event, incident: from.id, kind: 'SPLIT_OFF', titles: alerts.map(each => each.title) },
        { ...event, incident: fresh, kind: 'SPLIT_FROM', titles: [title] },
      ])
      await logSteps(
        tx,
        alerts.map(({ id, severity, state, classification, assignee, incident: was }) => ({
          alert: id,
          kind: 'CHANGED' as const,
          before: { severity, state, classification, assignee, incident: was },
        })),
      )
      return { incident: from.id, splitOff: fresh }
    })
    context.instance(LiveSignal).wake(context.tenant)
    await context.renew()
    const [left, apart] = await Promise.all([incidentById(context, incident), incidentById(context, splitOff)])
    return { incident: left, splitOff: apart, userErrors: [] }
  } catch (error) {
    if (!(error instanceof IncidentRefused)) throw error
    return { incident: null, splitOff: null, userErrors: [error.problem] }
  }
}

/** Alerts of an incident, by their ids. */
async function alertsOf(tx: Tx, incident: string, wanted: string[]): Promise<Row[]> {
  const rows = await tx.query<Row>(
    `select id, title, severity, state, classification, assignee, incident from alerts.alert
     where tenant = $1 and incident = $2 and id = any($3::uuid[]) order by raised_at, id`,
    [tx.tenant, incident, wanted.filter(isUuid)],
  )
  const stray = wanted.find(id => !rows.some(row => row.id === id.toLowerCase()))
  if (rows.length && stray === undefined) return rows
  const message = rows.length
    ? `The alert ${stray} is not in the incident. Take ids of its alerts. Nothing was changed.`
    : 'No alert of the incident is named. Give ids of some of its alerts. Nothing was changed.'
  throw new IncidentRefused('NOT_FOUND', message, ['alerts'])
}
