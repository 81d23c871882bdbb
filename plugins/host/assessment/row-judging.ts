import type { RowTally } from '@casbah/sdk'
import { problemOf } from '../host-error.ts'
import type { CheckData } from '../description.ts'
import type { ReadContext } from '../inventory/read-context.ts'
import type { Messages } from '../messages.ts'
import type { ParametersByCheck } from './parameters-of.ts'
import type { Reading, Readings } from './readings.ts'

/** Subjects that do not pass are named up to here, for each check. */
const MOST_SUBJECTS = 10_000
/** Rows to a message, of a list that is there already. */
const ROWS = 1_000

/** What came of judging a list row by row: the reading, and by check its tally; none where there is no list. */
export interface JudgedRows {
  reading: Reading
  tallies: Map<string, RowTally>
}

/**
 * Judges a list by all checks that take it row by row, each page once as it comes; nothing of it is held but counts and those that do not pass.
 * `whole` is the list where another check needs it whole anyway. `beside` are the other reads of these checks.
 */
export async function judgeByRow(
  { runner, signal, parameters }: Pick<ReadContext, 'runner' | 'signal'> & { parameters: ParametersByCheck },
  read: string,
  each: { checks: CheckData[]; beside: Record<string, unknown>; readings: Readings; whole: boolean },
): Promise<JudgedRows> {
  const { beside, readings, whole } = each
  const checks = each.checks.map(({ name }) => name)
  const tallies = new Map(checks.map(name => [name, emptyTally()]))
  const judge = async (page: PageToJudge) => {
    const most = MOST_SUBJECTS - Math.min(...[...tallies.values()].map(({ subjects }) => subjects.length))
    const answer: Messages['judgeRows']['answer'] = await runner.ask('judgeRows', {
      read,
      checks,
      beside,
      parameters,
      most,
      ...page,
    })
    for (const [index, name] of checks.entries()) add(tallies.get(name)!, answer.tallies[index]!)
    return answer
  }
  const judged = (reading: Reading, isList: boolean) => ({ reading, tallies: isList ? tallies : new Map() })
  if (!whole && readings.inPages) {
    const reading = await readings.inPages(read, async (page, fragment) => {
      const answer = await judge({ ...page, keepsRows: !fragment.isFull })
      fragment.add(answer.rows ?? [])
      return answer
    })
    return judged(reading, 'value' in reading && reading.value === null)
  }
  const reading = await readings.of(read)
  if (!('value' in reading) || !Array.isArray(reading.value)) return judged(reading, false)
  const rows = reading.value as unknown[]
  try {
    for (let from = 0; from < rows.length; from += ROWS) {
      signal.throwIfAborted()
      await judge({ rows: rows.slice(from, from + ROWS) })
    }
  } catch (error) {
    signal.throwIfAborted()
    return judged({ problem: problemOf(error), evidence: reading.evidence }, false)
  }
  return judged(reading, true)
}

type PageToJudge = Pick<Messages['judgeRows']['ask'], 'bytes' | 'headers' | 'cursor' | 'rows' | 'keepsRows'>

const emptyTally = (): RowTally => ({ rows: 0, evaluated: 0, failing: 0, unclear: 0, subjects: [] })

function add(sum: RowTally, page: RowTally): void {
  for (const count of ['rows', 'evaluated', 'failing', 'unclear'] as const) sum[count] += page[count]
  sum.subjects.push(...page.subjects.slice(0, MOST_SUBJECTS - sum.subjects.length))
}
