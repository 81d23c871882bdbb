const DAY = 86_400_000

/** The time wanted, or the first that the vendor still keeps where that is later; epoch ms, whole seconds. Some vendors refuse to be asked for older. */
export function firstKept(wanted: number, retentionDays: number | null, now: number): number {
  const kept = retentionDays === null ? 0 : now - retentionDays * DAY
  return Math.floor(Math.max(wanted, kept, 0) / 1000) * 1000
}
