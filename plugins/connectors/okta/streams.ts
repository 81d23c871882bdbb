import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { logEvent, type LogEvent } from './log-event.ts'

/** The System Log in polling mode: in order of storage, so that late events are neither lost nor read twice. */
export const streams = [
  defineStream<LogEvent>({
    name: 'system-log',
    description: 'Everything that users, administrators, applications and Okta itself do in the organisation.',
    row: logEvent,
    // The `next` link is a whole address. Without `until` it never ends; with `until` the log is finite, by `published`.
    request: ({ since, until }) => ({
      path: '/api/v1/logs',
      query: { since, until, sortOrder: 'ASCENDING', limit: 1000 },
    }),
    rows: '',
    page: { style: 'link', keepLast: true },
    order: 'arrival',
    time: 'published',
    id: { field: 'uuid' },
    intervalSeconds: 1,
    delaySeconds: null,
    retentionDays: 90,
    // The address asked for carries state tokens and authorisation parameters; `requestUri` keeps its path.
    secrets: ['debugContext.debugData.url', 'debugContext.debugData.stateToken'],
    scopes: ['okta.logs.read'],
    toActivities: row => [activityOf(row)],
  }),
]
