import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { BY_CURSOR, listed } from './requests.ts'
import { teamEvent, type TeamEvent } from './team-event.ts'

/** The team log. Its cursor follows the order in which Dropbox stores events, which is not that of their times. */
export const streams = [
  defineStream<TeamEvent>({
    name: 'team-log',
    description: 'Sign-ins, files, sharing, members, groups, devices, apps and policies of the team.',
    row: teamEvent,
    request: ({ since, until, cursor }) =>
      listed(
        '/team_log/get_events',
        { limit: 1000, time: { start_time: wholeSecond(since), ...(until && { end_time: wholeSecond(until) }) } },
        cursor ? { cursor } : {},
      ),
    rows: 'events',
    // A page may be empty and yet not the last one.
    page: { ...BY_CURSOR, keepLast: true },
    order: 'arrival',
    time: 'timestamp',
    // Events have no id, and times of whole seconds: two that are equal to the last letter are two.
    id: { hash: true },
    intervalSeconds: 30,
    delaySeconds: 300,
    retentionDays: null,
    secrets: ['details.link_url'],
    scopes: ['events.read'],
    toActivities: row => [activityOf(row)],
  }),
]

/** Dropbox takes whole seconds. */
const wholeSecond = (time: string) => time.replace(/(?:\.\d+)?(?:Z|\+00:00)$/, 'Z')
