import { defineStream } from '@casbah/sdk'
import { activityOf, event, type Event } from './event.ts'

const HOUR = 3_600_000

/** Smartsheet takes the nearest hour for any other time: beginnings are asked for at theirs, ends at the next. */
const begunBy = (time: string) => new Date(Math.floor(Date.parse(time) / HOUR) * HOUR).toISOString()
const endedBy = (time: string) => new Date(Math.ceil(Date.parse(time) / HOUR) * HOUR).toISOString()

export const streams = [
  defineStream<Event>({
    name: 'events',
    description:
      'What people and programs do with sheets, reports, dashboards, workspaces and attachments, whom they share with, access tokens, and what administrators change.',
    row: event,
    // A time serves to begin with; from then on there is only the position.
    request: ({ since, until, cursor }) => ({
      path: '/events',
      query: cursor
        ? { streamPosition: cursor, maxCount: 1000 }
        : { since: begunBy(since), to: until && endedBy(until), maxCount: 1000 },
    }),
    rows: 'data',
    page: { style: 'bodyCursor', field: 'nextStreamPosition', more: 'moreAvailable', keepLast: true },
    order: 'arrival',
    time: 'eventTimestamp',
    id: { field: 'eventId' },
    intervalSeconds: 30,
    delaySeconds: null,
    // Six months, as the help says; the API tells nothing.
    retentionDays: 180,
    // The first signs of a token.
    secrets: ['additionalDetails.tokenDisplayValue'],
    scopes: ['READ_EVENTS'],
    toActivities: row => [activityOf(row)],
  }),
]
