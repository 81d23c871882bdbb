/** Which elements of a list a step means: any of them, all, none, or the one at a place. */
export type Pick = 'any' | 'all' | 'none' | number

/** One step into an event: a key, and what is meant where a list is found. */
export interface Step {
  key: string
  pick: Pick
}

/** Where a field lies in an event. */
export interface Path {
  /** The field's whole name: some vendors have keys with dots at the top. */
  name: string
  steps: readonly Step[]
  /** Whether keys compare without case, for vendors that are not of one mind. */
  ignoreCase: boolean
}

/** Reads `actor.alternateId`, `targets[all].type` or `args[0]`; without brackets a list matches by any element. */
export function pathOf(name: string, ignoreCase = false): Path {
  const steps = name.split('.').map((part): Step => {
    const found = /^(.+)\[(any|all|none|\d{1,6})\]$/.exec(part)
    if (!found) return { key: part, pick: 'any' }
    const pick = found[2]!
    return { key: found[1]!, pick: /^\d/.test(pick) ? Number(pick) : (pick as Pick) }
  })
  return { name, steps, ignoreCase }
}

type Test = (value: unknown) => boolean

/** What looking for a field came to: it holds, it is there and does not hold, it is not there. */
export type Found = 'holds' | 'fails' | 'absent'

/** Whether the value at a path passes a test; null and missing values are absent. */
export function testPath(root: unknown, path: Path, test: Test): Found {
  if (path.steps.length > 1 && isObject(root)) {
    const literal = own(root, path.name, path.ignoreCase)
    if (literal !== undefined) return testValue(literal, path, path.steps.length, 'any', test)
  }
  return testStep(root, path, 0, test)
}

function testStep(value: unknown, path: Path, at: number, test: Test): Found {
  if (at === path.steps.length)
    return value === null || value === undefined ? 'absent' : test(value) ? 'holds' : 'fails'
  if (Array.isArray(value)) return testList(value, path, at, 'any', test)
  if (!isObject(value)) return 'absent'
  const step = path.steps[at]!
  return testValue(own(value, step.key, path.ignoreCase), path, at + 1, step.pick, test)
}

function testValue(value: unknown, path: Path, at: number, pick: Pick, test: Test): Found {
  if (!Array.isArray(value)) return typeof pick === 'number' ? 'absent' : testStep(value, path, at, test)
  return testList(value, path, at, pick, test)
}

function testList(list: unknown[], path: Path, at: number, pick: Pick, test: Test): Found {
  if (typeof pick === 'number') return pick < list.length ? testStep(list[pick], path, at, test) : 'absent'
  let found: Found = 'absent'
  for (const item of list) {
    const result = Array.isArray(item) ? testList(item, path, at, 'any', test) : testStep(item, path, at, test)
    if (pick === 'any' && result === 'holds') return 'holds'
    if (pick === 'all' && result !== 'holds') return 'fails'
    if (pick === 'none' && result === 'holds') return 'fails'
    if (result !== 'absent') found = 'fails'
  }
  if (pick === 'any') return found
  return pick === 'none' || list.length ? 'holds' : 'absent'
}

/** Values shown to people for one field. */
const SHOWN = 20

/** The values at a path, for explanations: the first twenty. */
export function valuesAt(root: unknown, path: Path): unknown[] {
  const values: unknown[] = []
  const plain = {
    ...path,
    steps: path.steps.map(step => (typeof step.pick === 'number' ? step : { ...step, pick: 'any' as const })),
  }
  testPath(root, plain, value => {
    values.push(value)
    return values.length >= SHOWN
  })
  return values
}

/** Whether there is a field at a path, whatever its value, be it null or an empty list. */
export function isPresent(root: unknown, path: Path): boolean {
  if (path.steps.length > 1 && isObject(root) && own(root, path.name, path.ignoreCase) !== undefined) return true
  return isStepPresent(root, path, 0)
}

function isStepPresent(value: unknown, path: Path, at: number): boolean {
  if (at === path.steps.length) return value !== undefined
  if (Array.isArray(value)) return value.some(item => isStepPresent(item, path, at))
  if (!isObject(value)) return false
  const { key, pick } = path.steps[at]!
  const found = own(value, key, path.ignoreCase)
  if (found === undefined) return pick === 'none'
  if (pick === 'any') return isStepPresent(found, path, at + 1)
  const present = (item: unknown) => isStepPresent(item, path, at + 1)
  if (!Array.isArray(found)) return typeof pick === 'number' ? false : present(found) !== (pick === 'none')
  if (typeof pick === 'number') return pick < found.length && present(found[pick])
  return pick === 'all' ? found.length > 0 && found.every(present) : !found.some(present)
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object's own value, never one of its prototype. */
export function own(object: Record<string, unknown>, key: string, ignoreCase: boolean): unknown {
  const value = object[key]
  if (value !== undefined && Object.hasOwn(object, key)) return value
  if (!ignoreCase) return undefined
  const lower = key.toLowerCase()
  for (const each in object) if (each.length === key.length && each.toLowerCase() === lower) return object[each]
  return undefined
}
