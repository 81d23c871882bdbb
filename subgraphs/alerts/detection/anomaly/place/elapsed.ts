/** A span of time (ms) in words. */
export function elapsed(ms: number): string {
  const minutes = Math.round(ms / 60_000)
  if (minutes >= 120) return `${Math.round(minutes / 60)} hours`
  return minutes >= 2 ? `${minutes} minutes` : `${Math.max(0, Math.round(ms / 1000))} seconds`
}
