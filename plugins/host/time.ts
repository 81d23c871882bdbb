const RFC3339 =
  /^(\d{4})-(\d{2})-(\d{2})(?:[Tt ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?)?\s*([Zz]|UTC|[+-]00:?00[Zz]|[+-]\d{2}:?\d{2})?$/

/**
 * The vendor's time in epoch milliseconds, null when it cannot be read: RFC 3339 (without zone: UTC), epoch seconds or
 * milliseconds, as numbers or in digits. An offset of nothing with a Z behind it, as Smartsheet's clients have it, is UTC. A pure function of the value; only
 * 1973 to 2199 counts as a time.
 */
export function readTime(value: unknown): number | null {
  if (typeof value === 'number') return fromEpoch(value)
  if (typeof value !== 'string') return null
  const text = value.trim()
  if (/^\d{9,16}(\.\d+)?$/.test(text)) return fromEpoch(Number(text))
  const parts = RFC3339.exec(text)
  if (!parts) return null
  const [, year, month, day, hour = '0', minute = '0', second = '0', fraction = '', zone = 'Z'] = parts
  const days = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  const real = days.getUTCMonth() === Number(month) - 1 && days.getUTCDate() === Number(day)
  // 60 is a leap second.
  if (!real || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return null
  const clock = (Number(hour) * 60 + Number(minute)) * 60_000 + Number(second) * 1000
  return within(days.getTime() + clock + Number(fraction.padEnd(3, '0').slice(0, 3)) - offset(zone))
}

function fromEpoch(number: number): number | null {
  return within(Math.floor(number < 1e11 ? number * 1000 : number))
}

function offset(zone: string): number {
  const parts = /^([+-])(\d{2}):?(\d{2})$/.exec(zone)
  if (!parts) return 0
  return (parts[1] === '-' ? -1 : 1) * (Number(parts[2]) * 60 + Number(parts[3])) * 60_000
}

const within = (time: number) => (time >= Date.UTC(1973, 0) && time < Date.UTC(2200, 0) ? time : null)
