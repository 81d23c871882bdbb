import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml'
import { SigmaRefusal } from './refusal.ts'
import { valueTest, type Comparison, type ValueTest } from './pattern.ts'

/** Reads a field of an event: its values, one for a plain field, several for a list, none when it lacks. */
export type Fields = (field: string) => unknown[]

/** One field of a selection, ready to test. */
export interface FieldTest {
  field: string
  operator: string
  expected: unknown
  test: (fields: Fields) => boolean
}

/** A named selection: any of the groups, each of them whole. */
export type Selection = FieldTest[][]

/** Where a node of the document begins, for refusals. */
export type LineOf = (node: unknown) => number

const COMPARISONS = new Set<string>(['contains', 'startswith', 'endswith', 're'])

export function parseSelection(name: string, node: unknown, lineOf: LineOf): Selection {
  if (isMap(node)) return [parseGroup(node, lineOf)]
  if (isSeq(node) && node.items.length && node.items.every(isMap))
    return node.items.map(item => parseGroup(item as YAMLMap, lineOf))
  throw new SigmaRefusal(
    lineOf(node),
    `Selection ${name} is no map of fields and no list of such maps; keyword searches are not supported. Name the fields to look at.`,
  )
}

function parseGroup(map: YAMLMap, lineOf: LineOf): FieldTest[] {
  return map.items.map(pair => parseField(pair, lineOf))
}

function parseField(pair: Pair, lineOf: LineOf): FieldTest {
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
  if (modifiers.includes('exists')) return existence(field, values, line)
  const all = modifiers.includes('all')
  const comparison = (modifiers.find(modifier => COMPARISONS.has(modifier)) ?? 'equals') as Comparison
  if (modifiers.filter(modifier => COMPARISONS.has(modifier)).length > 1)
    throw new SigmaRefusal(line, `${field} has two modifiers that exclude each other. Keep one.`)
  const tests = values.map(value => testOf(field, value, comparison, line))
  return {
    field,
    operator: [...(comparison === 'equals' ? ['in'] : [comparison]), ...(all ? ['all'] : [])].join(' '),
    expected: values.length === 1 ? values[0] : values,
    test: fields => {
      const found = fields(field)
      // A field that lacks is tested as null.
      const present = found.length ? found : [null]
      const holds = (test: ValueTest) => present.some(test)
      return all ? tests.every(holds) : tests.some(holds)
    },
  }
}

function existence(field: string, values: unknown[], line: number): FieldTest {
  const [wanted] = values
  if (values.length !== 1 || typeof wanted !== 'boolean')
    throw new SigmaRefusal(line, `${field}|exists takes true or false.`)
  return { field, operator: 'exists', expected: wanted, test: fields => fields(field).length > 0 === wanted }
}

function testOf(field: string, value: unknown, comparison: Comparison, line: number): ValueTest {
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
