import type { Judgement, SubjectDraft } from '@casbah/sdk'
import { parseBody } from './body.ts'
import { FragmentBody, type Fragment } from './fragment.ts'
import { HostError, problemOf } from './host-error.ts'
import { sha256 } from './identity.ts'
import type { ReadContext } from './inventory/read-context.ts'
import type { Messages } from './messages.ts'
import type { HostProblem } from './ports.ts'
import { stuckList } from './stuck-list.ts'

/** Rows of a read that another is done for. */
const PARENTS = 5_000
/** What such a read may hold in all; a message to a connector ends at 16 MB. */
const MOST_BYTES = 12_000_000

/** What was read to judge by. */
export interface Evidence {
  /** Name of the connector's read. */
  read: string
  /** Method, host and path. */
  endpoint: string
  /** Epoch milliseconds. */
  time: number
  /** SHA-256 of the answer's bytes, page by page; null without an answer. */
  hash: string | null
}

/** What one check found. MANUAL: no API answers it, people look. ERROR: it could not be run, by no fault of the app's settings. */
export interface CheckResult {
  check: string
  status: Judgement['status'] | 'MANUAL' | 'ERROR'
  /** One sentence. */
  message: string
  subjects: SubjectDraft[]
  values: Record<string, unknown>
  evidence: Evidence[]
}

/** How an assessment is made. */
export interface AssessOptions {
  signal?: AbortSignal
  /** Told what each read was answered, as it comes; what ends before an answer is not told. */
  onFragment?: (fragment: Fragment) => void
}

type Reading =
  | { value: unknown; evidence: Evidence; isNested?: true }
  | { missing: string; evidence: Evidence }
  | { problem: HostProblem; evidence: Evidence }

/** Fetches each setting once, in the connector's order, and judges; all checks when none are named. `onFragment` is told what each was answered. */
export async function assess(
  context: ReadContext,
  now: () => number,
  checks?: string[],
  onFragment: AssessOptions['onFragment'] = () => undefined,
): Promise<CheckResult[]> {
  const { description, runner } = context
  const wanted = description.checks.filter(({ name }) => checks === undefined || checks.includes(name))
  const readings = new Readings(context, now, onFragment)
  for (const name of Object.keys(description.reads)) {
    if (wanted.some(({ reads }) => reads.includes(name))) await readings.of(name)
  }
  const results: CheckResult[] = []
  for (const { name, title, reads, emptyPasses = [] } of wanted) {
    if (reads.length === 0) {
      results.push({ check: name, status: 'MANUAL', message: lookAt(description, title), ...NOTHING_READ })
      continue
    }
    const needed = await Promise.all(reads.map(async read => ({ read, reading: await readings.of(read) })))
    const result = { check: name, subjects: [], values: {}, evidence: needed.map(({ reading }) => reading.evidence) }
    const missing = needed.flatMap(({ reading }) => ('missing' in reading ? [reading.missing] : []))
    const problems = needed.flatMap(({ reading }) => ('problem' in reading ? [reading.problem.message] : []))
    if (missing.length > 0) results.push({ ...result, status: 'CANNOT_TELL', message: missing.join(' ') })
    else if (problems.length > 0) results.push({ ...result, status: 'ERROR', message: problems.join(' ') })
    else {
      // Each check gets a copy of its own: what one changes must not reach the next.
      const read = Object.fromEntries(
        needed.map(({ read, reading }) => [read, structuredClone('value' in reading ? reading.value : null)]),
      )
      try {
        const { status, message, subjects = [], values = {} } = await runner.ask('assess', { check: name, read })
        const empty =
          status === 'PASS' ? reads.find(read => !emptyPasses.includes(read) && isEmpty(needed, read)) : undefined
        if (empty === undefined) results.push({ ...result, status, message, subjects, values })
        else results.push({ ...result, status: 'CANNOT_TELL', message: nothingListed(description, empty), values })
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error)
        results.push({
          ...result,
          status: 'ERROR',
          message: context.client.clean(
            `The check failed on what it read (${reason}). Report it to the connector's author.`,
          ),
        })
      }
    }
  }
  return results
}

const NOTHING_READ = { subjects: [], values: {}, evidence: [] }

const lookAt = ({ card }: ReadContext['description'], title: string) =>
  `No API of ${card.name} tells whether this is so: ${title}. Look in its console, and attest what you saw.`

function isEmpty(needed: { read: string; reading: Reading }[], name: string): boolean {
  const reading = needed.find(({ read }) => read === name)?.reading
  if (reading === undefined || !('value' in reading)) return false
  const isNone = (value: unknown) => Array.isArray(value) && value.length === 0
  const { value } = reading
  // Of a list that is read for each of another: when all of them are.
  return (
    isNone(value) || (reading.isNested === true && (value as { value: unknown }[]).every(each => isNone(each.value)))
  )
}

/** An empty list may be all that the credentials may see. */
const nothingListed = ({ card, reads }: ReadContext['description'], read: string) =>
  `${card.name} listed nothing under "${read}", which tells nothing: see whether the credentials have ${reads[read]?.scope}.`

