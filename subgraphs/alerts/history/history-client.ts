import { setTimeout as sleep } from 'node:timers/promises'
import { CasbahError, CATALOGUE, deriveKey, signCaller, type Code, type Door, type StoredActivity } from '@casbah/kit'
import { HistorySource, type HistorySpan } from './history-source.ts'

/** Pages are small enough that reading one keeps nobody waiting. */
const PAGE = 500
/** Ids of one request. */
const BATCH = 500
const PATIENCE_MS = 30_000
/** Pauses before a request is repeated, ms. */
const PAUSES = [200, 1_000, 5_000]

const READER = {
  scopes: ['activities:read', 'activities:raw'],
  actor: { kind: 'SYSTEM' as const, id: null, name: 'Casbah', email: null },
  expiresAt: null,
}

/**
 * What is stored, through the door `/history` of activities, in this process or over HTTP: signed for one tenant, read-only, one page
 * ahead of its reader, each request with a time limit, repeated when activities does not answer, ended by its signal.
 */
export class HistoryClient extends HistorySource {
  private readonly door: Door
  private readonly key: Uint8Array
  private readonly pauses: readonly number[]

  constructor(door: Door, masterKey: Uint8Array, pauses: readonly number[] = PAUSES) {
    super()
    this.door = door
    this.key = deriveKey(masterKey, 'context')
    this.pauses = pauses
  }

  async one(tenant: string, id: string): Promise<StoredActivity | null> {
    try {
      return await this.patiently<StoredActivity>(tenant, 'GET', `/history/${encodeURIComponent(id)}`, null, NEVER)
    } catch (error) {
      if (error instanceof CasbahError && error.code === 'NOT_FOUND') return null
      throw error
    }
  }

  /** Asked once: who waits for it decides how long, and whether again. */
  async many(tenant: string, ids: readonly string[], signal: AbortSignal): Promise<StoredActivity[]> {
    const batches: Promise<{ items: StoredActivity[] }>[] = []
    for (let first = 0; first < ids.length; first += BATCH)
      batches.push(
        this.knock(tenant, 'POST', '/history/batch', { ids: ids.slice(first, first + BATCH) }, signal) as Promise<{
          items: StoredActivity[]
        }>,
      )
    return (await Promise.all(batches)).flatMap(({ items }) => items)
  }

  async *pages(tenant: string, span: HistorySpan, signal: AbortSignal): AsyncGenerator<StoredActivity[]> {
    const over = new AbortController()
    const either = AbortSignal.any([signal, over.signal])
    const page = (after: string | null) => {
      const asked = this.patiently<Page>(tenant, 'POST', '/history', { size: PAGE, ...span, after }, either)
      // It is awaited when its turn comes, if it comes.
      asked.catch(() => undefined)
      return asked
    }
    try {
      let coming: Promise<Page> | null = page(null)
      while (coming) {
        const { items, next }: Page = await coming
        coming = next === null ? null : page(next)
        if (items.length) yield items
      }
    } finally {
      over.abort()
    }
  }

  private async patiently<T>(
    tenant: string,
    method: string,
    path: string,
    body: object | null,
    signal: AbortSignal,
  ): Promise<T> {
    for (let tries = 0; ; tries++) {
      try {
        return (await this.knock(tenant, method, path, body, signal)) as T
      } catch (error) {
        signal.throwIfAborted()
        const pause = this.pauses[tries]
        if (pause === undefined || (error instanceof CasbahError && !CATALOGUE[error.code].retry)) throw error
        await sleep(pause, undefined, { signal })
      }
    }
  }

  /** One request; anything but an answer is UNAVAILABLE. */
  private async knock(
    tenant: string,
    method: string,
    path: string,
    body: object | null,
    signal: AbortSignal,
  ): Promise<unknown> {
    signal.throwIfAborted()
    const caller = await signCaller({ ...READER, tenant }, this.key)
    const ends = AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)])
    const answer = await orAborted(
      this.door({
        method,
        path,
        query: new URLSearchParams(),
        headers: { 'x-casbah-caller': caller, 'content-type': 'application/json' },
        body: Buffer.from(body ? JSON.stringify(body) : ''),
        signal: ends,
      }),
      ends,
    ).catch((error: Error) => {
      signal.throwIfAborted()
      throw error instanceof CasbahError ? error : unreachable()
    })
    const value = answer.value === undefined ? parse(answer.body) : answer.value
    if (answer.status === 200) return value
    const { code, message } = (value as { error?: { code: string; message: string } } | null)?.error ?? {}
    if (code && code in CATALOGUE) throw new CasbahError(code as Code, message!)
    throw unreachable()
  }
}

interface Page {
  items: StoredActivity[]
  next: string | null
}

const NEVER = new AbortController().signal

/** A door in the same process may not listen to the signal; who waits does. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) {
    // It was begun all the same, and what becomes of it is nobody's concern.
    work.catch(() => undefined)
    return Promise.reject(signal.reason as Error)
  }
  return new Promise<T>((resolve, reject) => {
    const end = () => reject(signal.reason as Error)
    signal.addEventListener('abort', end, { once: true })
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', end))
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw unreachable()
  }
}

function unreachable(): CasbahError {
  return new CasbahError(
    'UNAVAILABLE',
    'Stored activities cannot be read at the moment: activities does not answer. Try again; if it stays, tell the operator.',
  )
}
