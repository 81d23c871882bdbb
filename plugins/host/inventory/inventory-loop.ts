import type { Log } from '../log.ts'
import { HostError, isLeaseLost, problemOf } from '../host-error.ts'
import { backoff } from '../retry.ts'
import { InventoryReader, type ReaderOptions } from './inventory-reader.ts'

export interface LoopOptions extends ReaderOptions {
  /** How often it looks for what is due while nothing is. */
  lookMs: number
  log: Log
  random: () => number
}

/** Reads resources and grants for as long as it is let. Resolves when aborted; rejects only when the lease is lost. */
export async function followInventory(options: LoopOptions): Promise<void> {
  const { context, store, clock, phase, lookMs, log, random } = options
  const { app, signal, client } = context
  const reader = new InventoryReader(options)
  let failures = 0
  while (!signal.aborted) {
    try {
      const worked = await reader.step()
      if (failures > 0) await store.inventoryProblem(app.id, phase, null)
      failures = 0
      if (!worked) await clock.sleep(lookMs, signal)
    } catch (error) {
      if (signal.aborted) return
      if (isLeaseLost(error)) throw error
      failures += 1
      const known = error instanceof HostError
      const said = client.clean(error instanceof Error ? (known ? error.message : (error.stack ?? '')) : String(error))
      log.warn({ app: app.id, inventory: phase, code: problemOf(error).code }, said)
      try {
        await store.inventoryProblem(app.id, phase, problemOf(error))
        await clock.sleep(Math.min(300_000, backoff(failures, random) * 5), signal)
      } catch (cause) {
        if (signal.aborted) return
        if (isLeaseLost(cause)) throw cause
        log.error({ app: app.id, inventory: phase }, `the state of the inventory could not be kept: ${String(cause)}`)
        await clock.sleep(lookMs, signal).catch(() => undefined)
      }
    }
  }
}