/** Settings that were fetched, each once however many checks name it. */
class Readings {
  readonly #context: ReadContext
  readonly #now: () => number
  readonly #onFragment: (fragment: Fragment) => void
  readonly #known = new Map<string, Promise<Reading>>()

  constructor(context: ReadContext, now: () => number, onFragment: (fragment: Fragment) => void) {
    this.#context = context
    this.#now = now
    this.#onFragment = onFragment
  }

  of(name: string): Promise<Reading> {
    const known = this.#known.get(name) ?? this.#fetch(name)
    this.#known.set(name, known)
    return known
  }

  async #fetch(name: string): Promise<Reading> {
    const { each } = this.#context.description.reads[name] ?? {}
    const fragment = new FragmentBody(text => this.#context.client.clean(text))
    if (each === undefined) return this.#told(await fetchRead(this.#context, name, this.#now, { fragment }), fragment)
    const parents = await this.of(each)
    if (!('value' in parents)) return parents
    const { value: rows, evidence } = parents
    if (!Array.isArray(rows)) return { missing: `What "${name}" is read for each of is no list.`, evidence }
    if (rows.length > PARENTS)
      return {
        missing: `There are ${rows.length} to look at, more than the ${PARENTS} that are judged at once.`,
        evidence,
      }
    return this.#told(await this.#forEach(name, rows, evidence, fragment), fragment)
  }

  #told(reading: Reading, body: FragmentBody): Reading {
    const { read, endpoint, time: at, hash } = reading.evidence
    if (hash === null) return reading
    const kept = body.end()
    // What came before the answer broke off is not all of it.
    this.#onFragment({ read, endpoint, at, hash, ...kept, truncated: kept.truncated || !('value' in reading) })
    return reading
  }

  async #forEach(name: string, rows: unknown[], above: Evidence, fragment: FragmentBody): Promise<Reading> {
    const values: { parent: unknown; value: unknown }[] = []
    const hashes: string[] = []
    let evidence: Evidence = { ...above, read: name }
    let bytes = 0
    for (const parent of rows) {
      const reading = await fetchRead(this.#context, name, this.#now, { parent })
      if (!('value' in reading)) return reading
      values.push({ parent, value: reading.value })
      fragment.add(values.slice(-1))
      bytes += JSON.stringify(reading.value ?? null).length
      if (bytes > MOST_BYTES)
        return { missing: `"${name}" holds more than can be judged at once.`, evidence: reading.evidence }
      hashes.push(reading.evidence.hash ?? '')
      evidence = { ...reading.evidence, endpoint: values.length > 1 ? evidence.endpoint : reading.evidence.endpoint }
    }
    const hash = hashes.length > 1 ? sha256(hashes.join()) : evidence.hash
    return { value: values, evidence: { ...evidence, hash }, isNested: true }
  }
}

async function fetchRead(
  { app, description, client, runner, signal }: ReadContext,
  name: string,
  now: () => number,
  { parent, fragment }: { parent?: unknown; fragment?: FragmentBody },
): Promise<Reading> {
  const { scope, answers, list } = description.reads[name] ?? { scope: '', list: false }
  const evidence: Evidence = { read: name, endpoint: '', time: now(), hash: null }
  const rows: unknown[] = []
  const hashes: string[] = []
  try {
    for (let cursor: string | null = null; ;) {
      const about = parent !== undefined && { parent }
      const request = await runner.ask('page', { source: { kind: 'read', name }, config: app.config, cursor, ...about })
      evidence.endpoint ||= client.endpoint(request)
      const { status, bytes, headers, at } = await client.ask(request, {
        signal,
        answers,
        scopes: scope ? [scope] : undefined,
      })
      evidence.time = at
      hashes.push(sha256(bytes))
      evidence.hash = hashes.length === 1 ? (hashes[0] as string) : sha256(hashes.join())
      if (status >= 300) {
        const value = { status, body: parseBody(bytes) }
        fragment?.set(value)
        return { value, evidence }
      }
      const page: Messages['values']['answer'] = await runner.ask('values', { read: name, bytes, headers, cursor })
      if (!list) {
        fragment?.set(page.body)
        return { value: page.body, evidence }
      }
      rows.push(...(page.rows ?? []))
      fragment?.add(page.rows ?? [])
      if (page.end) return { value: rows, evidence }
      if (page.next === cursor) throw stuckList(name)
      cursor = page.next
    }
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof HostError && error.problem.code === 'AUTH_FAILED') {
      const missing = `${error.problem.message} They need ${scope} to read ${evidence.endpoint}.`
      return { missing, evidence }
    }
    if (error instanceof HostError && (error.problem.code === 'FORBIDDEN' || error.status === 404)) {
      const missing = `${description.card.name} does not show this: it needs ${scope} to read ${evidence.endpoint}, or a licence that the app lacks.`
      return { missing, evidence }
    }
    return { problem: problemOf(error), evidence }
  }
}
