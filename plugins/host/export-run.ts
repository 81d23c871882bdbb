import type { ExportStep, Resume } from '@casbah/sdk'
import { randomUUID } from 'node:crypto'
import { askRows } from './ask-rows.ts'
import { BrokenRow } from './broken-row.ts'
import { iso } from './clock.ts'
import type { ExportedData } from './description.ts'
import { HostError } from './host-error.ts'
import { Ordinals } from './identity.ts'
import type { Messages } from './messages.ts'
import { joinRows, type PageRow } from './page-rows.ts'
import type { StreamContext } from './pages.ts'
import { listIn, rowReader } from './row-format.ts'
import { stuckList } from './stuck-list.ts'

/** Rows of one message to the connector and one commit; of fewer when they are long. */
const CHUNK_ROWS = 1_000
const CHUNK_BYTES = 2 << 20
/** A JSON text is read whole. */
const JSON_BYTES = 32 << 20
const LONGEST_WAIT_SECONDS = 3_600
/** A connector's process ends when nobody asks it anything; its sessions are asked for this often. */
const KEEP_MS = 240_000
/** Steps without rows, or of rows that lead nowhere, after which a run is ended. */
const MOST_STEPS = 10_000

/** Hashes of rows without an id that are remembered of one file. */
const HASHES = 200_000

/** The part of the stream that a run is for, and where its place is kept. */
export interface ExportPlace {
  /** Epoch ms; `until` is null for an open end. */
  since: number
  until: number | null
  /** The `resume` that was kept last, as JSON; null at the beginning. */
  kept: () => string | null
  /** Keeps rows; with them the place, when it is given. */
  keep: (rows: PageRow[], resume?: string) => Promise<void>
}

/** What a step may read of a row that is not known beforehand. */
type Extra = Record<string, unknown>

/** One run of an export from the last place kept to its end, a step at a time. */
export class ExportRun {
  readonly #context: StreamContext<ExportedData>
  readonly #place: ExportPlace
  readonly #session = randomUUID()
  #begun = false
  #answer: Pick<Messages['exportStep']['ask'], 'answer' | 'bytes'> = {}
  #steps = 0
  #stuck = 0

  constructor(context: StreamContext<ExportedData>, place: ExportPlace) {
    this.#context = context
    this.#place = place
  }

  /** Resolves to whether the run has come to its end. After a rejection it is over: a new one goes on from the place kept. */
  async step(signal: AbortSignal): Promise<boolean> {
    if (++this.#steps > MOST_STEPS) throw this.#endless()
    const answer = await this.#ask(this.#begun ? 'next' : 'begin')
    this.#begun = true
    this.#answer = {}
    if ('over' in answer) {
      // The connector's process was started anew.
      if (answer.over === 'lost') this.#begun = false
      return answer.over === 'returned'
    }
    await this.#do(answer.step, signal)
    return false
  }

  /** Tells the connector that it is not wanted any more. */
  async end(): Promise<void> {
    if (this.#begun) await this.#ask('end').catch(() => undefined)
    this.#begun = false
  }

  async #do(step: ExportStep, signal: AbortSignal): Promise<void> {
    const { client, stream, onThrottled, onRequest } = this.#context
    const { scopes } = stream
    if ('wait' in step) return this.#wait(step.wait, signal)
    if ('request' in step) {
      const { request, answers } = step
      const { status, headers, bytes } = await client.ask(request, {
        signal,
        onThrottled,
        onRequest,
        scopes,
        ...(answers && { answers }),
      })
      this.#answer = { answer: { status, headers }, bytes }
      return
    }
    if ('download' in step) {
      const take = (body: AsyncIterable<Uint8Array>) => this.#take(step, body)
      await client.ask(step.download, { signal, onThrottled, onRequest, take, scopes })
      return
    }
    const chunks = cut(step.rows)
    const ordinals = new Ordinals()
    for (const [index, rows] of chunks.entries()) {
      const read = await this.#read(rows, ordinals)
      await this.#keep(read, index === chunks.length - 1 ? step.resume : undefined)
    }
  }

  /** Hands on the rows of a file while it comes; the place moves with the last of them. */
  async #take(step: Extract<ExportStep, { download: unknown }>, body: AsyncIterable<Uint8Array>): Promise<void> {
    const { format, rows: path = '', extra, resume } = step
    const ordinals = new Ordinals({ most: HASHES })
    let pending: unknown[] = []
    let bytes = 0
    for await (const { rows, size } of format === 'json' ? wholeList(body, path) : pieces(body, format)) {
      bytes += size
      for (const row of rows) {
        pending.push(row)
        if (pending.length < CHUNK_ROWS) continue
        await this.#keep(await this.#read(pending, ordinals, extra))
        pending = []
        bytes = 0
      }
      if (bytes < CHUNK_BYTES) continue
      await this.#keep(await this.#read(pending, ordinals, extra))
      pending = []
      bytes = 0
    }
    await this.#keep(await this.#read(pending, ordinals, extra), resume)
  }

