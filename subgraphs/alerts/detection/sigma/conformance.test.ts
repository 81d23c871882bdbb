import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { activity } from '../../testing/activity.ts'
import { JudgedEvent } from '../event.ts'
import { GateIndex, readyGate } from '../gates/gate-index.ts'
import { compilePredicate } from '../predicate/predicate.ts'
import { gateOf } from './gate.ts'
import { MODIFIERS } from './modifier-kind.ts'
import { parseSigma } from './parse.ts'
import type { SigmaRule } from './rule.ts'
import { CONFORMANCE, documentOf, PLACEHOLDERS } from './testing/conformance.ts'
import { conformanceTable, sourceTable } from './testing/tables.ts'

const never = () => {
  throw new Error('a gate failed')
}

/** What a scan and what the index say of an event. */
function verdicts(rule: SigmaRule, record: unknown): [scan: boolean, index: boolean] {
  const gate = gateOf(rule)
  const event = new JudgedEvent(activity('a', { connector: gate.connectors![0]!, raw: JSON.stringify(record) }))
  return [
    compilePredicate(gate.predicate)(event.record),
    new GateIndex([readyGate(gate)]).passed(event, never).length === 1,
  ]
}

describe('Sigma 2.1', () => {
  it.each(CONFORMANCE)('$what', row => {
    const [rule] = parseSigma(documentOf(row), PLACEHOLDERS) as SigmaRule[]
    expect(verdicts(rule!, row.matches)).toEqual([true, true])
    expect(verdicts(rule!, row.misses)).toEqual([false, false])
  })

  it('has a row for every modifier', () => {
    const shown = CONFORMANCE.flatMap(({ rule }) => [...rule.matchAll(/\|([a-z0-9]+)/g)].map(([, name]) => name))
    expect(MODIFIERS.filter(name => !shown.includes(name))).toEqual([])
  })

  it.each([
    ['conformance', conformanceTable()],
    ['log sources', sourceTable()],
  ])('stands in the manual as it is: %s', (_, table) => {
    const manual = readFileSync(resolve(import.meta.dirname, '../../../../..', 'docs/sigma.md'), 'utf8')
    // Each row, so that a failure names the one to put there.
    for (const line of table.split('\n')) expect(manual).toContain(line)
  })
})
