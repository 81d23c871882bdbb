import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { event, type Event } from './event.ts'

/** All events of the account, oldest first. The API has no other version than 1 for them. */
export const streams = [
  defineStream<Event>({
    name: 'events',
    description: 'Sign-ins, and what users, administrators, directories, provisioning and the API do in the account.',
    row: event,
    // Fifty rows a page are documented, and more are given to those who ask; the cursor tells of the end, never the number of rows.
    request: ({ since, until, cursor }) => ({
      path: '/api/1/events',
      query: { since, until, sort: '+id', limit: 1000, after_cursor: cursor },
    }),
    rows: 'data',
    page: { style: 'bodyCursor', field: 'pagination.after_cursor' },
    order: 'ascending',
    time: 'created_at',
    id: { field: 'id' },
    intervalSeconds: 10,
    delaySeconds: null,
    // Ids are given in the order of storage, and nothing is documented of how late an event may be stored.
    overlapSeconds: 600,
    windowSeconds: 86_400,
    retentionDays: null,
    // By this cookie the vendor knows a browser again.
    secrets: ['risk_cookie_id'],
    scopes: ['Read Users'],
    toActivities: row => [activityOf(row)],
  }),
]
