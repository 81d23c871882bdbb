import type { Connector, Vocabulary } from '@casbah/sdk'
import { coverageProblems } from './coverage-problems.ts'
import type { Fixtures } from './fixtures.ts'

const actions = Array.from({ length: 10 }, (_, index) => `a${index}`)
const vocabulary: Vocabulary = Object.fromEntries(actions.slice(0, 9).map(action => [action, ['x.do', 1, 1]]))
const problems = (coverage: Connector['coverage'], documentedActions?: () => string[] | null) =>
  coverageProblems({
    connector: { vocabulary, ...(coverage && { coverage }) } as Connector,
    fixtures: { ...(documentedActions && { documentedActions }) } as Fixtures,
  }).join(' ')

it.each([
  ['as it is', { mapped: 9, documented: 10, source: 's' }, () => actions, /^$/],
  ['with the list not at hand', { mapped: 9, documented: 10, source: 's' }, () => null, /^$/],
  ['with a reason', { unknown: 'The vendor lists them nowhere.' }, undefined, /^$/],
  ['not at all', undefined, undefined, /Nobody knows how much/],
  ['with no reason', { unknown: 'None.' }, undefined, /takes a sentence/],
  ['with too little', { mapped: 8, documented: 10, source: 's' }, () => null, /maps 80 %/],
  ['otherwise than it is', { mapped: 10, documented: 10, source: 's' }, () => actions, /it maps 9 of 10/],
  ['without the list', { mapped: 9, documented: 10, source: 's' }, undefined, /Nothing holds "coverage"/],
])('a coverage said %s', (_, coverage, list, expected) => expect(problems(coverage, list)).toMatch(expected))
