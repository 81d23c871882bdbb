import type { Context } from '@casbah/kit'
import { logSteps, takeTurn } from '../alert/alert-log.ts'
import { LiveSignal } from '../live/signal.ts'
import { IncidentRefused, readReason, standing } from './by-hand.ts'
import { ALERTS, measure, merge } from './group.ts'
import { keepEvents } from './incident-event.ts'
import type { MergeIncidentsInput, MergeIncidentsPayload } from './incident.inputs.ts'
import { incidentById } from './incident.loaders.ts'

const MOST = 50

/** Makes incidents one by hand, all or none; those that were split may become one again. */
export async function mergeIncidents(context: Context, input: MergeIncidentsInput): Promise<MergeIncidentsPayload> {
  try {
    const target = await context.write(async tx => {
      const reason = readReason(input.reason)
      if (input.incidents.length < 1 || input.incidents.length > MOST)
        refuse(`incidents holds ${input.incidents.length}; from 1 to 50 are possible. Merge the rest by another call.`)
      await takeTurn(tx)
      const into = (await standing(tx, [input.into], 'into'))[0]!
      const found = await standing(tx, input.incidents, 'incidents')
      const others = [...new Map(found.map(each => [each.id, each])).values()].filter(({ id }) => id !== into.id)
      if (!others.length) return into.id
      if (others.some(each => each.is_simulated !== into.is_simulated))
        refuse('A simulated attack and a real one do not become one incident. Leave one of them out.')
      const alerts = others.reduce((sum, each) => sum + each.alert_count, into.alert_count)
      if (alerts > ALERTS) refuse(`They have ${alerts} alerts together; an incident has 200 at most. Merge fewer.`)
      const now = Date.now()
      const actor = { ...context.caller.actor }
      const ids = others.map(({ id }) => id)
      const moved = await merge(tx, into.id, ids, now, actor)
      await measure(tx, into.id)
      const titles = others.map(({ title }) => title)
      await keepEvents(tx, [
        { incident: into.id, at: new Date(now).toISOString(), actor, kind: 'MERGED', titles, reason },
      ])
      await logSteps(
        tx,
        moved.map(({ alert, before }) => ({ alert, kind: 'CHANGED' as const, before })),
      )
      return into.id
    })
    context.instance(LiveSignal).wake(context.tenant)
    await context.renew()
    return { incident: await incidentById(context, target), userErrors: [] }
  } catch (error) {
    if (!(error instanceof IncidentRefused)) throw error
    return { incident: null, userErrors: [error.problem] }
  }
}

function refuse(message: string): void {
  throw new IncidentRefused('BAD_USER_INPUT', `${message} Nothing was changed.`, ['incidents'])
}
