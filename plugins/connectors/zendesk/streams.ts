import { defineStream } from '@casbah/sdk'
import { accessActivity } from './access-activity.ts'
import { accessLog, type AccessLog } from './access-log.ts'
import { auditActivity } from './audit-activity.ts'
import { auditLog, type AuditLog } from './audit-log.ts'
import { listed, page } from './list.ts'

const DAY = 86_400

/** The log of what was changed, kept as long as the account is, and that of what was opened, kept for 90 days; oldest first, both. */
export const streams = [
  defineStream<AuditLog>({
    name: 'audit-logs',
    description: 'What administrators and agents change: settings, users, roles, tokens, rules and apps, and sign-ins.',
    row: auditLog,
    // Left alone it comes newest first, and a place in that order is lost with every new row.
    request: ({ since, until, cursor }) =>
      listed(`/api/v2/audit_logs?${between(since, until)}`, cursor, { sort: 'created_at' }),
    rows: 'audit_logs',
    page,
    order: 'ascending',
    time: 'created_at',
    id: { field: 'id' },
    intervalSeconds: 30,
    delaySeconds: 60,
    overlapSeconds: 300,
    windowSeconds: 30 * DAY,
    retentionDays: null,
    scopes: ['auditlogs:read'],
    toActivities: row => [auditActivity(row)],
  }),
  defineStream<AccessLog>({
    name: 'access-logs',
    description: 'What agents and administrators open, search and ask the API for, read or changed.',
    row: accessLog,
    partitions: ({ accessLogs }) => (accessLogs === false ? [] : ['']),
    // Rows at the start itself are left out, so it begins a second before.
    request: ({ since, until, cursor }) => ({
      path: '/api/v2/access_logs',
      query: {
        'filter[start]': second(Math.floor(seconds(since)) - 1),
        'filter[end]': until && second(Math.ceil(seconds(until))),
        'page[size]': 1000,
        'page[after]': cursor,
      },
    }),
    rows: 'access_logs',
    page,
    order: 'ascending',
    time: 'timestamp',
    id: { field: 'id' },
    intervalSeconds: 60,
    delaySeconds: null,
    overlapSeconds: 300,
    windowSeconds: DAY,
    // A start of over 90 days ago finds nothing: a day is left for clocks that differ and for waiting.
    retentionDays: 89,
    // The address may hold what opens an attachment, the other whatever was sent with a GraphQL request.
    secrets: ['url', 'graphql.variables'],
    scopes: ['read'],
    toActivities: row => [accessActivity(row)],
  }),
]

/** Later than any row: the filter takes both ends or none. */
const NEVER = '2100-01-01T00:00:00Z'

/** One name given twice, first for the start, then for the end; a query of names and values cannot say that. Whole seconds. */
function between(since: string, until = NEVER): string {
  const ends = [Math.floor(seconds(since)), Math.ceil(seconds(until))]
  return ends.map(end => `filter%5Bcreated_at%5D=${encodeURIComponent(second(end))}`).join('&')
}

const seconds = (time: string) => Date.parse(time) / 1000
const second = (since1970: number) => new Date(since1970 * 1000).toISOString().replace('.000Z', 'Z')
