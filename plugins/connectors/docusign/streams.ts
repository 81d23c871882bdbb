import { defineStream } from '@casbah/sdk'
import { monitor } from './hosts.ts'
import { activityOf, monitorEvent, type MonitorEvent } from './monitor-event.ts'

export const streams = [
  defineStream<MonitorEvent>({
    name: 'monitor',
    description:
      'What users, administrators and apps do in the accounts of the organisation, and what DocuSign Monitor itself warns of.',
    row: monitorEvent,
    // Without a cursor it begins seven days ago; a time is one, too.
    request: ({ config, since, cursor }) => ({
      url: monitor(config),
      query: { cursor: cursor ?? since, limit: 1_000 },
    }),
    rows: 'data',
    // At its end it is empty, or leads to where it was asked.
    page: { style: 'bodyCursor', field: 'endCursor', keepLast: true, sameEnds: true },
    // By the time of the event: what comes late lies before the cursor, so the last quarter of an hour is read again each time.
    order: 'ascending',
    time: 'timestamp',
    id: { field: 'eventId' },
    intervalSeconds: 60,
    overlapSeconds: 900,
    delaySeconds: null,
    latenessSeconds: 3_600,
    retentionDays: 365,
    scopes: ['signature', 'impersonation'],
    toActivities: row => [activityOf(row)],
  }),
]
