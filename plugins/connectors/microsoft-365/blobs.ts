import {
  at,
  type Config,
  type Export,
  type ExportAnswer,
  type ExportRequest,
  type ExportStep,
  type HttpRequest,
} from '@casbah/sdk'
import { feed } from './feed.ts'

const MINUTE = 60_000
const DAY = 86_400_000
/** Widest span of one listing. */
const WINDOW = DAY
/** Blobs stay so long; a start before that is refused, whole. A part is left for clocks that differ and for waiting. */
const KEPT = 7 * DAY - 60 * MINUTE
/** How far each run looks back from the newest blob, since one may be listed a little after the time that it bears. */
const LOOK_BACK = 10 * MINUTE
/** Blobs that are remembered as read. Of more, the oldest are read twice, and their records told apart by their ids. */
const MOST_READ = 500

interface Blob {
  id: string
  uri: string
  /** When it became available: by this, and not by the time of its records, blobs are listed. Epoch milliseconds. */
  created: number
}

/** Where a run stands: all blobs before `from` are read, and these behind it. */
interface Place {
  from: string
  read: [id: string, created: number][]
}

/**
 * The blobs of one content type, in windows that join without a gap. Whether there are more in a window only a header tells (NextPageUri). The feed has
 * to be started once; starting is refused within 15 minutes of the last time, so what is started is asked first.
 */
export function blobsOf(contentType: string): Export {
  return async function* (ask) {
    const listed = yield { request: feed(ask.config, '/subscriptions/list') }
    const now = Date.parse(listed.headers.date ?? '')
    if (!Number.isFinite(now)) throw new Error('the list of subscriptions came without the time that it was made at')
    if (!isEnabled(listed.body, contentType)) yield* start(ask.config, contentType)
    let place = placeOf(ask)
    const end = Math.min(ask.until ? Date.parse(ask.until) : Infinity, floor(now))
    const first = Math.max(Date.parse(place?.from ?? ask.since), Date.parse(ask.since), now - KEPT)
    place = { from: iso(first), read: place?.read ?? [] }
    let newest = -Infinity
    for (let since = floor(first); since < end; since += WINDOW) {
      const until = Math.min(since + WINDOW, end)
      let request: HttpRequest | null = feed(ask.config, '/subscriptions/content', {
        contentType,
        startTime: stamp(since),
        endTime: stamp(until),
      })
      while (request) {
        const { body, headers }: ExportAnswer = yield { request }
        for (const blob of blobsIn(body)) {
          newest = Math.max(newest, blob.created)
          if (place.read.some(([id]) => id === blob.id)) continue
          place = {
            from: place.from,
            read: [...place.read, [blob.id, blob.created] as Place['read'][number]].slice(-MOST_READ),
          }
          yield download(ask.config, blob, place)
        }
        request = headers.nextpageuri ? { url: headers.nextpageuri } : null
      }
      const from = Math.max(newest - LOOK_BACK, Date.parse(place.from))
      if (from === Date.parse(place.from)) continue
      place = { from: iso(from), read: place.read.filter(([, created]) => created >= from) }
      yield { rows: [], resume: { ...place } }
    }
  }
}

/** One that is started already is fine (AF20024); any other refusal is for the host to judge. */
async function* start(config: Config, contentType: string): ReturnType<Export> {
  const request: HttpRequest = { method: 'POST', ...feed(config, '/subscriptions/start', { contentType }) }
  const { status, body } = yield { request, answers: [400] }
  if (status === 400 && at(body, 'error.code') !== 'AF20024') yield { request }
}

const isEnabled = (body: unknown, contentType: string) =>
  Array.isArray(body) && body.some(one => at(one, 'contentType') === contentType && at(one, 'status') === 'enabled')

function download(config: Config, { uri }: Blob, place: Place): ExportStep {
  return {
    download: { url: uri, query: { PublisherIdentifier: String(config.tenantId) } },
    format: 'json',
    resume: { ...place },
  }
}

function blobsIn(body: unknown): Blob[] {
  if (!Array.isArray(body)) throw new Error('the list of content is no list')
  return body.map(one => {
    const [id, uri, made] = ['contentId', 'contentUri', 'contentCreated'].map(field => at(one, field))
    if (typeof id !== 'string' || typeof uri !== 'string' || typeof made !== 'string')
      throw new Error('a row of the list of content has no id, address or time')
    return { id, uri, created: Date.parse(made) }
  })
}

function placeOf({ resume }: ExportRequest): Place | null {
  const from = at(resume, 'from')
  const read = at(resume, 'read')
  return typeof from === 'string' && Array.isArray(read) ? { from, read: read as Place['read'] } : null
}

const iso = (time: number) => new Date(time).toISOString()
const floor = (time: number) => Math.floor(time / 1_000) * 1_000
/** In UTC, without a zone and in whole seconds, as the feed wants it. */
const stamp = (time: number) => iso(time).slice(0, 19)
