import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { SigmaRefusal } from './refusal.ts'
import type { FieldTest, Predicate } from '../predicate/predicate.ts'
import { hintOf, valueTest, type Comparison } from './pattern.ts'
import { pathsOf, type Source } from './sources.ts'

/** Where a node of the document begins, for refusals. */
export type LineOf = (node: unknown) => number

const COMPARISONS = new Set<string>(['contains', 'startswith', 'endswith', 're'])

/** A map means all of its fields, a list any of its maps. */
export function parseSelection(name: string, node: unknown, source: Source, lineOf: LineOf): Predicate {
  if (isMap(node)) return parseGroup(node, source, lineOf)
  if (isSeq(node) && node.items.length && node.items.every(isMap))
    return { is: 'any', of: node.items.map(item => parseGroup(item as YAMLMap, source, lineOf)) }
  throw new SigmaRefusal(
    lineOf(node),
    `Selection ${name} is no map of fields and no list of such maps; keyword searches are not supported. Name the fields to look at.`,
  )
}

function parseGroup(map: YAMLMap, source: Source, lineOf: LineOf): Predicate {
  return { is: 'all', of: map.items.map(pair => parseField(pair, source, lineOf)) }
}

function parseField(pair: Pair, source: Source, lineOf: LineOf): Predicate {
  const [field = '', ...modifiers] = String(pair.key).split('|')
  const line = lineOf(pair.key)
  const unknown = modifiers.find(modifier => !COMPARISONS.has(modifier) && modifier !== 'all' && modifier !== 'exists')
  if (unknown !== undefined)
    throw new SigmaRefusal(
      line,
      `The modifier ${unknown} of ${field} is not supported. Use contains, startswith, endswith, re, all or exists.`,
    )
  if (!field) throw new SigmaRefusal(line, 'A condition names no field. Keyword searches are not supported.')
  const values = valuesOf(pair.value as Node | null, lineOf)
  const paths = pathsOf(source, field)
  if (modifiers.includes('exists')) return existence({ field, paths }, values, line)
  const all = modifiers.includes('all')
  const comparison = (modifiers.find(modifier => COMPARISONS.has(modifier)) ?? 'equals') as Comparison
  if (modifiers.filter(modifier => COMPARISONS.has(modifier)).length > 1)
    throw new SigmaRefusal(line, `${field} has two modifiers that exclude each other. Keep one.`)
  const operator = comparison === 'equals' ? 'in' : comparison
  const testOf = (wanted: unknown[]): FieldTest => {
    const tests = wanted.map(value => compiled(field, value, comparison, line))
    const hints = wanted.map(value => hintOf(value, comparison))
    return {
      is: 'field',
      field,
      paths,
      operator,
      expected: wanted.length === 1 ? wanted[0] : wanted,
      test: value => tests.some(test => test(value)),
      absent: wanted.includes(null),
      hints: hints.every(hint => hint !== null) ? hints : null,
    }
  }
  return all ? { is: 'all', of: values.map(value => testOf([value])) } : testOf(values)
}

function existence({ field, paths }: Pick<FieldTest, 'field' | 'paths'>, values: unknown[], line: number): Predicate {
  const [wanted] = values
  if (values.length !== 1 || typeof wanted !== 'boolean')
    throw new SigmaRefusal(line, `${field}|exists takes true or false.`)
  return {
    is: 'field',
    field,
    paths,
    operator: 'exists',
    expected: wanted,
    test: () => wanted,
    absent: !wanted,
    hints: null,
  }
}

function compiled(field: string, value: unknown, comparison: Comparison, line: number) {
  try {
    return valueTest(value, comparison)
  } catch (error) {
    throw new SigmaRefusal(line, `The regular expression of ${field} cannot be used: ${(error as Error).message}.`)
  }
}

function valuesOf(node: Node | null, lineOf: LineOf): unknown[] {
  if (node === null) return [null]
  if (isAlias(node)) throw new SigmaRefusal(lineOf(node), 'YAML aliases are not supported. Write the values out.')
  if (isScalar(node)) return [node.value]
  if (isSeq(node) && node.items.length && node.items.every(item => isScalar(item)))
    return node.items.map(item => (item as { value: unknown }).value)
  throw new SigmaRefusal(
    lineOf(node),
    'The value of a field is a text, a number, true, false, null or a list of these.',
  )
}
