import type { SystemFacts } from '../../../system/condition.ts'
import { heardIn, HOUR, knownApp, NOON, stream, systemFacts } from '../../../testing/app-health.ts'

const DAY = 24 * HOUR
const HOUR_NOW = Math.floor(NOON / HOUR)
/** Ten to five on working days. */
const office = (at: Date) => ![0, 6].includes(at.getUTCDay()) && at.getUTCHours() >= 10 && at.getUTCHours() < 17
const letters = {
  consumer: 'activities',
  topic: 'activity.collected' as const,
  count: 2,
  first: NOON - HOUR,
  last: NOON,
}

/** At five in the morning, silent since half past four in the afternoon. */
function atNight(): SystemFacts {
  const now = NOON - 7 * HOUR
  const until = Math.floor(now / HOUR)
  const newestAt = now - 12.5 * HOUR
  const log = stream(now, { newestAt, heard: heardIn(until, at => office(at) && at.getTime() <= newestAt) })
  return systemFacts(knownApp({ at: now, streams: [log] }, {}, { grewAt: null }), { now })
}

/** At noon, silent since ten to five the day before. */
function byDay(): SystemFacts {
  const newestAt = NOON - 19.2 * HOUR
  const log = stream(NOON, {
    newestAt,
    heard: heardIn(HOUR_NOW, at => (office(at) || at.getUTCHours() < 10) && at.getTime() <= newestAt),
  })
  return systemFacts(knownApp({ streams: [log] }, {}, { grewAt: null }))
}

const log = (parts: Parameters<typeof stream>[1]) => ({ streams: [stream(NOON, parts)] })

/** What a policy on Casbah itself finds, and what is nearly that. */
export interface SystemStory {
  fires: SystemFacts
  /** What the title says. */
  title: RegExp
  /** What the summary says: since when, what is not seen, what to do. */
  summary: RegExp[]
  severity: string
  quiet: Record<string, SystemFacts>
}

