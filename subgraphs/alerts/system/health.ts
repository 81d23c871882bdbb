import type { AppChanged, AppHealth, StreamHealth } from '@casbah/kit'

/** A stream as it was last told of. Times in epoch ms. */
export interface KnownStream extends StreamHealth {
  /** When it was last seen to have brought rows; null when never. */
  grewAt: number | null
  /** Since when it has been told of with an error; null without one. Of a stream in parts, such as regions, others may still be read. */
  failsSince: number | null
}

/** An app as it was last told of. Times in epoch ms. */
export interface KnownApp extends Omit<AppHealth, 'streams'> {
  streams: KnownStream[]
  /** Since when it has been in its state, as far as it was seen. */
  stateSince: number
  /** When its state was told of. */
  stateAt: number
  /** Since when it has been told of without a break; null before its streams were. */
  heardSince: number | null
  /** When the end of its credentials was last seen to move ahead by itself; null when never. */
  renewedAt: number | null
}

/** A longer silence of the host that reads an app is a break. */
export const BREAK_MS = 15 * 60_000

/** What is known once an app's state is told. */
export function withState(known: KnownApp | null, told: AppChanged, now: number): KnownApp {
  const { id: app, connector, name, state, problem = null, at = now } = told
  if (known && known.stateAt > at) return { ...known, name }
  const stateSince = known?.state === state ? known.stateSince : at
  const rest = known ?? { at, credentialsEndAt: null, streams: [], heardSince: null, renewedAt: null }
  return { ...rest, app, connector, name, state, problem, stateSince, stateAt: at }
}

/** What is known once it is told how the reading of an app goes. */
export function withHealth(known: KnownApp | null, told: AppHealth): KnownApp {
  const { at, credentialsEndAt, streams } = told
  if (known && known.heardSince !== null && known.at > at) return known
  const isNew = !known || known.stateAt <= at
  const { state, problem } = isNew ? told : known
  const before = known?.credentialsEndAt ?? null
  const renewed = before !== null && credentialsEndAt !== null && credentialsEndAt > before
  return {
    ...told,
    state,
    problem,
    stateSince: known?.state === state ? known.stateSince : at,
    stateAt: isNew ? at : known.stateAt,
    heardSince: known?.heardSince != null && at - known.at <= BREAK_MS ? known.heardSince : at,
    renewedAt: renewed ? at : (known?.renewedAt ?? null),
    streams: streams.map(stream => {
      const last = known?.streams.find(({ name }) => name === stream.name)
      const grewAt = last && stream.rows > last.rows ? at : (last?.grewAt ?? null)
      return { ...stream, grewAt, failsSince: stream.error ? (last?.failsSince ?? at) : null }
    }),
  }
}
