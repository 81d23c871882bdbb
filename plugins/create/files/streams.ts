import type { Plan } from '../answers.ts'
import { LISTS } from './lists.ts'

export function streamsFile({ name, pages }: Plan): string {
  const { ask, query, page, order, reason } = LISTS[pages]
  return `import { defineStream, type ActivityDraft } from '@casbah/sdk'
import { z } from 'zod'

const text = z.string().nullish()

/** The fields of an event that are read, and no others; a row without them goes to quarantine. */
const event = z.looseObject({
  type: z.string().min(1),
  actor: z.looseObject({ id: text, email: text, name: text }).nullish(),
  target: z.looseObject({ kind: z.string(), id: text, name: text }).nullish(),
  ip: text,
  userAgent: text,
  session: text,
  result: text,
  reason: text,
})
type Event = z.infer<typeof event>

// ${reason}
export const streams = [
  defineStream<Event>({
    name: 'audit-log',
    description: 'Everything that users and administrators do in ${name}.',
    row: event,
    request: (${ask.log}) => ({
      path: '/audit-events',
      query: ${query.log},
    }),
    rows: 'events',
    page: ${page.log},
    ${order}
    time: 'occurredAt',
    id: { field: 'id' },
    // The shortest that the vendor permits between two polls.
    intervalSeconds: 60,
    delaySeconds: null,
    retentionDays: 90,
    // Fields of a row that carry the vendor's own secrets: blanked before anything is stored.
    secrets: ['request.headers.authorization'],
    scopes: ['audit.read'],
    toActivities: row => [activityOf(row)],
  }),
]

/** What a row says, in Casbah's words. Pure: it knows the row and nothing else. */
function activityOf(row: Event): ActivityDraft {
  return {
    vendorAction: row.type,
    actor: row.actor,
    targets: row.target ? [row.target] : [],
    outcome: row.result === 'success' ? 'SUCCESS' : row.result === 'failure' ? 'FAILURE' : 'UNKNOWN',
    outcomeReason: row.reason,
    ip: row.ip ? { address: row.ip } : null,
    userAgent: row.userAgent,
    sessionId: row.session,
  }
}
`
}
