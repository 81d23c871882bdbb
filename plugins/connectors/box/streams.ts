import { defineStream, type Query } from '@casbah/sdk'
import { activityOf, event, type Event } from './event.ts'

const WEEK = 7 * 86_400

/** One log that Box gives in two ways, with the same ids in both. */
export const streams = [
  defineStream<Event>({
    name: 'events',
    description: 'What users, administrators and apps do in the enterprise: sign-ins, content, sharing, settings.',
    row: event,
    request: ({ since, until, cursor }) => ({
      path: '/events',
      query: { ...(until ? past(since, until) : LIVE), stream_position: cursor ?? '0', limit: 500 },
    }),
    rows: 'entries',
    // A page that is not full is not the last one, only an empty one is.
    page: { style: 'bodyCursor', field: 'next_stream_position', keepLast: true },
    order: 'arrival',
    time: 'created_at',
    id: { field: 'event_id' },
    intervalSeconds: 10,
    delaySeconds: null,
    windowSeconds: WEEK,
    retentionDays: 365,
    scopes: ['manage_enterprise_properties'],
    toActivities: row => [activityOf(row)],
  }),
]

/** Near real time and nothing is missed, but two weeks alone, in no order, some rows twice, and not by time: from the beginning on. */
const LIVE: Query = { stream_type: 'admin_logs_streaming' }

/** A year, in order and by time; what comes late is not seen by who has already been there, so never for the present. */
const past = (since: string, until: string): Query => ({
  stream_type: 'admin_logs',
  created_after: since,
  created_before: until,
})
