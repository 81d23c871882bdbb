import type { Judgement, RowTally, SubjectDraft } from '@casbah/sdk'
import type { Fragment } from './assessment/fragment.ts'
import type { ParametersByCheck } from './assessment/parameters-of.ts'
import { FetchedReadings, type Evidence, type Reading, type Readings } from './assessment/readings.ts'
import { judgeByRow, type JudgedRows } from './assessment/row-judging.ts'
import type { CheckData, ConnectorDescription } from './description.ts'
import type { ReadContext } from './inventory/read-context.ts'

export type { Evidence }

/** What one check found. MANUAL: no API answers it, people look. ERROR: it could not be run, by no fault of the app's settings. */
export interface CheckResult {
  check: string
  status: Judgement['status'] | 'MANUAL' | 'ERROR'
  /** One sentence. */
  message: string
  /** What was judged; of a list that is judged row by row only what does not pass, at most 10,000. */
  subjects: SubjectDraft[]
  /** How many do not pass, and were judged, where `subjects` are not all. */
  counts?: { failing: number; evaluated: number }
  values: Record<string, unknown>
  evidence: Evidence[]
}

/** How an assessment is made. */
export interface AssessOptions {
  /** Ends it, between two requests at the latest. An assessment that ended early is begun anew; nothing of it is kept. */
  signal?: AbortSignal
  /** By check: parameters that are not to be its defaults. */
  parameters?: ParametersByCheck
  /** Told what each read was answered, as it comes; what ends before an answer is not told. */
  onFragment?: (fragment: Fragment) => void
}

/** Fetches each setting once, in the connector's order, and judges; all checks when none are named. */
export async function assess(
  context: ReadContext,
  now: () => number,
  checks?: string[],
  { parameters = {}, onFragment = () => undefined }: Omit<AssessOptions, 'signal'> = {},
): Promise<CheckResult[]> {
  const readings = new FetchedReadings(context, now, onFragment)
  return judgeChecks({ ...context, parameters, clean: text => context.client.clean(text) }, readings, checks)
}

/** What judging needs, wherever the answers are from. */
export interface JudgingContext extends Pick<ReadContext, 'description' | 'runner' | 'signal'> {
  parameters: ParametersByCheck
  /** Takes credentials out of a text. */
  clean: (text: string) => string
}

/** Judges by these readings; all checks when none are named. */
export async function judgeChecks(
  context: JudgingContext,
  readings: Readings,
  checks?: string[],
): Promise<CheckResult[]> {
  const { description } = context
  const wanted = description.checks.filter(({ name }) => checks === undefined || checks.includes(name))
  const wholly = new Set(wanted.flatMap(({ reads, each }) => reads.filter(read => read !== each)))
  // What is read for each row of a list needs that list, too.
  for (const name of wholly) {
    const { each } = description.reads[name] ?? {}
    if (each !== undefined) wholly.add(each)
  }
  for (const name of Object.keys(description.reads)) if (wholly.has(name)) await readings.of(name)
  const rows = new Map<string, JudgedRows>()
  for (const name of Object.keys(description.reads)) {
    const judged = await byRow(context, readings, { name, wanted, whole: wholly.has(name) })
    if (judged) rows.set(name, judged)
  }
  const results: CheckResult[] = []
  for (const check of wanted) results.push(await judgeCheck(context, readings, check, rows))
  return results
}

/** Judges a list by the checks that take it row by row and have all else that they need; undefined when there are none. */
async function byRow(
  context: JudgingContext,
  readings: Readings,
  { name, wanted, whole }: { name: string; wanted: CheckData[]; whole: boolean },
): Promise<JudgedRows | undefined> {
  const checks: CheckData[] = []
  const beside: Record<string, unknown> = {}
  for (const check of wanted.filter(({ each }) => each === name)) {
    const others = await allOf(
      readings,
      check.reads.filter(read => read !== name),
    )
    if (others.some(({ reading }) => !('value' in reading))) continue
    checks.push(check)
    for (const { read, reading } of others) beside[read] = 'value' in reading ? reading.value : null
  }
  return checks.length > 0 ? judgeByRow(context, name, { checks, beside, readings, whole }) : undefined
}

interface Needed {
  read: string
  reading: Reading
  tally?: RowTally | undefined
}

