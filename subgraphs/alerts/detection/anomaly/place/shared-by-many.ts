import type { Weighed } from './suppression.ts'

/** Whether many of the tenant share something, as a suppression. */
export function sharedByMany(
  tier: Weighed['tier'],
  name: string,
  what: string,
  seen: { people: number; days: number },
  needed: { people: number; days: number },
): Weighed {
  const holds = seen.people >= needed.people && seen.days >= needed.days
  const facts = `${what} was seen with about ${seen.people} users of the tenant, first ${seen.days} days ago`
  return {
    tier,
    name,
    holds,
    reason: holds
      ? `${facts}: it is common here.`
      : `${facts}; ${needed.people} users and ${needed.days} days make it common.`,
  }
}
