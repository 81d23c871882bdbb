import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { auditEvent, type AuditEvent } from './audit-event.ts'

export const streams = [
  defineStream<AuditEvent>({
    name: 'audit',
    description:
      'What users do with files, folders and links, their sign-ins, changed permissions, and what administrators change: users, groups, settings, workflows.',
    row: auditEvent,
    // A cursor keeps the span; what else is asked for with one is refused.
    request: ({ since, until, cursor }) => ({
      path: '/pubapi/v2/audit/stream',
      query: cursor ? { nextCursor: cursor } : { startDate: since, endDate: until },
    }),
    rows: 'events',
    // Each answer is about half an hour at most, so that many are empty while more follows. The last cursor is where the next poll begins.
    page: { style: 'bodyCursor', field: 'nextCursor', more: 'moreEvents', keepLast: true },
    order: 'arrival',
    time: 'date',
    id: { hash: true },
    intervalSeconds: 60,
    delaySeconds: null,
    latenessSeconds: 3_600,
    windowSeconds: 86_400,
    // Seven days; an hour is left for clocks that differ and for waiting, since an earlier start is refused.
    retentionDays: 6.95,
    scopes: ['Egnyte.audit'],
    toActivities: event => [activityOf(event)],
  }),
]