export const SYSTEM_STORIES: Record<string, SystemStory> = {
  'system-app-not-watched': {
    fires: systemFacts(
      knownApp(
        { state: 'AUTH_FAILED', problem: { code: 'AUTH_FAILED', message: 'Okta answered 401' } },
        { stateSince: NOON - HOUR },
      ),
    ),
    title: /^Okta is not watched: the vendor refuses the credentials$/,
    summary: [/since 2027-03-03 11:00 UTC: Okta answered 401\. /, /nothing of Okta is seen/, /updateApp/],
    severity: 'HIGH',
    quiet: {
      'an app that is read': systemFacts(knownApp()),
      'one whose streams fail in part': systemFacts(knownApp({ state: 'DEGRADED' })),
      'one paused an hour ago': systemFacts(knownApp({ state: 'PAUSED' }, { stateSince: NOON - HOUR })),
      'one that waits for consent since this morning': systemFacts(
        knownApp({ state: 'AWAITING_CONSENT' }, { stateSince: NOON - 6 * HOUR }),
      ),
    },
  },
  'system-stream-silent': {
    fires: byDay(),
    title: /^A log of Okta went silent: log$/,
    summary: [
      /no event since 2027-03-02 16:48 UTC, 18 hours in which/,
      /nothing of these logs is seen/,
      /vendor’s console/,
    ],
    severity: 'MEDIUM',
    quiet: {
      'a log with events': systemFacts(knownApp()),
      'a log that is usually silent at night': atNight(),
      'a busy log that is silent for four hours': systemFacts(knownApp(log({ silentHours: 4 }), {}, { grewAt: null })),
      'a log of two days, of which nothing is usual yet': systemFacts(
        knownApp(
          log({
            silentHours: 12,
            heard: heardIn(HOUR_NOW, at => at.getTime() > NOON - 2 * DAY && at.getTime() < NOON - 12 * HOUR),
          }),
          {},
          { grewAt: null },
        ),
      ),
      'a log that was as silent last week': systemFacts(
        knownApp(
          log({
            silentHours: 12,
            heard: heardIn(HOUR_NOW, at => {
              const ago = NOON - at.getTime()
              return ago > 12 * HOUR && !(ago > 7 * DAY && ago < 7 * DAY + 14 * HOUR)
            }),
          }),
          {},
          { grewAt: null },
        ),
      ),
      'a log that is not read, which is another matter': systemFacts(
        knownApp(log({ silentHours: 12, readAt: NOON - 12 * HOUR }), {}, { grewAt: null }),
      ),
      'a log that fails': systemFacts(
        knownApp(log({ silentHours: 12, error: { code: 'UNAVAILABLE', message: 'x' } }), {}, { grewAt: null }),
      ),
      'a log whose past is being read': systemFacts(
        knownApp(log({ silentHours: 12, isFilling: true }), {}, { grewAt: null }),
      ),
      'a log that catches up': systemFacts(knownApp(log({ silentHours: 12 }), {}, { grewAt: NOON - 60_000 })),
      'a paused app': systemFacts(knownApp({ state: 'PAUSED', ...log({ silentHours: 12 }) }, {}, { grewAt: null })),
      'what a vendor pushes, just after a break of ours': systemFacts(
        knownApp(log({ silentHours: 12, intervalSeconds: null }), { heardSince: NOON - HOUR }, { grewAt: null }),
      ),
    },
  },
  'system-stream-behind': {
    fires: systemFacts(
      knownApp({
        state: 'DEGRADED',
        ...log({ readAt: NOON - 2 * HOUR, error: { code: 'UNAVAILABLE', message: 'Okta answered 503.' } }),
      }),
    ),
    title: /^A log of Okta is behind: log$/,
    summary: [
      /log: has not been read since 2027-03-03 10:00 UTC .*for: Okta answered 503\./,
      /is not seen yet/,
      /lastError/,
    ],
    severity: 'MEDIUM',
    quiet: {
      'a log that is read': systemFacts(knownApp()),
      'half an hour without a read': systemFacts(knownApp(log({ readAt: NOON - HOUR / 2 }))),
      'a log that is read once a day': systemFacts(
        knownApp(log({ intervalSeconds: 86_400, readAt: NOON - 20 * HOUR })),
      ),
      'a vendor that takes six hours': systemFacts(
        knownApp(log({ silentHours: 5, delaySeconds: 6 * 3600 }), {}, { grewAt: NOON - 60_000 }),
      ),
      'old events, of a past that is being read': systemFacts(
        knownApp(log({ silentHours: 12, isFilling: true }), {}, { grewAt: NOON - 60_000 }),
      ),
      'an app that nobody reads since we came': systemFacts(knownApp({ at: NOON - 5 * HOUR }), {
        watchedSince: NOON - 60_000,
      }),
      'a host that was away and has just come back': systemFacts(
        knownApp(log({ readAt: NOON - 5 * HOUR }), { heardSince: NOON - 60_000 }),
      ),
      'refused credentials, which are told by themselves': systemFacts(
        knownApp({ state: 'AUTH_FAILED', ...log({ readAt: NOON - 5 * HOUR }) }),
      ),
    },
  },
  'system-credentials-end': {
    fires: systemFacts(knownApp({ credentialsEndAt: NOON + 10 * DAY })),
    title: /^The credentials of Okta end on 2027-03-13$/,
    summary: [/end on 2027-03-13 12:00 UTC, in 10 days\. /, /from then on nothing of Okta is seen/, /updateApp/],
    severity: 'MEDIUM',
    quiet: {
      'an end that nobody tells': systemFacts(knownApp()),
      'an end in fifteen days': systemFacts(knownApp({ credentialsEndAt: NOON + 15 * DAY })),
      'an end that moved ahead yesterday': systemFacts(
        knownApp({ credentialsEndAt: NOON + 7 * DAY }, { renewedAt: NOON - DAY }),
      ),
      'a paused app': systemFacts(knownApp({ state: 'PAUSED', credentialsEndAt: NOON + DAY })),
    },
  },
  'system-detector-not-ready': {
    fires: systemFacts(null, {
      notReady: [
        {
          message:
            'The database of countries is of 2026-11-01, over 90 days old. Set CASBAH_COUNTRY_DATABASE to a newer one.',
          policies: ['Impossible travel', 'Infrequent country'],
        },
        { message: 'The list of Tor exits is missing. Set CASBAH_TOR_LIST.', policies: ['Anonymous address'] },
      ],
    }),
    title: /^3 policies that are switched on cannot work$/,
    summary: [
      /Impossible travel, Infrequent country: The database of countries/,
      /is not found meanwhile/,
      /CASBAH_TOR_LIST/,
    ],
    severity: 'LOW',
    quiet: { 'policies that all can work': systemFacts(knownApp()) },
  },
  'system-rows-rejected': {
    fires: systemFacts(knownApp(log({ rejected: 300, rejectedInDay: 120, rowsInDay: 100_000 }))),
    title: /^Rows of Okta cannot be read: log$/,
    summary: [/log: 120 of 100000 rows in the last 24 hours, 300 since connecting/, /not searchable/, /newer version/],
    severity: 'MEDIUM',
    quiet: {
      'a few rows': systemFacts(knownApp(log({ rejected: 19, rejectedInDay: 19, rowsInDay: 20 }))),
      'fewer than one in twenty': systemFacts(knownApp(log({ rejectedInDay: 49, rowsInDay: 1000 }))),
      'many, but long ago': systemFacts(knownApp(log({ rejected: 10_000, rejectedInDay: 0 }))),
    },
  },
}

