import { defineStream, type Config } from '@casbah/sdk'
import { activity } from './activity.ts'
import { bucketOf, objectsOfTrail } from './objects.ts'
import { record, SECRETS, type CloudTrailRecord } from './record.ts'
import { cloudtrail, regionsOf } from './requests.ts'

const seconds = (time: string) => Date.parse(time) / 1_000

/** A record is the same in the event history and in a file, and holds what calls were given and answered. */
const ofTrail = {
  row: record,
  time: 'eventTime',
  id: { field: 'eventID' },
  delaySeconds: 300,
  secrets: SECRETS,
}

/** The event history of each region, two requests a second and newest first; and, where a trail's bucket is named, all else that the trail records. */
export const streams = [
  defineStream<CloudTrailRecord>({
    ...ofTrail,
    name: 'cloudtrail',
    description: 'Management events: who called which operation of which service, in every region that is read.',
    partitions: regionsOf,
    // Both ends are included and count in whole seconds, so the end is the second before `until`.
    request: ({ since, until, cursor, partition }) =>
      cloudtrail(partition, 'LookupEvents', {
        StartTime: Math.floor(seconds(since)),
        ...(until !== undefined && { EndTime: Math.ceil(seconds(until)) - 1 }),
        MaxResults: 50,
        ...(cursor !== undefined && { NextToken: cursor }),
      }),
    rows: 'Events',
    unwrap: 'CloudTrailEvent',
    page: { style: 'bodyCursor', field: 'NextToken' },
    order: 'descending',
    intervalSeconds: 0.5,
    overlapSeconds: 1_800,
    windowSeconds: 86_400,
    retentionDays: 90,
    scopes: ['cloudtrail:LookupEvents'],
    toActivities: row => [activity(row)],
  }),
  defineStream<CloudTrailRecord>({
    ...ofTrail,
    name: 'cloudtrail-objects',
    description:
      'Data events (reads and writes of objects, calls of functions, queries of tables) out of the files of a trail. Read where the bucket of the trail is named.',
    partitions: (config: Config) => (bucketOf(config) === undefined ? [] : regionsOf(config)),
    pages: objectsOfTrail,
    intervalSeconds: 60,
    retentionDays: null,
    scopes: ['s3:ListBucket', 's3:GetObject'],
    // Management events come by the event history, which has them even without a trail.
    toActivities: row => (isManagement(row) ? [] : [activity(row)]),
  }),
]

const isManagement = ({ managementEvent, eventCategory }: CloudTrailRecord) =>
  managementEvent ?? (eventCategory ?? 'Management') === 'Management'
