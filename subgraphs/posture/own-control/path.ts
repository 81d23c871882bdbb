/** A name in an object or a place in a list. */
type Step = string | number

const LONGEST = 500
const STEPS = 30
/** A name, as it stands or in `["…"]` with anything but quotes, or a place. */
const STEP = /(?:^|\.)([^.[\]"\s]+)|\["([^"]+)"\]|\[(\d{1,6})\]/y

/**
 * Reads `a.b[0].c`; `$` alone is the whole, and may begin a longer one. Names with dots or brackets stand as `["a.b"]`. Null when it is none.
 */
export function readPath(text: string): Step[] | null {
  if (text.length > LONGEST) return null
  if (text === '$') return []
  const rest = /^\$[.[]/.test(text) ? text.slice(text[1] === '.' ? 2 : 1) : text
  if (!rest || rest.startsWith('.')) return null
  const steps: Step[] = []
  STEP.lastIndex = 0
  while (STEP.lastIndex < rest.length) {
    const step = STEP.exec(rest)
    if (!step || steps.length >= STEPS) return null
    steps.push(step[3] === undefined ? (step[1] ?? step[2])! : Number(step[3]))
  }
  return steps
}

/**
 * What lies at a path; undefined when nothing does. A null tells no more than a field that was left out, so it is undefined, too. `length` of a
 * list is how many rows it has.
 */
export function valueAt(whole: unknown, steps: readonly Step[]): unknown {
  let value = whole
  for (const step of steps) {
    if (Array.isArray(value)) value = step === 'length' ? value.length : typeof step === 'number' ? value[step] : null
    else if (typeof value === 'object' && value !== null && typeof step === 'string' && Object.hasOwn(value, step))
      value = (value as Record<string, unknown>)[step]
    else return undefined
  }
  return value ?? undefined
}
