import { setImmediate as breath } from 'node:timers/promises'
import type { StoredActivity } from '@casbah/kit'
import { Engine } from '../detection/engine.ts'
import { NO_FACTS, type Facts } from '../detection/facts.ts'
import type { LatenessOf } from '../detection/lateness.ts'
import type { ShardState } from '../detection/state.ts'
import type { HistorySource } from '../history/history-source.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { Tally } from './tally.ts'

/** Activities that are judged in one go; then whatever else waits in this process has its turn, live detection first of all. */
const SLICE = 100
/** Slices after which alerts that are past are closed. */
const SWEEP = 50

export interface Past {
  tenant: string
  history: HistorySource
  policies: readonly PolicyRow[]
  /** Epoch ms; what is before `since` is judged, so that state is as if the policy had been running, and not counted. */
  since: number
  until: number
  warmUpMs: number
  /** Of which activities a match counts; of all when left out. */
  counts?: (activity: StoredActivity) => boolean
  /** What is known of the accounts of a page; nothing when left out. */
  factsOf?: (activities: readonly StoredActivity[]) => Promise<Facts>
  latenessOf?: LatenessOf
  tally: Tally
  /** Told between slices how far it is: activities read, and share of the time, 0 to 1. */
  onSlice: (activitiesRead: number, progress: number) => Promise<void>
  signal: AbortSignal
}

/**
 * Judges what is stored in the order of its time, with state of its own. It lets others have their turn after every slice; rejects with
 * the signal's reason when that aborts, and with what the history says when it cannot be read.
 */
export async function judgePast(past: Past): Promise<void> {
  const { tenant, history, policies, since, until, counts, factsOf, latenessOf, tally, onSlice, signal } = past
  const engine = new Engine()
  const state: ShardState = new Map()
  const from = since - past.warmUpMs
  let read = 0
  let slices = 0
  for await (const page of history.pages(tenant, { since: from, until }, signal)) {
    const facts = factsOf ? await factsOf(page) : NO_FACTS
    for (let first = 0; first < page.length; first += SLICE) {
      const slice = page.slice(first, first + SLICE)
      const counted = counts && new Set(slice.filter(counts).map(({ id }) => id))
      // What was history to the app's connection is judged here like everything else.
      const activities = slice.map(activity => ({ ...activity, lane: 'live' as const }))
      const { found } = engine.judge({ tenant, activities, policies, facts, ...(latenessOf && { latenessOf }) }, state)
      for (const each of found)
        if (each.event.time >= since && (!counted || counted.has(each.event.activity.id))) tally.add(each)
      const { time } = slice.at(-1)!
      if (++slices % SWEEP === 0) tally.pass(time)
      read += slice.length
      await breath(undefined, { signal })
      await onSlice(read, Math.min(1, Math.max(0, (time - from) / (until - from))))
      signal.throwIfAborted()
    }
  }
  tally.end()
}
