import type { AssessmentDone } from '@casbah/kit'
import { Sight, TooDear } from './operators.ts'
import { valueAt } from './path.ts'
import type { Rule } from './rule.ts'

type Result = AssessmentDone['results'][number]

/** What a rule finds in an answer. */
export type Verdict = Pick<Result, 'status' | 'message' | 'subjects'> & {
  /** The values judged by. */
  values: Record<string, unknown>
}

/** Subjects that are kept, those that fail first. */
const MOST_SUBJECTS = 10_000
const LONGEST_NAME = 500
const LONGEST_SHOWN = 100

/** Judges what was answered to a rule's read. Nothing that is not known passes. */
export function judgeRule(rule: Rule, { body, truncated }: { body: unknown; truncated: boolean }): Verdict {
  try {
    return rule.each ? judgeRows(rule, rule.each, body, truncated) : judgeWhole(rule, body, truncated)
  } catch (error) {
    if (!(error instanceof TooDear)) throw error
    return cannotTell(`The rule takes too long on what "${rule.read}" holds. Use simpler patterns, or fewer of them.`)
  }
}

function judgeWhole({ read, expect, emptyPasses }: Rule, body: unknown, truncated: boolean): Verdict {
  if (truncated) return cannotTell(`${tooLong(read)} Judge it row by row with \`each\`, which finds failures at least.`)
  if (isEmptyList(body) && !emptyPasses) return cannotTell(nothingListed(read))
  const sight = new Sight()
  const holds = expect(body, sight)
  const values = shownValues(sight)
  if (holds === null) return { ...cannotTell(`"${read}" does not tell: ${whyBlind(sight)}.`), values }
  const found = Object.entries(values).map(([path, value]) => `${path} is ${JSON.stringify(value)}`)
  const message = `"${read}" is ${holds ? '' : 'not '}as the rule expects${found.length ? `: ${found.slice(0, 5).join(', ')}` : ''}.`
  return { status: holds ? 'PASS' : 'FAIL', message, subjects: [], values }
}

function judgeRows(rule: Rule, each: (string | number)[], body: unknown, truncated: boolean): Verdict {
  const { read, where, expect, emptyPasses } = rule
  const rows = valueAt(body, each)
  if (!Array.isArray(rows))
    return cannotTell(
      truncated ? tooLong(read) : `"${read}" has no list where the rule says that rows lie; see the raw answer.`,
    )
  const sight = new Sight()
  const subjects: Verdict['subjects'] = []
  let blind: string | null = null
  let unknown = 0
  for (const [place, row] of rows.entries()) {
    sight.forget()
    const meant = where ? where(row, sight) : true
    if (meant === false) continue
    const holds = meant === null ? null : expect(row, sight)
    const name = nameOf(rule, row, place)
    if (holds === null) {
      unknown++
      blind ??= `${name}: ${whyBlind(sight)}`
    } else subjects.push({ name, passed: holds, detail: detailOf(sight), accountId: null })
  }
  const failing = subjects.filter(({ passed }) => !passed)
  const passing = subjects.filter(({ passed }) => passed)
  const verdict = {
    subjects: [...failing, ...passing].slice(0, MOST_SUBJECTS),
    values: { rows: rows.length, judged: subjects.length, failing: failing.length, unknown },
  }
  const counted = `${passing.length} of ${subjects.length} rows of "${read}" are as the rule expects`
  const doubts = [
    ...(unknown ? [`${unknown} cannot be judged, the first being ${blind}`] : []),
    ...(truncated ? [`only the first ${rows.length} were kept of a longer list`] : []),
  ].join('; ')
  // A failure that was seen is one, whatever else there is; a share needs all of them.
  if (doubts) return { ...verdict, status: failing.length ? 'FAIL' : 'CANNOT_TELL', message: `${counted}; ${doubts}.` }
  if (!subjects.length && !emptyPasses)
    return {
      ...verdict,
      ...cannotTell(rows.length ? `No row of "${read}" fits the rule's \`where\`.` : nothingListed(read)),
    }
  const status = !failing.length ? 'PASS' : passing.length ? 'PARTIAL' : 'FAIL'
  return { ...verdict, status, message: `${counted}.` }
}

const cannotTell = (message: string) => ({ status: 'CANNOT_TELL' as const, message, subjects: [], values: {} })

const tooLong = (read: string) => `Only the beginning of "${read}" was kept, which is too long to keep whole.`

/** An empty list may be all that the credentials may see. */
const nothingListed = (read: string) =>
  `Nothing was listed under "${read}", which may be all that the credentials may see. If it may be empty, set emptyPasses.`

const isEmptyList = (value: unknown) => Array.isArray(value) && value.length === 0

function whyBlind(sight: Sight): string {
  const path = sight.blind ?? '$'
  const found = sight.found.find(([known]) => known === path)?.[1]
  if (found === undefined) return `${path} is not there`
  return `${path} is ${Array.isArray(found) ? 'a list' : typeof found === 'object' ? 'an object' : `the ${KINDS[typeof found] ?? 'value'} ${JSON.stringify(shown(found))}`}, which cannot be compared so`
}

const KINDS: Record<string, string> = { string: 'text', number: 'number', boolean: 'value' }

function nameOf({ subject }: Rule, row: unknown, place: number): string {
  const name = subject ? valueAt(row, subject) : undefined
  return typeof name === 'string' && name.trim()
    ? name.slice(0, LONGEST_NAME)
    : typeof name === 'number'
      ? String(name)
      : `#${place + 1}`
}

function detailOf(sight: Sight): string | null {
  const found = Object.entries(shownValues(sight)).map(([path, value]) => `${path}: ${JSON.stringify(value)}`)
  return found.length ? found.slice(0, 5).join(', ') : null
}

/** What was compared, small enough to be shown. */
function shownValues(sight: Sight): Record<string, unknown> {
  return Object.fromEntries(sight.found.flatMap(([path, value]) => (value === undefined ? [] : [[path, shown(value)]])))
}

function shown(value: unknown): unknown {
  if (typeof value === 'string') return value.length > LONGEST_SHOWN ? `${value.slice(0, LONGEST_SHOWN)}…` : value
  if (typeof value !== 'object' || value === null) return value
  return Array.isArray(value) ? `${value.length} rows` : 'an object'
}
