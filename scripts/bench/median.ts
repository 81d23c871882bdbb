/** The value below which a share of the samples lies; 0.5 is the median. */
export function quantile(samples: number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

export const median = (samples: number[]) => quantile(samples, 0.5)
export const round = (value: number, digits = 2) => Math.round(value * 10 ** digits) / 10 ** digits
