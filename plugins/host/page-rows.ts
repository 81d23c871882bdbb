import type { PolledData, StreamData } from './description.ts'
import { HostError } from './host-error.ts'
import { sha256, type Carried, type Ordinals } from './identity.ts'
import type { RowAnswer, Touched } from './messages.ts'
import type { Normaliser } from './normalise.ts'
import type { HostActivity, QuarantinedRow } from './ports.ts'
import { rawText } from './raw.ts'
import { listIn } from './row-format.ts'

export const NO_TIME = 'no readable time'

/** One row of a page, read or refused. `key` tells it from others of the stream, `time` is null when unknown. */
export interface PageRow {
  key: string
  time: number | null
  activities: HostActivity[]
  quarantine: QuarantinedRow | null
  /** Objects of the inventory that its live activities touched. */
  touched?: Touched[]
}

const NUMBERED = /^([0-9a-f]{64})-(\d+)$/

/**
 * What the page after these rows has to know, so that a row without an id keeps its number: equal rows have the same time, so only those of the newest
 * time can go on there. `before` is what this page was told itself.
 */
export function carriedOn(rows: readonly PageRow[], before: Carried = {}): Carried | undefined {
  const newest = rows.reduce((most, { time }) => Math.max(most, time ?? most), -Infinity)
  const carried = rows.every(({ time }) => time === newest) ? { ...before } : {}
  for (const { time, key } of rows) {
    const numbered = time === newest ? NUMBERED.exec(key) : null
    if (numbered) carried[numbered[1]!] = Math.max(carried[numbered[1]!] ?? 0, Number(numbered[2]) + 1)
  }
  return Object.keys(carried).length > 0 ? carried : undefined
}

/** What rows become activities by. */
export interface RowsContext {
  normaliser: Normaliser
  ordinals: Ordinals
  observedAt: number
  /** Rows from this time on are live, epoch ms. */
  liveFrom: number
}

/** Joins what the connector made of a page with the vendor's rows, which only the host keeps. */
export function pageRows(stream: PolledData, bytes: Uint8Array, answers: RowAnswer[], context: RowsContext): PageRow[] {
  return joinRows(stream, listIn(bytes, stream).rows, answers, context)
}

/** The same of rows that the host has already. */
export function joinRows(stream: StreamData, items: unknown[], answers: RowAnswer[], context: RowsContext): PageRow[] {
  if (items.length !== answers.length) {
    throw new HostError('BAD_ANSWER', `The connector read ${answers.length} rows of a page that has ${items.length}.`)
  }
  const { normaliser, ordinals, observedAt, liveFrom } = context
  const unwrap = stream.kind === 'polled' ? stream.unwrap : undefined
  return items.map((item, index) => {
    const answer = answers[index] as RowAnswer
    const raw = rawText(item, unwrap, stream.secrets)
    const refuse = (reason: string): PageRow => ({
      key: `!${sha256(raw).slice(0, 40)}`,
      time: null,
      activities: [],
      quarantine: { stream: stream.name, reason, raw, observedAt },
    })
    if ('rejected' in answer) return refuse(answer.rejected)
    const normal = normaliser.activities(stream.name, answer, raw, ordinals)
    const activities: HostActivity[] = []
    for (const activity of normal) {
      const { time } = activity
      if (time === null) return refuse(NO_TIME)
      activities.push({ ...activity, time, observedAt, lane: time < liveFrom ? 'history' : 'live' })
    }
    const time = answer.time ?? activities[0]?.time ?? null
    const touched = activities.some(({ lane }) => lane === 'live') ? answer.touched : undefined
    return {
      key: activities[0]?.vendorId ?? answer.id,
      time,
      activities,
      quarantine: null,
      ...(touched && { touched }),
    }
  })
}
