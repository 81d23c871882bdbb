import type { Subject } from './fixtures.ts'

/** Least share of the vendor's own list that a vocabulary maps. */
const LEAST = 0.9

/** What is not so about how much of the vendor's documented actions the vocabulary is said to map. */
export function coverageProblems({ connector, fixtures }: Subject): string[] {
  const { coverage, vocabulary } = connector
  if (!coverage)
    return [
      'Nobody knows how much of the vendor’s actions its vocabulary maps: give "coverage", or the reason why nobody can tell.',
    ]
  if ('unknown' in coverage)
    return coverage.unknown.length < 20 ? ['Why nobody can tell how much its vocabulary maps takes a sentence.'] : []
  const { mapped, documented } = coverage
  const share = mapped / documented
  const problems =
    share >= LEAST
      ? []
      : [`Its vocabulary maps ${Math.floor(share * 100)} % of the vendor’s list; ${LEAST * 100} % are the least.`]
  if (!fixtures.documentedActions)
    return [
      ...problems,
      'Nothing holds "coverage" against the vendor’s list: give "documentedActions" in the fixtures.',
    ]
  const list = fixtures.documentedActions()
  if (!list) return problems
  const found = list.filter(action => Object.hasOwn(vocabulary, action)).length
  return found === mapped && list.length === documented
    ? problems
    : [
        ...problems,
        `It is said to map ${mapped} of ${documented} documented actions; it maps ${found} of ${list.length}.`,
      ]
}
