import type { Parent } from '@casbah/sdk'
import type { HttpAnswer } from './http.ts'
import { parseBody } from './body.ts'
import type { ShownRequest } from './client.ts'
import { iso } from './clock.ts'
import type { ListingData, PolledData } from './description.ts'
import { HostError } from './host-error.ts'
import type { ReadContext } from './inventory/read-context.ts'
import type { ListedRow, Messages, Source } from './messages.ts'
import { listIn } from './row-format.ts'
import { unwrapRow } from './rows.ts'

/** What to read of an app once. */
export interface SampleOptions {
  /** All that are polled when left out. */
  streams?: string[]
  /** Pages of each stream. */
  pages: number
  /** History to read, epoch ms; `until` is excluded. */
  since: number
  until: number
}

/** One answer of the vendor. */
export interface SampledAnswer {
  kind: 'stream' | 'listing' | 'read'
  /** Of the stream, listing or read. */
  name: string
  request: ShownRequest
  status: number
  headers: Record<string, string>
  body: unknown
  /** Streams: the rows in it, taken out of what wraps them. */
  rows: unknown[]
}

/** An answer, or the sentence why there is none. */
export type Sampled = SampledAnswer | { kind: SampledAnswer['kind']; name: string; skipped: string }

/** Signs in, then reads some pages of each stream and the first page of each listing and setting; nothing is kept anywhere. */
export async function* sampleApp(context: ReadContext, options: SampleOptions): AsyncGenerator<Sampled> {
  const { description } = context
  const parents = new Map<string, unknown>()
  for (const stream of description.streams) {
    if (options.streams && !options.streams.includes(stream.name)) continue
    const about = { kind: 'stream', name: stream.name } as const
    if (stream.kind !== 'polled')
      yield {
        ...about,
        skipped: `Its rows are ${stream.kind}, not read page by page; record them where they come from.`,
      }
    else yield* told(about, streamPages(context, stream, options))
  }
  for (const listing of description.listings)
    yield* told({ kind: 'listing', name: listing.name }, listed(context, listing, parents))
  for (const name of Object.keys(description.reads))
    yield* told({ kind: 'read', name }, setting(context, name, parents))
}

/** What one part gives, and in its place a sentence when the vendor refuses it. */
async function* told(
  about: Pick<SampledAnswer, 'kind' | 'name'>,
  samples: AsyncGenerator<Sampled>,
): AsyncGenerator<Sampled> {
  try {
    yield* samples
  } catch (error) {
    if (!(error instanceof HostError) || error.problem.code === 'AUTH_FAILED') throw error
    yield { ...about, skipped: error.message }
  }
}

async function* streamPages(
  { app, client, runner, signal }: ReadContext,
  stream: PolledData,
  { pages, since, until }: SampleOptions,
): AsyncGenerator<Sampled> {
  const { name, scopes } = stream
  const configured = await runner.ask('configure', { config: app.config })
  const [partition = ''] = 'partitions' in configured ? (configured.partitions[name] ?? []) : []
  const span = { since: iso(since), until: iso(until), partition }
  let cursor: string | null = null
  for (let page = 0; page < pages; page++) {
    const source: Source = { kind: 'stream', name }
    const request = await runner.ask('page', { source, config: app.config, cursor, ...span })
    const answer: HttpAnswer = await client.ask(request, { signal, scopes })
    const { status, bytes, headers } = answer
    const { body, rows } = listIn(bytes, stream)
    const unwrapped = rows.map(row => unwrapRow(row, stream.unwrap))
    yield { kind: 'stream', name, request: client.show(request), status, headers, body, rows: unwrapped }
    const onward: Messages['normalise']['answer'] = await runner.ask('normalise', {
      stream: name,
      bytes,
      headers,
      cursor,
    })
    if (onward.end || onward.next === null || rows.length === 0) return
    cursor = onward.next
  }
}

async function* listed(
  { app, client, runner, signal }: ReadContext,
  { name, scopes, answers, each }: ListingData,
  parents: Map<string, unknown>,
): AsyncGenerator<Sampled> {
  const parent = each === undefined ? undefined : (parents.get(each) as Parent | undefined)
  if (each !== undefined && !parent) {
    yield { kind: 'listing', name, skipped: `"${each}", for each of which it is read, shows nobody.` }
    return
  }
  const about = parent && { parent }
  const source: Source = { kind: 'listing', name }
  const request = await runner.ask('page', { source, config: app.config, cursor: null, ...about })
  const { status, bytes, headers } = await client.ask(request, { signal, scopes, answers: answers ?? [] })
  yield { kind: 'listing', name, request: client.show(request), status, headers, body: parseBody(bytes), rows: [] }
  const asked = { listing: name, from: 'listing', status, bytes, headers, cursor: null, ...about } as const
  const { rows } = await runner.ask('listed', asked)
  const first = rows.map(parentOf).find(one => one !== null)
  if (first) parents.set(name, first)
}

function parentOf(row: ListedRow): Parent | null {
  if ('account' in row) {
    const { externalId, email, displayName } = row.account
    return { externalId, ...(email && { email }), ...(displayName && { name: displayName }) }
  }
  if ('group' in row) return { externalId: row.group.externalId, name: row.group.name }
  if ('resource' in row) return { externalId: row.resource.externalId, name: row.resource.name }
  return 'grant' in row ? { externalId: row.grant.externalId } : null
}

async function* setting(
  { app, description, client, runner, signal }: ReadContext,
  name: string,
  parents: Map<string, unknown>,
): AsyncGenerator<Sampled> {
  const { scope, answers = [], each } = description.reads[name] ?? { scope: '' }
  const key = (read: string) => `read ${read}`
  if (each !== undefined && !parents.has(key(each))) {
    yield { kind: 'read', name, skipped: `"${each}", for each of which it is read, shows nothing.` }
    return
  }
  const about = each !== undefined && { parent: parents.get(key(each)) }
  const request = await runner.ask('page', {
    source: { kind: 'read', name },
    config: app.config,
    cursor: null,
    ...about,
  })
  const { status, bytes, headers } = await client.ask(request, { signal, answers, scopes: scope ? [scope] : undefined })
  yield { kind: 'read', name, request: client.show(request), status, headers, body: parseBody(bytes), rows: [] }
  if (status >= 300) return
  const { rows } = await runner.ask('values', { read: name, bytes, headers, cursor: null })
  if (rows?.[0] !== undefined) parents.set(key(name), rows[0])
}
