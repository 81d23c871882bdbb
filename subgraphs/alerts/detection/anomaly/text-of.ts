const MOST = 50

/** The texts within a value of a vendor's record, joined by spaces: bounded, whatever the value is. */
export function textOf(value: unknown, depth = 3): string {
  if (typeof value === 'string') return value
  if (typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (typeof value !== 'object' || value === null || depth === 0) return ''
  const children = Array.isArray(value) ? value.slice(0, MOST) : Object.values(value).slice(0, MOST)
  return children.map(child => textOf(child, depth - 1)).join(' ')
}
