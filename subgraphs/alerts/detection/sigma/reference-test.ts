import { testPath } from '../predicate/path.ts'
import type { FieldTest } from '../predicate/predicate.ts'
import type { Asked, Reading, Wanted } from './asked.ts'
import { PLACES } from './modifier-kind.ts'
import { SigmaRefusal } from './refusal.ts'
import { valueText } from './value-text.ts'

/** Values of the other field that are compared, at most: partial comparison takes each with each. */
const COMPARED = 100

/** Compares a field with other fields of the same event. */
export function referenceTest(
  { field, modifiers, line }: Asked,
  values: readonly Wanted[],
  { pathsOf }: Reading,
): FieldTest['test'] {
  const paths = values.flatMap(value => {
    if (typeof value !== 'string' || !value)
      throw new SigmaRefusal(line, `${field}|fieldref takes the name of another field.`)
    return pathsOf(value)
  })
  const place = PLACES.find(name => modifiers.includes(name))
  const written = (text: string) => (modifiers.includes('cased') ? text : text.toLowerCase())
  const known = new WeakMap<object, Set<string>>()
  const othersOf = (root: unknown): Set<string> => {
    const found = typeof root === 'object' && root !== null ? known.get(root) : undefined
    if (found) return found
    const texts = new Set<string>()
    for (const path of paths)
      testPath(root, path, value => {
        const text = valueText(value)
        if (text !== null) texts.add(written(text))
        return place !== undefined && texts.size >= COMPARED
      })
    if (typeof root === 'object' && root !== null) known.set(root, texts)
    return texts
  }
  return (value, root) => {
    const text = valueText(value)
    if (text === null) return false
    const mine = written(text)
    const others = othersOf(root)
    if (!place) return others.has(mine)
    for (const other of others)
      if (
        place === 'contains'
          ? mine.includes(other)
          : place === 'startswith'
            ? mine.startsWith(other)
            : mine.endsWith(other)
      )
        return true
    return false
  }
}
