import { z } from 'zod'
import { defineCondition, isRead, lengthOf, momentOf, namesOf, type Problem } from '../condition.ts'
import type { KnownApp, KnownStream } from '../health.ts'
import { judgeSilence, type Silence } from '../usual-hours.ts'

const HOUR_MS = 3_600_000
/** Vendors that state no delay take so long. */
const DELAY_MS = HOUR_MS
/** Rows that came within so long before mean that it is reading what it missed. */
const GROWING_MS = 15 * 60_000

interface Silent {
  stream: KnownStream
  /** Null when it was silent before, and so long that what is usual is no longer known. */
  silence: Silence | null
}

/** Streams that are read and bring nothing, at hours when they usually bring something. */
export const STREAM_SILENT = defineCondition({
  name: 'stream-silent',
  parameters: z.strictObject({
    /** Shorter silences are never told. */
    leastHours: z.int().min(1).max(720).default(2),
  }),
  over: 'Events come again, or the app is no longer read.',
  judge: ({ apps }, { leastHours }, severity, known) =>
    apps.flatMap((app): Problem[] => {
      const key = `app:${app.app}`
      const before = known(key) ?? {}
      const silent = app.streams.flatMap(stream => {
        const judged = judge(app, stream, before[stream.name], leastHours * HOUR_MS)
        return judged ? [judged] : []
      })
      if (!silent.length) return []
      const streams = silent.map(({ stream }) => stream)
      const since = Math.min(...streams.map(({ newestAt }) => newestAt!))
      const which = streams.length > 1 ? `${streams.length} logs` : 'A log'
      return [
        {
          key,
          app,
          severity,
          title: `${which} of ${app.name} went silent: ${namesOf(streams)}`,
          summary: `${sentences(silent)} ${app.name} answers, so Casbah itself reads as planned: nothing of these logs is seen since ${momentOf(since)}, and no policy judges what they should tell. Look in the vendor’s console whether logging was switched off, narrowed or moved, and by whom; else whether the rights of the credentials were cut.`,
          conditions: silent.map(({ stream, silence }) => ({
            field: `${stream.name} hours without an event`,
            operator: 'over',
            expected: leastHours,
            actual: silence?.hours ?? null,
            matched: true,
          })),
          measures: silent.flatMap(({ stream, silence }) =>
            silence
              ? [
                  {
                    name: `hours of ${stream.name} that should have had events`,
                    value: round(silence.expected),
                    unit: 'h',
                    baseline: 0,
                    threshold: null,
                  },
                  {
                    name: `surprise at the silence of ${stream.name}`,
                    value: round(silence.surprise),
                    unit: null,
                    baseline: null,
                    threshold: round(silence.threshold),
                  },
                ]
              : [],
          ),
          print: streams.map(({ name }) => name).join(),
          holdMs: 0,
          detail: Object.fromEntries(streams.map(({ name, newestAt }) => [name, newestAt!])),
        },
      ]
    }),
})

/** `before`: the newest event when it was found silent; undefined when it was not. */
function judge(app: KnownApp, stream: KnownStream, before: number | undefined, leastMs: number): Silent | null {
  const { newestAt, readAt, intervalSeconds, delaySeconds, isFilling, error, grewAt } = stream
  if (newestAt === null || readAt === null || app.heardSince === null) return null
  const isPushed = intervalSeconds === null
  const from = isPushed ? Math.max(newestAt, app.heardSince) : newestAt
  const until =
    (isPushed ? app.at : Math.min(readAt, app.at)) - (delaySeconds === null ? DELAY_MS : delaySeconds * 1000)
  const silence = judgeSilence(stream, from, until)
  // Once silent, only an event ends it: that an app cannot be read brings none.
  if (before !== undefined && newestAt <= before && app.state !== 'PAUSED') return { stream, silence }
  const isGrowing = grewAt !== null && app.at - grewAt < GROWING_MS
  if (!isRead(app) || isFilling || error || isGrowing || !silence || until - from < leastMs) return null
  return silence.surprise > silence.threshold ? { stream, silence } : null
}

function sentences(silent: readonly Silent[]): string {
  return silent
    .slice(0, 5)
    .map(({ stream: { name, newestAt }, silence }) => {
      const last = `${name} has brought no event since ${momentOf(newestAt!)}`
      if (!silence) return `${last}.`
      return `${last}, ${lengthOf(silence.hours * HOUR_MS)} in which some ${Math.max(1, Math.round(silence.expected))} usually have events; in two weeks it was never silent for so long at such hours.`
    })
    .join(' ')
}

const round = (value: number) => Math.round(value * 10) / 10
