import { createHash } from 'node:crypto'
import type { VendorAnswer, VendorRequest } from '../../replay/vendor.ts'
import { openCursor, sealCursor } from '../cursor.ts'
import { feedError } from './errors.ts'

export const CONTENT_TYPES = [
  'Audit.AzureActiveDirectory',
  'Audit.Exchange',
  'Audit.SharePoint',
  'Audit.General',
  'DLP.All',
]
const DAY = 86_400_000
const KEPT = 7 * DAY
const BLOB_ROWS = 5
/** Every so many blobs, one repeats a record of the blob before it. */
const REPEATS = 4

interface Blob {
  id: string
  /** Epoch milliseconds at which it became available. */
  created: number
  rows: string[]
}

export interface FeedOptions {
  tenantId: string
  host: string
  now: () => number
  /** Blobs of a page. */
  pageRows: number
  /** Content types that were started. */
  enabled: () => string[]
  start: (contentType: string) => void
}

/** The feed of the Management Activity API: records in blobs by when they became available, some of them twice. */
export class Feed {
  readonly #options: FeedOptions
  readonly #blobs = new Map<string, Blob[]>(CONTENT_TYPES.map(type => [type, []]))
  readonly #open = new Set<Blob>()
  readonly #startedAt = new Map<string, number>()
  readonly #counts = new Map<string, number>()
  #looked = false

  constructor(options: FeedOptions) {
    this.#options = options
  }

  /** Before anybody looks, records count as available when they happened; afterwards they come when they are stored. */
  append(contentType: string, time: number, row: object): void {
    const blobs = this.#blobs.get(contentType)
    if (!blobs) throw new Error(`There is no content type "${contentType}".`)
    const created = this.#looked ? this.#options.now() : time
    this.#counts.set(contentType, this.size(contentType) + 1)
    const last = blobs.at(-1)
    if (last && this.#open.has(last) && last.rows.length < BLOB_ROWS) {
      last.rows.push(JSON.stringify(row))
      last.created = Math.max(last.created, created)
      return
    }
    const id = createHash('sha256').update(`${contentType} ${blobs.length}`).digest('hex').slice(0, 24)
    const again = blobs.length % REPEATS === REPEATS - 1 && last ? last.rows.slice(0, 1) : []
    const blob = {
      id: `${id}$audit_${contentType.toLowerCase().replace('.', '_')}$na0001`,
      created,
      rows: [...again, JSON.stringify(row)],
    }
    blobs.push(blob)
    if (last) this.#open.delete(last)
    this.#open.add(blob)
  }

  /** Records, each counted once. */
  size(contentType?: string): number {
    if (contentType === undefined) return [...this.#counts.values()].reduce((sum, count) => sum + count, 0)
    return this.#counts.get(contentType) ?? 0
  }

  answer(request: VendorRequest): VendorAnswer {
    // What is listed stays as it is.
    this.#looked = true
    this.#open.clear()
    const { path, query, method } = request
    const [, operation = ''] = /\/activity\/feed\/(.*)$/.exec(path) ?? []
    if (!query.has('PublisherIdentifier'))
      return feedError(429, 'AF429', 'Too many requests. Send PublisherIdentifier to have a quota of your own.')
    if (operation === 'subscriptions/list' && method === 'GET') return this.#stamped(this.#list())
    if (operation === 'subscriptions/start' && method === 'POST') return this.#start(query.get('contentType') ?? '')
    if (operation === 'subscriptions/content' && method === 'GET') return this.#stamped(this.#content(query))
    const [, id] = /^audit\/([^/]+)$/.exec(operation) ?? []
    if (id && method === 'GET') return this.#blob(decodeURIComponent(id))
    return feedError(404, 'AF20054', `There is no resource ${operation}.`)
  }

  #stamped(answer: VendorAnswer): VendorAnswer {
    return { ...answer, headers: { ...answer.headers, date: new Date(this.#options.now()).toUTCString() } }
  }

  #list(): VendorAnswer {
    return {
      status: 200,
      body: this.#options.enabled().map(contentType => ({ contentType, status: 'enabled', webhook: null })),
    }
  }

  #start(contentType: string): VendorAnswer {
    const { now, enabled, start } = this.#options
    if (!CONTENT_TYPES.includes(contentType))
      return feedError(400, 'AF20020', 'The specified content type is not valid.')
    if (enabled().includes(contentType))
      return feedError(400, 'AF20024', 'The subscription is already enabled. No property change.')
    if (now() - (this.#startedAt.get(contentType) ?? -Infinity) < 900_000)
      return feedError(403, 'AF429', 'Too many requests. A subscription may be started once in 15 minutes.')
    this.#startedAt.set(contentType, now())
    start(contentType)
    return { status: 200, body: { contentType, status: 'enabled', webhook: null } }
  }

  #content(query: URLSearchParams): VendorAnswer {
    const { tenantId, host, now, pageRows, enabled } = this.#options
    const contentType = query.get('contentType') ?? ''
    if (!enabled().includes(contentType))
      return feedError(400, 'AF20022', `No subscription found for the specified content type.`)
    const [from, to] = [query.get('startTime'), query.get('endTime')]
    if ((from === null) !== (to === null))
      return feedError(400, 'AF20030', 'Start time and end time must both be specified (or both omitted).')
    const since = from === null ? now() - DAY : timeOf(from)
    const until = to === null ? now() : timeOf(to)
    if (!(until > since) || until - since > DAY || since < now() - KEPT)
      return feedError(
        400,
        'AF20055',
        'Start time and end time must be no more than 24 hours apart, with the start time no more than 7 days in the past.',
      )
    const fitting = (this.#blobs.get(contentType) ?? []).filter(({ created }) => created >= since && created < until)
    const place = openCursor<number>(query.get('nextPage') ?? '') ?? 0
    const page = fitting.slice(place, place + pageRows)
    const more = place + pageRows < fitting.length
    const next = new URLSearchParams(query)
    next.set('nextPage', sealCursor(place + pageRows))
    const feed = `https://${host}/api/v1.0/${tenantId}/activity/feed`
    return {
      status: 200,
      ...(more && { headers: { NextPageUri: `${feed}/subscriptions/content?${next}` } }),
      body: page.map(({ id, created }) => ({
        contentUri: `${feed}/audit/${id}`,
        contentId: id,
        contentType,
        contentCreated: new Date(created).toISOString(),
        contentExpiration: new Date(created + KEPT).toISOString(),
      })),
      last: !more,
    }
  }

  #blob(id: string): VendorAnswer {
    const blob = [...this.#blobs.values()].flat().find(one => one.id === id)
    if (!blob) return feedError(404, 'AF20050', `The specified content (${id}) does not exist.`)
    if (blob.created < this.#options.now() - KEPT)
      return feedError(400, 'AF20051', `Content requested with the key ${id} has already expired.`)
    return {
      status: 200,
      headers: { 'content-type': 'application/json; charset=utf-8' },
      body: `[${blob.rows.join(',')}]`,
    }
  }
}

/** In UTC, whether it says so or not. */
const timeOf = (text: string) =>
  /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?)?Z?$/.test(text)
    ? Date.parse(text.endsWith('Z') || !text.includes('T') ? text : `${text}Z`)
    : Number.NaN