async function judgeCheck(
  { description, runner, parameters, clean, signal }: JudgingContext,
  readings: Readings,
  { name, title, reads, each, emptyPasses = [] }: CheckData,
  rows: Map<string, JudgedRows>,
): Promise<CheckResult> {
  if (reads.length === 0)
    return {
      check: name,
      status: 'MANUAL',
      message: lookAt(description, title),
      subjects: [],
      values: {},
      evidence: [],
    }
  // A list that was not judged row by row, for want of something else, is not asked for.
  const judged = each === undefined ? undefined : rows.get(each)
  const others = await allOf(
    readings,
    reads.filter(read => read !== each),
  )
  const needed: Needed[] = judged
    ? [...others, { read: each!, reading: judged.reading, tally: judged.tallies.get(name) }]
    : others
  const result = { check: name, subjects: [], values: {}, evidence: needed.map(({ reading }) => reading.evidence) }
  const missing = needed.flatMap(({ reading }) => ('missing' in reading ? [reading.missing] : []))
  if (missing.length > 0) return { ...result, status: 'CANNOT_TELL', message: missing.join(' ') }
  const problems = needed.flatMap(({ reading }) => ('problem' in reading ? [reading.problem.message] : []))
  if (problems.length > 0) return { ...result, status: 'ERROR', message: problems.join(' ') }
  try {
    // Each check gets a copy of its own: what one changes must not reach the next.
    const read = Object.fromEntries(needed.map(one => [one.read, structuredClone(one.tally ?? valueOf(one.reading))]))
    const judgement = await runner.ask('assess', { check: name, read, parameters: parameters[name] ?? {} })
    const { status, message, values = {} } = judgement
    if (status === 'PASS') {
      const unknown = unknownOf(description, needed, emptyPasses)
      if (unknown !== null) return { ...result, status: 'CANNOT_TELL', message: unknown, values }
    }
    return { ...result, status, message, values, ...subjectsOf(judgement, needed) }
  } catch (error) {
    signal.throwIfAborted()
    const reason = error instanceof Error ? error.message : String(error)
    const message = clean(`The check failed on what it read (${reason}). Report it to the connector's author.`)
    return { ...result, status: 'ERROR', message }
  }
}

const allOf = (readings: Readings, names: string[]): Promise<Needed[]> =>
  Promise.all(names.map(async read => ({ read, reading: await readings.of(read) })))

const valueOf = (reading: Reading) => ('value' in reading ? reading.value : null)

/** Those that the check names, else those that were found row by row. */
function subjectsOf({ subjects }: Judgement, needed: Needed[]): Pick<CheckResult, 'subjects' | 'counts'> {
  const tally = needed.find(one => one.tally)?.tally
  if (subjects || !tally) return { subjects: subjects ?? [] }
  const { failing, evaluated } = tally
  return { subjects: tally.subjects, counts: { failing, evaluated } }
}

/** Why a check may not pass, whatever it says; null when it may. */
function unknownOf(description: ConnectorDescription, needed: Needed[], emptyPasses: string[]): string | null {
  for (const { read, tally } of needed) {
    if (tally && tally.unclear > 0) return `${tally.unclear} of ${tally.rows} rows under "${read}" could not be read.`
  }
  const empty = needed.find(one => !emptyPasses.includes(one.read) && isEmpty(one))
  return empty ? nothingListed(description, empty.read) : null
}

const lookAt = ({ card }: ConnectorDescription, title: string) =>
  `No API of ${card.name} tells whether this is so: ${title}. Look in its console, and attest what you saw.`

/** An empty list may be all that the credentials may see. */
const nothingListed = ({ card, reads }: ConnectorDescription, read: string) =>
  `${card.name} listed nothing under "${read}", which tells nothing: see whether the credentials have ${reads[read]?.scope}.`

function isEmpty({ reading, tally }: Needed): boolean {
  if (tally) return tally.rows === 0
  if (!('value' in reading)) return false
  const isNone = (value: unknown) => Array.isArray(value) && value.length === 0
  const { value } = reading
  // Of a list that is read for each of another: when all of them are.
  return isNone(value) || (reading.isNested === true && (value as { value: unknown }[]).every(one => isNone(one.value)))
}
