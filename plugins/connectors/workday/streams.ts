import { defineStream } from '@casbah/sdk'
import { ACTIVITY_LOGGING, activityLogging, reportOf, rightOf, wholeSecond } from './addresses.ts'
import { activitiesOf, signOn, type SignOn } from './sign-on.ts'
import { activityOf, userActivity, type UserActivity } from './user-activity.ts'

const MOST = 10_000

/**
 * Entries have no id: equal ones are told apart by their number. A window is walked with both its ends fixed, and only where it has settled, since an entry
 * that comes late shifts all behind it. `total` tells where it ends; a page may be shorter than asked for.
 */
const activity = defineStream<UserActivity>({
  name: 'user-activity',
  description: 'What users view and change in Workday: which task, on what, from where, in which session.',
  row: userActivity,
  request: ({ config, since, until = since, offset }) =>
    activityLogging(config, { since, until, limit: 1_000, offset: offset ?? 0 }),
  rows: 'data',
  page: { style: 'offset', size: 1_000, total: 'total', mostRows: MOST },
  order: 'descending',
  time: 'requestTime',
  id: { hash: true },
  intervalSeconds: 60,
  delaySeconds: null,
  settleSeconds: 300,
  overlapSeconds: 3_600,
  windowSeconds: 86_400,
  retentionDays: null,
  scopes: [ACTIVITY_LOGGING],
  toActivities: row => [activityOf(row)],
})

/** The report comes whole, so prompts keep it to a window. Times carry their own offset from UTC. */
const signOns = defineStream<SignOn>({
  name: 'sign-ons',
  description: 'Sign-ons and attempts at them, with how they were made and why they failed.',
  row: signOn,
  request: ({ config, since, until = since }) =>
    reportOf(config, 'signOns', { From: wholeSecond(since, 'before'), To: wholeSecond(until, 'after') }),
  rows: 'Report_Entry?',
  page: { style: 'window' },
  order: 'descending',
  time: 'Signon_DateTime',
  id: { field: 'Signon_ID' },
  intervalSeconds: 300,
  delaySeconds: null,
  overlapSeconds: 3_600,
  windowSeconds: 86_400,
  retentionDays: null,
  scopes: [rightOf('signOns')],
  toActivities: activitiesOf,
})

export const streams = [activity, signOns]
