import { parseBody } from '../body.ts'
import { HostError, problemOf } from '../host-error.ts'
import { sha256 } from '../identity.ts'
import type { ReadContext } from '../inventory/read-context.ts'
import type { Onward } from '../paging.ts'
import type { HostProblem } from '../ports.ts'
import { stuckList } from '../stuck-list.ts'
import { FragmentBody, type Fragment } from './fragment.ts'

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

/** What a read came to: its value, or why there is none. `missing`: the vendor does not show it, which is no failure. */
export type Reading =
  | { value: unknown; evidence: Evidence; isNested?: true }
  | { missing: string; code?: HostProblem['code']; evidence: Evidence }
  | { problem: HostProblem; evidence: Evidence }

/** One page as the vendor sent it; `cursor` is the one that it was asked for with. */
export interface PageSent {
  bytes: Uint8Array
  headers: Record<string, string>
  cursor: string | null
}

/** Where values of reads come from, each once however many checks name it. */
export interface Readings {
  of(name: string): Promise<Reading>
  /** A list page by page, so that it need not be held: `value` is then null. Left out where it lies there anyway. Rejects only with what the signal says. */
  inPages?(name: string, take: (page: PageSent, fragment: FragmentBody) => Promise<Onward>): Promise<Reading>
}

/** Asks the vendor. */
export class FetchedReadings implements Readings {
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

  async inPages(name: string, take: (page: PageSent, fragment: FragmentBody) => Promise<Onward>): Promise<Reading> {
    const fragment = this.#newFragment()
    const reading = await readPages(this.#context, name, this.#now, page => take(page, fragment))
    return this.#told(reading, fragment)
  }

  #newFragment(): FragmentBody {
    return new FragmentBody(text => this.#context.client.clean(text))
  }

  #told(reading: Reading, body: FragmentBody): Reading {
    const { read, endpoint, time: at, hash } = reading.evidence
    if (hash === null) return reading
    const kept = body.end()
    // What came before the answer broke off is not all of it.
    this.#onFragment({ read, endpoint, at, hash, ...kept, truncated: kept.truncated || !('value' in reading) })
    return reading
  }

  async #fetch(name: string): Promise<Reading> {
    const { each } = this.#context.description.reads[name] ?? {}
    const fragment = this.#newFragment()
    if (each === undefined) return this.#told(await this.#whole(name, undefined, fragment), fragment)
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

  async #forEach(name: string, rows: unknown[], above: Evidence, fragment: FragmentBody): Promise<Reading> {
    const values: { parent: unknown; value: unknown }[] = []
    const hashes: string[] = []
    let evidence: Evidence = { ...above, read: name }
    let bytes = 0
    for (const parent of rows) {
      const reading = await this.#whole(name, parent)
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

  /** The body, or all rows of a list. */
  async #whole(name: string, parent: unknown, fragment?: FragmentBody): Promise<Reading> {
    const rows: unknown[] = []
    let body: unknown
    const take = async (sent: PageSent) => {
      const page = await this.#context.runner.ask('values', { read: name, ...sent })
      if (page.rows === null) {
        body = page.body
        fragment?.set(body)
      } else {
        rows.push(...page.rows)
        fragment?.add(page.rows)
      }
      return page
    }
    const reading = await readPages(this.#context, name, this.#now, take, parent)
    if (!('value' in reading)) return reading
    if (reading.value !== null) {
      fragment?.set(reading.value)
      return reading
    }
    return { ...reading, value: this.#context.description.reads[name]?.list ? rows : body }
  }
}

/** Hands each page to `take`. The value is null, or `{status, body}` where the vendor's refusal is an answer. */
async function readPages(
  { app, description, client, runner, signal }: ReadContext,
  name: string,
  now: () => number,
  take: (page: PageSent) => Promise<Onward>,
  parent?: unknown,
): Promise<Reading> {
  const { scope, answers } = description.reads[name] ?? { scope: '' }
  const evidence: Evidence = { read: name, endpoint: '', time: now(), hash: null }
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
      if (status >= 300) return { value: { status, body: parseBody(bytes) }, evidence }
      const page: Onward = await take({ bytes, headers, cursor })
      signal.throwIfAborted()
      if (page.end) return { value: null, evidence }
      if (page.next === cursor) throw stuckList(name)
      cursor = page.next
    }
  } catch (error) {
    signal.throwIfAborted()
    return { ...failureOf(error, { name: description.card.name, scope, endpoint: evidence.endpoint }), evidence }
  }
}

/** Refusals tell which right is missing, as far as anybody knows. */
export function failureOf(
  error: unknown,
  { name, scope, endpoint }: { name: string; scope: string; endpoint: string },
): { missing: string; code: HostProblem['code'] } | { problem: HostProblem } {
  if (error instanceof HostError && error.problem.code === 'AUTH_FAILED')
    return { missing: `${error.problem.message} They need ${scope} to read ${endpoint}.`, code: 'AUTH_FAILED' }
  if (error instanceof HostError && (error.problem.code === 'FORBIDDEN' || error.status === 404))
    return {
      missing: `${name} does not show this: it needs ${scope} to read ${endpoint}, or a licence that the app lacks.`,
      code: 'FORBIDDEN',
    }
  return { problem: problemOf(error) }
}