/** Facts that fire in another way. */
export const MORE_STORIES: [string, string, SystemFacts, RegExp, string][] = [
  [
    'system-app-not-watched',
    'an app that was paused and forgotten',
    systemFacts(knownApp({ state: 'PAUSED' }, { stateSince: NOON - 25 * HOUR })),
    /^Okta is not watched: it is paused$/,
    'LOW',
  ],
  [
    'system-app-not-watched',
    'a consent that nobody gave',
    systemFacts(knownApp({ state: 'AWAITING_CONSENT' }, { stateSince: NOON - 25 * HOUR })),
    /consent at the vendor is awaited/,
    'LOW',
  ],
  [
    'system-stream-silent',
    'a busy log, after seven hours',
    systemFacts(knownApp(log({ silentHours: 7 }), {}, { grewAt: null })),
    /went silent/,
    'MEDIUM',
  ],
  [
    'system-stream-behind',
    'a log that brings more than is read',
    systemFacts(knownApp(log({ silentHours: 5 }), {}, { grewAt: NOON - 60_000 })),
    /is behind/,
    'MEDIUM',
  ],
  [
    'system-stream-behind',
    'a log of which one part has failed for two hours',
    systemFacts(
      knownApp(
        { state: 'DEGRADED', ...log({ error: { code: 'FORBIDDEN', message: 'eu-north-1 answered 403.' } }) },
        {},
        { failsSince: NOON - 2 * HOUR },
      ),
    ),
    /is behind/,
    'MEDIUM',
  ],
  [
    'system-stream-behind',
    'an app that no host tells of any more',
    systemFacts(knownApp({ at: NOON - HOUR })),
    /is behind/,
    'MEDIUM',
  ],
  [
    'system-credentials-end',
    'credentials with two days left',
    systemFacts(knownApp({ credentialsEndAt: NOON + 2 * DAY })),
    /end on 2027-03-05/,
    'HIGH',
  ],
  [
    'system-credentials-end',
    'credentials that have ended',
    systemFacts(knownApp({ credentialsEndAt: NOON - DAY })),
    /ended on 2027-03-02/,
    'HIGH',
  ],
  [
    'system-rows-rejected',
    'one row in four of a quiet log',
    systemFacts(knownApp(log({ rejectedInDay: 25, rowsInDay: 100 }))),
    /cannot be read/,
    'MEDIUM',
  ],
  [
    'system-rows-rejected',
    'dead letters',
    systemFacts(null, { deadLetters: [letters] }),
    /^Casbah could not handle 2 items of its own log$/,
    'MEDIUM',
  ],
]
