/** Parts of a date, with their least and greatest number. */
export const DATE_PARTS: Readonly<Record<string, { least: number; most: number; of: (date: Date) => number }>> = {
  minute: { least: 0, most: 59, of: date => date.getUTCMinutes() },
  hour: { least: 0, most: 23, of: date => date.getUTCHours() },
  day: { least: 1, most: 31, of: date => date.getUTCDate() },
  week: { least: 1, most: 53, of: weekOf },
  month: { least: 1, most: 12, of: date => date.getUTCMonth() + 1 },
  year: { least: 0, most: 9999, of: date => date.getUTCFullYear() },
}

const WRITTEN = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2}))?/

/** The date in a value as it is written there, its zone left aside; a number is seconds or milliseconds since 1970. Null when it is no date. */
export function dateOf(value: unknown): Date | null {
  if (typeof value === 'number') return valid(new Date(Math.abs(value) < 1e11 ? value * 1000 : value))
  if (typeof value !== 'string') return null
  const found = WRITTEN.exec(value)
  if (found) {
    const [year, month, day, hour, minute] = found.slice(1).map(part => Number(part ?? 0))
    return valid(new Date(Date.UTC(year!, month! - 1, day, hour, minute)))
  }
  return /^\d{9,13}$/.test(value) ? dateOf(Number(value)) : null
}

function valid(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date
}

/** Week of ISO 8601: weeks begin on Monday, the first has the year's first Thursday. */
function weekOf(date: Date): number {
  const thursday = new Date(date)
  thursday.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7))
  const start = Date.UTC(thursday.getUTCFullYear(), 0, 1)
  return Math.ceil(((thursday.getTime() - start) / 86_400_000 + 1) / 7)
}
