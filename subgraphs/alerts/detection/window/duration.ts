/** A span as words: seconds up to two minutes, minutes up to two hours, hours up to two days, then days. */
export function duration(ms: number): string {
  const units: [name: string, ms: number][] = [
    ['day', 86_400_000],
    ['hour', 3_600_000],
    ['minute', 60_000],
  ]
  for (const [name, length] of units) if (ms >= 2 * length) return `${Math.round(ms / length)} ${name}s`
  const seconds = Math.round(ms / 1000)
  return seconds === 1 ? '1 second' : `${seconds} seconds`
}
