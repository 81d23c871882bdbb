import { parseBody, rowsAt } from './body.ts'
import type { PolledData } from './description.ts'
import { HostError } from './host-error.ts'
import type { Ordinals } from './identity.ts'
import { sha256 } from './identity.ts'
import type { RowAnswer, Touched } from './messages.ts'
import type { Normaliser } from './normalise.ts'
import type { HostActivity, QuarantinedRow } from './ports.ts'
import { rawText } from './raw.ts'

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

/** Joins what the connector made of a page with the vendor's rows, which only the host keeps. */
export function pageRows(
  stream: PolledData,
  bytes: Uint8Array,
  answers: RowAnswer[],
  context: { normaliser: Normaliser; ordinals: Ordinals; observedAt: number; liveFrom: number },
): PageRow[] {
  const items = rowsAt(parseBody(bytes), stream.rows)
  if (items.length !== answers.length) {
    throw new HostError('BAD_ANSWER', `The connector read ${answers.length} rows of a page that has ${items.length}.`)
  }
  const { normaliser, ordinals, observedAt, liveFrom } = context
  return items.map((item, index) => {
    const answer = answers[index] as RowAnswer
    const raw = rawText(item, stream.unwrap, stream.secrets)
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
