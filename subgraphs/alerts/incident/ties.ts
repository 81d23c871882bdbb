import type { Citation } from '../detection/citation.ts'

/** An entity that makes alerts belong together. */
export interface Tie {
  kind: 'user' | 'account' | 'ip'
  value: string
}

/** Entities that one raising ties an alert by, at most; those who acted come first, what they acted on last. */
export const TIES = 50

/**
 * Entities of activities that tie their alert to others: people, logins (acting and acted on), and addresses known for attacks. Any other
 * address, and an app, is shared by people who have nothing to do with each other: it would make one incident of everything.
 */
export function tiesOf(cited: Iterable<Citation>): Tie[] {
  const ordered = [...cited].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1))
  const all = [
    ...ordered.flatMap(({ userId, accountId }) => [...tie('user', userId), ...tie('account', accountId)]),
    ...ordered.flatMap(({ ip }) => tie('ip', ip?.networkTag === 'RISKY' ? ip.address : null)),
    ...ordered.flatMap(({ targetAccountIds }) => targetAccountIds.flatMap(target => tie('account', target))),
  ]
  return [...new Map(all.map(each => [`${each.kind}|${each.value}`, each])).values()].slice(0, TIES)
}

function tie(kind: Tie['kind'], value: string | null): Tie[] {
  return value ? [{ kind, value }] : []
}
