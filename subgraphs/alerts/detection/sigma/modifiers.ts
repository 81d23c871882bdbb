import type { FieldTest, KeywordTest, Predicate } from '../predicate/predicate.ts'
import type { Asked, Reading, Wanted } from './asked.ts'
import { addressOf, isWithin, networkOf } from './cidr.ts'
import { anyOf } from './matcher.ts'
import { kindOf, PLACES, type Kind } from './modifier-kind.ts'
import { numberTest } from './number-test.ts'
import { referenceTest } from './reference-test.ts'
import { SigmaRefusal } from './refusal.ts'
import { matchersOf, textsOf } from './text-values.ts'
import { valueText } from './value-text.ts'

/** Makes the test of a field, or of all texts of the event when no field is named. */
export function askedPredicate(asked: Asked, reading: Reading): Predicate {
  const kind = kindOf(asked)
  if (!asked.field) return keywords(asked, kind, reading)
  const test = fieldTest(asked, kind, reading)
  const of: Predicate = asked.modifiers.includes('all')
    ? { is: 'all', of: asked.values.map(value => test([value])) }
    : test(asked.values)
  // Different means that the whole comparison fails: so also where the field is not there.
  return asked.modifiers.includes('neq') ? { is: 'not', of } : of
}

type MakeTest = (values: readonly Wanted[]) => FieldTest

function fieldTest(asked: Asked, kind: Kind, reading: Reading): MakeTest {
  const { field, modifiers, line } = asked
  const paths = reading.pathsOf(field)
  const operator = modifiers.filter(modifier => modifier !== 'all' && modifier !== 'neq').join('|') || 'in'
  const make = (values: readonly Wanted[], parts: Partial<FieldTest>): FieldTest => ({
    is: 'field',
    field,
    paths,
    operator,
    expected: values.length === 1 ? values[0] : values,
    test: () => false,
    absent: false,
    hints: null,
    ...parts,
  })
  switch (kind) {
    case 'exists':
      return values => {
        const [wanted] = values
        if (values.length !== 1 || typeof wanted !== 'boolean')
          throw new SigmaRefusal(line, `${field}|exists takes true or false, without quotes.`)
        return make(values, { presence: wanted })
      }
    case 'cidr':
      return values => {
        const networks = textsOf(asked, values, reading).map(text => {
          const network = networkOf(text)
          if (network) return network
          throw new SigmaRefusal(
            line,
            `${field}|cidr takes networks such as 10.0.0.0/8 or 2001:db8::/32; "${text}" is none.`,
          )
        })
        const test = (value: unknown) => {
          const address = typeof value === 'string' ? addressOf(value) : null
          return address !== null && networks.some(network => isWithin(network, address))
        }
        return make(values, { test })
      }
    case 'number':
      return values => make(values, { test: numberTest(asked, values) })
    case 'fieldref':
      return values => make(values, { test: referenceTest(asked, values, reading) })
    case 're':
    case 'text':
      return values => {
        const { test, hints } = anyOf(
          matchersOf(
            asked,
            kind,
            values.filter(value => value !== null),
            reading,
          ),
        )
        return make(values, {
          absent: values.includes(null),
          test: value => {
            const text = valueText(value)
            return text !== null && test(text)
          },
          hints,
        })
      }
  }
}

function keywords(asked: Asked, kind: Kind, reading: Reading): Predicate {
  const { modifiers, values, line } = asked
  if (kind !== 'text' && kind !== 're')
    throw new SigmaRefusal(
      line,
      `The modifier ${modifiers.find(each => each !== 'all')} needs a field. Write the field's name before it.`,
    )
  if (modifiers.includes('neq'))
    throw new SigmaRefusal(line, 'Keywords have no neq. Put "not" before the selection in the condition.')
  // A keyword is looked for anywhere, unless it is told where.
  const anywhere = kind === 're' || modifiers.some(modifier => PLACES.includes(modifier))
  const asKeyword = anywhere ? asked : { ...asked, modifiers: [...modifiers, 'contains'] }
  const test = (wanted: readonly Wanted[]): KeywordTest => {
    if (wanted.some(value => value === null || value === ''))
      throw new SigmaRefusal(line, 'A keyword is empty: it would be in every event. Write what is to be looked for.')
    return {
      is: 'keyword',
      operator: modifiers.filter(modifier => modifier !== 'all').join('|') || 'contains',
      expected: wanted.length === 1 ? wanted[0] : wanted,
      ...anyOf(matchersOf(asKeyword, kind, wanted, reading)),
    }
  }
  return modifiers.includes('all') ? { is: 'all', of: values.map(value => test([value])) } : test(values)
}
