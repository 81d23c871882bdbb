import { defineStream } from '@casbah/sdk'
import { auditActivity, auditEvent, type AuditEvent } from './audit-event.ts'
import { orgOf } from './scopes.ts'
import { contentActivity, contentEvent, type ContentEvent } from './content-event.ts'
import { justBefore, LIST, listOf } from './lists.ts'

const DAY = 86_400
const ADMIN_ROWS = 200

/** Neither order nor delay is documented: newest first as it comes, sorted by the host, and a quarter of an hour is read again each time. */
const log = {
  order: 'descending',
  time: 'created',
  id: { field: 'id' },
  intervalSeconds: 60,
  overlapSeconds: 900,
  delaySeconds: null,
  latenessSeconds: 3_600,
} as const

export const streams = [
  defineStream<AuditEvent>({
    ...log,
    name: 'admin-audit',
    description: 'What administrators change in Control Hub: users, roles, devices, settings of the organisation.',
    row: auditEvent,
    request: ({ config, since, until, offset }) => ({
      path: '/adminAudit/events',
      query: { orgId: orgOf(config), from: justBefore(since), to: until, max: ADMIN_ROWS, offset },
    }),
    rows: 'items',
    // Of the three this one alone tells of no next page.
    page: { style: 'offset', size: ADMIN_ROWS },
    windowSeconds: 7 * DAY,
    retentionDays: 365,
    // Places shift while rows arrive.
    settleSeconds: 60,
    scopes: ['audit:events_read'],
    toActivities: row => [auditActivity(row, true)],
  }),
  defineStream<AuditEvent>({
    ...log,
    ...LIST,
    name: 'security-audit',
    description: 'Sign-ins and sign-outs of everybody, where Control Hub keeps them.',
    row: auditEvent,
    request: ({ config, since, until }) =>
      listOf('/admin/securityAudit/events', {
        orgId: orgOf(config),
        startTime: justBefore(since),
        endTime: until,
      }),
    windowSeconds: 7 * DAY,
    retentionDays: 365,
    scopes: ['audit:events_read'],
    toActivities: row => [auditActivity(row, false)],
  }),
  defineStream<ContentEvent>({
    ...log,
    ...LIST,
    name: 'content-events',
    description: 'Messages and files, memberships and spaces, meetings and their recordings; no texts.',
    row: contentEvent,
    partitions: ({ contents }) => (contents === false ? [] : ['']),
    request: ({ since, until }) => listOf('/events', { from: justBefore(since), to: until }),
    windowSeconds: DAY,
    // As long as the organisation keeps messages.
    retentionDays: null,
    // An end that lies ahead is refused: that leaves a minute to clocks that differ.
    settleSeconds: 60,
    secrets: ['data.text', 'data.html', 'data.markdown', 'data.attachments', 'data.inputs'],
    scopes: ['spark-compliance:events_read'],
    toActivities: row => [contentActivity(row)],
  }),
]
