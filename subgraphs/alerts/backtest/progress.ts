import { setTimeout as sleep } from 'node:timers/promises'
import { CasbahError, type Context } from '@casbah/kit'
import { backtestById } from './backtest.service.ts'
import type { Backtest } from './backtest.type.ts'

const EVERY_MS = 1_000

/** A backtest whenever it has changed, at most once a second, until it has ended; wherever it runs. */
export async function backtestProgress(context: Context, id: string): Promise<AsyncGenerator<Backtest>> {
  if (!(await backtestById(context, id)))
    throw new CasbahError('NOT_FOUND', `There is no backtest ${id}. It may be over 30 days old.`)
  await context.renew()
  return follow(context, id)
}

async function* follow(context: Context, id: string): AsyncGenerator<Backtest, undefined> {
  let told = ''
  while (!context.signal.aborted) {
    const backtest = await backtestById(context, id)
    if (!backtest) return undefined
    const now = JSON.stringify([backtest.state, backtest.activitiesRead, backtest.alertCount, backtest.overlap])
    if (now !== told) {
      told = now
      yield backtest
      if (backtest.state !== 'QUEUED' && backtest.state !== 'RUNNING') return undefined
    }
    // No transaction stays open while nothing happens.
    await context.renew()
    await sleep(EVERY_MS, undefined, { signal: context.signal }).catch(() => undefined)
  }
  return undefined
}
