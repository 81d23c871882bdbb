import { defineStream, pathTo } from '@casbah/sdk'
import { arm, byLink, subscriptionsOf } from './arm.ts'
import { event, eventActivity, type Event } from './event.ts'
import { exported, exportedActivity, type Exported } from './exported.ts'

const scopes = ['Microsoft.Insights/eventtypes/values/Read']
/** What a client sent lies in the log as a text, with whatever keys and passwords it had; answers show what everybody with Reader may see. */
const secrets = ['properties.requestbody', 'properties.requestBody']

/** The activity log of each subscription, and what diagnostic settings export, of resources and of Entra, too. */
export const streams = [
  defineStream<Event>({
    name: 'activity-log',
    description:
      'What was done to the resources of each subscription, through the portal, the command line or programs.',
    row: event,
    partitions: subscriptionsOf,
    // Both ends are included, and both must be named; the next pages are addresses of Azure's own.
    request: ({ since, until, partition }) =>
      arm(
        pathTo`/subscriptions/${partition}` + '/providers/Microsoft.Insights/eventtypes/management/values',
        '2015-04-01',
        {
          $filter: `eventTimestamp ge '${since}' and eventTimestamp le '${until ?? since}'`,
        },
      ),
    ...byLink,
    order: 'descending',
    time: 'eventTimestamp',
    id: { field: 'eventDataId' },
    intervalSeconds: 60,
    delaySeconds: 600,
    latenessSeconds: 3_600,
    overlapSeconds: 3_600,
    windowSeconds: 86_400,
    retentionDays: 90,
    secrets,
    scopes,
    toActivities: row => [eventActivity(row)],
  }),
  defineStream<Exported>({
    name: 'diagnostic-settings',
    description:
      'Records that diagnostic settings export and something forwards: of subscriptions, of Entra, of storage, of Kubernetes.',
    row: exported,
    intake: {
      signature: { type: 'token', header: 'authorization', prefix: 'Bearer ', secret: '{pushSecret}' },
      rows: 'records',
    },
    time: 'time',
    // Records have no id, and what is forwarded twice is the same to the last sign.
    id: { hash: true, equalIsOne: true },
    delaySeconds: 300,
    latenessSeconds: 3_600,
    retentionDays: null,
    secrets,
    scopes,
    toActivities: row => [exportedActivity(row)],
  }),
]
