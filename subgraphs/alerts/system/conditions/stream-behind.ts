import { z } from 'zod'
import { defineCondition, isRead, momentOf, namesOf, type Problem } from '../condition.ts'
import { BREAK_MS, type KnownApp, type KnownStream } from '../health.ts'

const MINUTE_MS = 60_000
/** Polls that may fail, or vendor's delays that may pass, before it counts as behind. */
const TIMES = 3

interface Late {
  stream: KnownStream
  /** Up to when all of it is known to be read. */
  since: number
  reason: string
}

/** Streams that are not read as often as they should be, or whose newest event is much older than the vendor's delay explains. */
export const STREAM_BEHIND = defineCondition({
  name: 'stream-behind',
  parameters: z.strictObject({
    /** Shorter delays are never told. */
    leastMinutes: z.int().min(10).max(10_080).default(60),
  }),
  over: 'The app is read as planned again, or it is paused or disconnected.',
  judge: ({ apps, now, watchedSince }, { leastMinutes }, severity, known) =>
    apps.flatMap((app): Problem[] => {
      const key = `app:${app.app}`
      const before = known(key)
      const isUnheard = isRead(app) && now - Math.max(app.at, watchedSince) > BREAK_MS
      const late = isUnheard
        ? app.streams.map(stream => ({ stream, since: app.at, reason: UNHEARD }))
        : app.streams.flatMap(stream => lateness(app, stream, leastMinutes * MINUTE_MS, before?.[stream.name]))
      if (!late.length) return []
      const streams = late.map(({ stream }) => stream)
      const since = Math.min(...late.map(each => each.since))
      const which = streams.length > 1 ? `${streams.length} logs` : 'A log'
      return [
        {
          key,
          app,
          severity,
          title: `${which} of ${app.name} ${streams.length > 1 ? 'are' : 'is'} behind: ${namesOf(streams)}`,
          summary: `${late.slice(0, 5).map(sentence).join(' ')} What happened in ${app.name} after ${momentOf(since)} is not seen yet, and alerts on it come late. Once it is read again, it goes on where it stopped; nothing is lost as long as the vendor keeps it. ${isUnheard ? 'See that the apps service runs and reaches its database.' : 'Do what the streams of the app say in lastError; where they say nothing, see in rateLimit whether others use up the vendor’s quota.'}`,
          conditions: late.map(({ stream, since }) => ({
            field: `${stream.name} is read up to`,
            operator: 'before',
            expected: new Date(now - leastMinutes * MINUTE_MS).toISOString(),
            actual: new Date(since).toISOString(),
            matched: true,
          })),
          measures: late.map(({ stream, since }) => ({
            name: `delay of ${stream.name}`,
            value: Math.round((now - since) / MINUTE_MS),
            unit: 'min',
            baseline: stream.delaySeconds === null ? null : Math.round(stream.delaySeconds / 60),
            threshold: leastMinutes,
          })),
          print: late.map(({ stream, reason }) => `${stream.name} ${reason}`).join(),
          // A short outage is caught up with by itself.
          holdMs: isUnheard ? 0 : 10 * MINUTE_MS,
          detail: Object.fromEntries(streams.map(({ name, newestAt }) => [name, newestAt ?? 0])),
        },
      ]
    }),
})

const UNHEARD = 'nobody has told of it since'

/** `before`: its newest event when it was found late; undefined when it was not. */
function lateness(app: KnownApp, stream: KnownStream, leastMs: number, before: number | undefined): Late[] {
  const { intervalSeconds, delaySeconds, latenessSeconds, readAt, newestAt, grewAt, failsSince, isFilling, error } =
    stream
  // That the vendor refuses the credentials is told by itself, and ends no delay that was there before.
  if (app.state === 'AUTH_FAILED' && before !== undefined && readAt !== null)
    return [{ stream, since: readAt, reason: 'has not been read since' }]
  if (!isRead(app) || intervalSeconds === null || readAt === null || app.heardSince === null) return []
  const polls = TIMES * intervalSeconds * 1000
  const unread = app.at - Math.max(readAt, app.heardSince)
  if (unread > Math.max(leastMs, polls)) {
    const reason = error ? `has not been read since, for: ${error.message}` : 'has not been read since'
    return [{ stream, since: readAt, reason }]
  }
  if (error && failsSince !== null && app.at - failsSince > Math.max(leastMs, polls))
    return [{ stream, since: failsSince, reason: `has failed in part since, for: ${error.message}` }]
  if (isFilling || newestAt === null || grewAt === null) return []
  const usual = Math.max(leastMs, polls + (delaySeconds === null ? latenessSeconds : TIMES * delaySeconds) * 1000)
  // Rows still come, and they are old: more is there than is read.
  const comes = app.at - grewAt <= Math.max(BREAK_MS, polls)
  return comes && app.at - newestAt > usual ? [{ stream, since: newestAt, reason: BACKLOG }] : []
}

const BACKLOG = 'brings more than is read in time; its newest event is'

function sentence({ stream, since, reason }: Late): string {
  if (reason === BACKLOG) return `${stream.name} ${reason} of ${momentOf(since)}.`
  const [what, why] = reason.split(', for: ')
  const ago = stream.newestAt === null ? '' : ` (its newest event is of ${momentOf(stream.newestAt)})`
  return `${stream.name}: ${what} ${momentOf(since)}${ago}${why ? `, for: ${why}` : '.'}`
}