  async #read(items: unknown[], ordinals: Ordinals, extra?: Extra): Promise<PageRow[]> {
    if (items.length === 0) return []
    const { stream, runner, normaliser, clock, liveFrom } = this.#context
    const whole = extra ? items.map(item => laid(item, extra)) : items
    const answers = await askRows(runner, stream.name, whole)
    return joinRows(stream, whole, answers, { normaliser, ordinals, observedAt: clock.now(), liveFrom })
  }

  async #keep(rows: PageRow[], resume?: Resume): Promise<void> {
    if (resume === undefined) return rows.length > 0 ? this.#place.keep(rows) : undefined
    const place = JSON.stringify(resume)
    const moved = place !== this.#place.kept()
    if (moved) [this.#stuck, this.#steps] = [0, 0]
    else if (rows.length > 0 && ++this.#stuck > 1) throw stuckList(this.#context.stream.name)
    if (moved || rows.length > 0) await this.#place.keep(rows, place)
  }

  async #wait(seconds: number, signal: AbortSignal): Promise<void> {
    const { clock } = this.#context
    let left = Math.min(seconds, LONGEST_WAIT_SECONDS) * 1000
    while (left > 0) {
      const nap = Math.min(left, KEEP_MS)
      await clock.sleep(nap, signal)
      left -= nap
      if (left > 0) await this.#ask('keep')
    }
  }

  #ask(what: Messages['exportStep']['ask']['do']): Promise<Messages['exportStep']['answer']> {
    const { app, stream, partition, runner } = this.#context
    const { since, until, kept } = this.#place
    const place = what === 'begin' ? kept() : null
    return runner.ask('exportStep', {
      do: what,
      session: this.#session,
      stream: stream.name,
      config: app.config,
      partition,
      since: iso(since),
      ...(until !== null && { until: iso(until) }),
      ...(place !== null && { resume: JSON.parse(place) as Resume }),
      ...(what === 'next' && this.#answer),
    })
  }

  #endless(): HostError {
    const { name } = this.#context.stream
    const text = `The export "${name}" has taken ${MOST_STEPS} steps and come no further. Casbah begins it anew by itself; report it to the connector's author.`
    return new HostError('BAD_ANSWER', text)
  }
}

function laid(item: unknown, extra: Extra): unknown {
  const isRow = typeof item === 'object' && item !== null && !Array.isArray(item) && !(item instanceof BrokenRow)
  return isRow ? { ...item, ...extra } : item
}

/** At least one, if it is empty. */
function cut(rows: unknown[]): unknown[][] {
  const chunks: unknown[][] = []
  for (let from = 0; from === 0 || from < rows.length; from += CHUNK_ROWS)
    chunks.push(rows.slice(from, from + CHUNK_ROWS))
  return chunks
}

async function* pieces(body: AsyncIterable<Uint8Array>, format: 'ndjson' | 'csv') {
  const reader = rowReader(format)
  const decoder = new TextDecoder()
  for await (const piece of body) {
    yield { rows: reader.push(decoder.decode(piece, { stream: true })), size: piece.length }
  }
  yield { rows: [...reader.push(decoder.decode()), ...reader.end()], size: 0 }
}

async function* wholeList(body: AsyncIterable<Uint8Array>, path: string) {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const piece of body) {
    parts.push(piece)
    size += piece.length
    if (size <= JSON_BYTES) continue
    const text =
      'The vendor sent a JSON file of over 32 MB, which cannot be read piece by piece. Report it to the connector’s author.'
    throw new HostError('BAD_ANSWER', text)
  }
  yield { rows: listIn(Buffer.concat(parts), { rows: path }).rows, size: 0 }
}
