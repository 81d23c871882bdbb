import { defineStream, type PolledStream } from '@casbah/sdk'
import { activitiesOf } from './activity.ts'
import { activityRow, type ActivityRow } from './activity-row.ts'
import { applications, type Application } from './applications.ts'
import { REPORTS } from './scopes.ts'

/** One stream for each application that has an audit log; the configuration says which of them are read. */
export const streams = applications.map(streamOf)

/** Newest first only: the host drains spans whose ends stay the same from page to page, as Google's page tokens demand. */
function streamOf({
  name,
  description,
  delay,
  lateness,
  overlap,
  retentionDays,
  windowSeconds,
}: Application): PolledStream {
  return defineStream<ActivityRow>({
    name,
    description,
    row: activityRow(name),
    partitions: ({ applications }) => ((applications as string[]).includes(name) ? [''] : []),
    request: ({ since, until, cursor }) => ({
      path: `/admin/reports/v1/activity/users/all/applications/${name}`,
      query: { startTime: since, endTime: until, maxResults: 1000, pageToken: cursor },
    }),
    rows: 'items?',
    page: { style: 'bodyCursor', field: 'nextPageToken' },
    order: 'descending',
    time: 'id.time',
    // The qualifier only tells apart what has the same time.
    id: { fields: ['id.time', 'id.uniqueQualifier'] },
    intervalSeconds: 60,
    delaySeconds: delay,
    latenessSeconds: lateness,
    overlapSeconds: overlap,
    retentionDays: retentionDays ?? 179,
    ...(windowSeconds && { windowSeconds }),
    scopes: [REPORTS],
    toActivities: row => activitiesOf(name, row),
  })
}
