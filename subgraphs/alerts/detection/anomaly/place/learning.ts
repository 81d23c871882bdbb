import type { Learning } from '../kind.ts'

/** How far learning is, from a table's progress; time is that of the newest activity, not the clock. */
export function learningFrom(
  daysNeeded: number,
  { people, ready, longest }: { people: number; ready: number; longest: number },
): Learning {
  return { daysLearnt: Math.min(longest, daysNeeded), daysNeeded, usersReady: people ? ready / people : 0 }
}
