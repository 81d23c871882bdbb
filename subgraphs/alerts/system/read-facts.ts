import { deadLettersSince, type Tx } from '@casbah/kit'
import { dataProblems } from '../data/data-problem.ts'
import { liveApps, missingApps } from '../policy/policy-health.ts'
import type { NotReady, SystemFacts } from './condition.ts'
import { knownApps } from './known-apps.ts'
import type { Fragile } from './policy-digest.ts'

const DAY_MS = 86_400_000

/** What the tenant's condition is judged by, at a moment (epoch ms). */
export async function readFacts(
  tx: Tx,
  fragile: readonly Fragile[],
  { now, watchedSince }: Pick<SystemFacts, 'now' | 'watchedSince'>,
): Promise<SystemFacts> {
  return {
    now,
    watchedSince,
    apps: [...(await knownApps(tx)).values()],
    notReady: await notReady(tx, fragile, now),
    deadLetters: await deadLettersSince(tx, now - DAY_MS),
  }
}

/** Why enabled policies cannot work, each reason once with the names of all whom it concerns. */
async function notReady(tx: Tx, fragile: readonly Fragile[], now: number): Promise<NotReady[]> {
  if (!fragile.length) return []
  const [apps, data] = [await liveApps(tx), await dataProblems(tx)]
  const found = fragile.flatMap(policy => {
    const message = policy.unreadable ?? (missingApps(policy, apps) ?? data(policy.needs, now))?.message
    return message === undefined ? [] : [{ message, name: policy.name }]
  })
  return [...Map.groupBy(found, ({ message }) => message)]
    .map(([message, each]) => ({ message, policies: each.map(({ name }) => name).sort() }))
    .sort((a, b) => (a.message < b.message ? -1 : 1))
}
