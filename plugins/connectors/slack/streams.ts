import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { auditEntry, type AuditEntry } from './audit-entry.ts'

/** The audit log of the organisation with all its workspaces. */
export const streams = [
  defineStream<AuditEntry>({
    name: 'audit-log',
    description:
      'Sign-ins, files, channels, apps, exports, roles and settings of the organisation and all its workspaces.',
    row: auditEntry,
    // Newest first: the ends of a span stay the same on every page, since a cursor alone reads on past `oldest`.
    request: ({ since, until, cursor }) => ({
      url: 'https://api.slack.com/audit/v1/logs',
      query: { oldest: firstSecond(since), latest: until && lastSecond(until), limit: 1000, cursor },
    }),
    rows: 'entries',
    page: { style: 'bodyCursor', field: 'response_metadata.next_cursor' },
    order: 'descending',
    time: 'date_create',
    id: { field: 'id' },
    // Slack allows 50 calls a minute to all programs of the organisation together.
    intervalSeconds: 10,
    delaySeconds: null,
    // How late an entry may come is not documented.
    overlapSeconds: 300,
    windowSeconds: 86_400,
    retentionDays: null,
    scopes: ['auditlogs:read'],
    toActivities: row => [activityOf(row)],
  }),
]

const firstSecond = (time: string) => Math.floor(Date.parse(time) / 1000)

/** Slack includes `latest`, and the end of a span is not of it. */
const lastSecond = (time: string) => Math.ceil(Date.parse(time) / 1000) - 1
