import { deadLettersSince, type Tx } from '@casbah/kit'
import { sigmaSetOf } from '../detection/sigma/set.ts'
import { dataProblems } from '../data/data-problem.ts'
import { lackOf, liveApps } from '../policy/policy-health.ts'
import { toPolicy } from '../policy/policy.loaders.ts'
import type { PolicyRow } from '../policy/policy.entity.ts'
import type { NotReady, SystemFacts } from './condition.ts'
import { knownApps } from './known-apps.ts'

const DAY_MS = 86_400_000

/** What the tenant's condition is judged by, at a moment (epoch ms). */
export async function readFacts(
  tx: Tx,
  policies: readonly PolicyRow[],
  { now, watchedSince }: Pick<SystemFacts, 'now' | 'watchedSince'>,
): Promise<SystemFacts> {
  return {
    now,
    watchedSince,
    apps: [...(await knownApps(tx)).values()],
    notReady: await notReady(tx, policies, now),
    deadLetters: await deadLettersSince(tx, now - DAY_MS),
  }
}

/** Why enabled policies cannot work, each reason once with the names of all whom it concerns. */
async function notReady(tx: Tx, policies: readonly PolicyRow[], now: number): Promise<NotReady[]> {
  const by = { apps: await liveApps(tx), sigma: sigmaSetOf(policies), data: await dataProblems(tx), now }
  const found = policies.flatMap(row => {
    const message = row.enabled ? lackOf(toPolicy(row), by)?.message : undefined
    return message === undefined ? [] : [{ message, name: row.name }]
  })
  const byMessage = Map.groupBy(found, ({ message }) => message)
  return [...byMessage]
    .map(([message, each]) => ({ message, policies: each.map(({ name }) => name).sort() }))
    .sort((a, b) => (a.message < b.message ? -1 : 1))
}
