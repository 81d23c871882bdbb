import { CasbahError, type Context } from '@casbah/kit'
import type { AlertFilter } from '../alert/alert.inputs.ts'
import { refuseSla } from '../sla/untold-sla.ts'
import type { AlertUpdate } from './live.type.ts'
import { lastStep, lostSteps, readSteps } from './read-steps.ts'
import { LiveSignal } from './signal.ts'

/** The list that cursors of the stream belong to. */
export const LIST = 'alerts:live'

/**
 * Alerts raised or changed: with `after` those missed first, then live. A subscriber keeps its position and nothing else; what is new
 * is read from the alert log, so nothing is lost or told twice however slow it is.
 */
export async function alertStream(
  context: Context,
  filter: AlertFilter | null,
  after: string | null,
): Promise<AsyncGenerator<AlertUpdate>> {
  refuseSla(filter)
  const start = await lastStep(await context.tx())
  await context.renew()
  const position = after === null ? start : positionOf(context, after, start)
  return follow(context, filter, position, after !== null)
}

async function* follow(
  context: Context,
  filter: AlertFilter | null,
  start: number,
  catchesUp: boolean,
): AsyncGenerator<AlertUpdate, undefined> {
  const signal = context.instance(LiveSignal)
  const step = (sequence: number, kind: AlertUpdate['kind'], rest: Partial<AlertUpdate> = {}): AlertUpdate => ({
    cursor: context.cursors.encode(context.tenant, LIST, sequence),
    sequence,
    kind,
    alert: null,
    alertId: null,
    missed: null,
    ...rest,
  })
  let position = start
  const missed = catchesUp ? await lostSteps(await context.tx(), position) : 0
  if (missed) {
    position += missed
    yield step(position, 'GAP', { missed })
  }
  // Who asks for live alerts alone is told at once where the stream stands: he has a cursor before the first alert.
  let behind = true
  while (!context.signal.aborted) {
    const mark = signal.mark(context.tenant)
    const page = await readSteps(await context.tx(), position, filter)
    for (const [index, { seq, kind, alertId, alert }] of page.told.entries()) {
      position = seq
      context.hasMore = index < page.told.length - 1
      yield step(seq, kind, { alertId, alert })
    }
    position = page.position
    if (!page.isLast) continue
    if (behind) {
      behind = false
      yield step(position, 'CAUGHT_UP')
    }
    // No transaction stays open while nothing happens.
    await context.renew()
    await signal.wait(context.tenant, position, mark, context.signal)
  }
  return undefined
}

function positionOf(context: Context, after: string, last: number): number {
  const position = context.cursors.decode<unknown>(context.tenant, LIST, after)
  if (typeof position === 'number' && position <= last) return position
  throw new CasbahError(
    'BAD_CURSOR',
    'The cursor names a step that has not happened. Take the cursor of an update of this stream, or leave `after` out.',
  )
}
