import type { AppHealth, StreamHealth } from '@casbah/kit'
import type { SystemFacts } from '../system/condition.ts'
import { withHealth, type KnownApp, type KnownStream } from '../system/health.ts'

export const HOUR = 3_600_000
/** A Wednesday, 12:00 UTC. */
export const NOON = Date.UTC(2027, 2, 3, 12)
const HOURS = 14 * 24

/** Hours of the two weeks up to one (in hours since the epoch) in which events happened, as they are told. */
export function heardIn(until: number, isHeard: (at: Date) => boolean): StreamHealth['heard'] {
  const bits = Buffer.alloc(HOURS / 8)
  for (let n = 0; n < HOURS; n++) if (isHeard(new Date((until - n) * HOUR))) bits[n >> 3]! |= 1 << (n & 7)
  return { until, bits: bits.toString('base64') }
}

/** A stream that is read every minute and had an event in each hour up to `silentHours` before `at`. */
export function stream(at: number, parts: Partial<StreamHealth> & { silentHours?: number } = {}): StreamHealth {
  const { silentHours = 0, ...rest } = parts
  const newestAt = at - 60_000 - silentHours * HOUR
  return {
    name: 'log',
    intervalSeconds: 60,
    delaySeconds: 60,
    latenessSeconds: 3600,
    isFilling: false,
    newestAt,
    readAt: at - 30_000,
    rows: 1000,
    rejected: 0,
    rowsInDay: 100,
    rejectedInDay: 0,
    error: null,
    heard: heardIn(Math.floor(at / HOUR), hour => hour.getTime() <= newestAt),
    ...rest,
  }
}

/** An app that is read as planned. */
export function appHealth(at: number, parts: Partial<AppHealth> = {}): AppHealth {
  return {
    app: 'app-okta',
    connector: 'okta',
    name: 'Okta',
    state: 'HEALTHY',
    problem: null,
    at,
    credentialsEndAt: null,
    streams: [stream(at)],
    ...parts,
  }
}

/** The same as it is known, told of for a long time. */
export function knownApp(
  parts: Partial<AppHealth> = {},
  known: Partial<Omit<KnownApp, 'streams'>> = {},
  of: Partial<KnownStream> = {},
): KnownApp {
  const { streams, ...app } = withHealth(null, appHealth(NOON, parts))
  const long = NOON - 30 * 24 * HOUR
  return {
    ...app,
    heardSince: long,
    stateSince: long,
    ...known,
    streams: streams.map(each => ({ ...each, grewAt: NOON - HOUR, ...of })),
  }
}

/** All is well with this app at noon, but for what is given. */
export function systemFacts(app: KnownApp | null, parts: Partial<SystemFacts> = {}): SystemFacts {
  return { now: NOON, watchedSince: 0, apps: app ? [app] : [], notReady: [], deadLetters: [], ...parts }
}
