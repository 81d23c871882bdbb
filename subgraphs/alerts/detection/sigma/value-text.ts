/** Texts of objects, which several rules may look at. */
const texts = new WeakMap<object, string | null>()

/** A value of an event as a text to compare: an object as its JSON. Null for one that is nested too deep to be written. */
export function valueText(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null) return String(value)
  const known = texts.get(value)
  if (known !== undefined) return known
  const text = jsonOf(value)
  texts.set(value, text)
  return text
}

function jsonOf(value: object): string | null {
  try {
    return JSON.stringify(value)
  } catch {
    return null
  }
}
