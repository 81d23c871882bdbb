import { z } from 'zod'
import { defineCondition, momentOf, namesOf, type Problem } from '../condition.ts'
import type { KnownApp } from '../health.ts'

/** Fewer rows are no share worth telling. */
const LEAST_ROWS = 20

/** Rows of vendors that go to quarantine in numbers, and what no service could handle. */
export const ROWS_REJECTED = defineCondition({
  name: 'rows-rejected',
  parameters: z.strictObject({
    /** Rows of one stream in 24 hours from which on it is told. */
    rows: z.int().min(1).max(1_000_000_000).default(100),
    /** Share of a stream's rows in 24 hours from which on twenty are enough. */
    share: z.number().gt(0).max(1).default(0.05),
  }),
  over: 'For a day hardly anything was refused, or the app is gone.',
  judge: ({ apps, deadLetters }, { rows, share }, severity): Problem[] => [
    ...apps.flatMap(app => {
      const streams = app.streams.filter(
        ({ rejectedInDay, rowsInDay }) =>
          rejectedInDay >= rows || (rejectedInDay >= LEAST_ROWS && rejectedInDay >= share * rowsInDay),
      )
      return streams.length ? [rejected(app, streams, { rows, severity })] : []
    }),
    ...(deadLetters.length ? [dead(deadLetters, severity)] : []),
  ],
})

type Severity = Problem['severity']

function rejected(
  app: KnownApp,
  streams: KnownApp['streams'],
  { rows, severity }: { rows: number; severity: Severity },
): Problem {
  const words = streams.map(
    each =>
      `${each.name}: ${each.rejectedInDay} of ${each.rowsInDay} rows in the last 24 hours, ${each.rejected} since connecting.`,
  )
  return {
    key: `app:${app.app}`,
    app,
    severity,
    title: `Rows of ${app.name} cannot be read: ${namesOf(streams)}`,
    summary: `Rows that the connector cannot read go to quarantine, and they grow. ${words.join(' ')} What these rows tell is stored raw; it is not searchable, and no policy judges it. The vendor has probably changed its format: look for a newer version of the connector ${app.connector}, or report it with the reasons that the quarantine names.`,
    conditions: [],
    measures: streams.map(each => ({
      name: `rows of ${each.name} refused in 24 hours`,
      value: each.rejectedInDay,
      unit: null,
      baseline: 0,
      threshold: rows,
    })),
    print: streams.map(each => `${each.name} ${String(each.rejectedInDay).length}`).join(),
    holdMs: 0,
    detail: {},
  }
}

function dead(
  letters: readonly { consumer: string; topic: string; count: number; first: number }[],
  severity: Severity,
) {
  const count = letters.reduce((all, each) => all + each.count, 0)
  const words = letters.slice(0, 10).map(each => `${each.count} of ${each.topic} in ${each.consumer}`)
  return {
    key: 'dead-letters',
    app: null,
    severity,
    title: `Casbah could not handle ${count === 1 ? 'an item' : `${count} items`} of its own log`,
    summary: `Since ${momentOf(Math.min(...letters.map(each => each.first)))}, within the last 24 hours, items failed three times over and were put away as dead letters: ${words.join(', ')}. What they tell is missing where they failed: activities that are not stored or judged, names and findings that are out of date. The log of that service has the error of each; report it. The items are kept in log.dead_letter.`,
    conditions: [],
    measures: [{ name: 'dead letters in 24 hours', value: count, unit: null, baseline: 0, threshold: 1 }],
    print: letters.map(each => `${each.consumer} ${each.topic} ${String(each.count).length}`).join(),
    holdMs: 0,
    detail: {},
  } satisfies Problem
}
