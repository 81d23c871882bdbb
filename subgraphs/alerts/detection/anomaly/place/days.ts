const DAY_MS = 86_400_000
const LAST_DAY = 0xffff

/** Whole days since 1970 (UTC) of an epoch time in ms, as 16 bits hold them. */
export function dayOf(time: number): number {
  return Math.min(LAST_DAY, Math.max(0, Math.floor(time / DAY_MS)))
}

/** How many days something was seen on before a day; what happens today confirms nothing today. */
export function daysBefore(days: number, last: number, today: number): number {
  return last === today ? days - 1 : days
}
