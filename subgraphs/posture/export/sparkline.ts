const [WIDTH, HEIGHT, PAD] = [560, 120, 8]

/** The score over time as a small picture: days to the right, 0 to 100 upwards; a day without a row has the one's before. */
export function sparkline(history: readonly { day: string; percent: number }[], now: number): string {
  const days = history.map(({ day }) => Date.parse(day))
  const [first, last] = [days[0]!, Math.max(days.at(-1)!, days[0]! + 86_400_000)]
  const x = (time: number) => round(PAD + ((time - first) / (last - first)) * (WIDTH - 2 * PAD))
  const y = (percent: number) => round(HEIGHT - PAD - (percent / 100) * (HEIGHT - 2 * PAD))
  const steps = history.map(({ percent }, n) => {
    const before = history[n - 1]
    return before ? `H${x(days[n]!)}V${y(percent)}` : `M${x(days[n]!)} ${y(percent)}`
  })
  const end = `H${x(last)}`
  const line = `${steps.join('')}${end}`
  const title = `Score from ${history[0]!.day} to ${history.at(-1)!.day}: ${Math.round(history[0]!.percent)} to ${Math.round(now)} percent`
  return `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${title}"><title>${title}</title><path class="area" d="${line}V${HEIGHT - PAD}H${x(first)}Z"/><path class="line" d="${line}"/><circle cx="${x(last)}" cy="${y(history.at(-1)!.percent)}" r="4"/></svg>`
}

const round = (value: number) => Math.round(value * 10) / 10
