import { defineStream, pathTo } from '@casbah/sdk'
import { confluenceActivity, confluenceRecord, type ConfluenceRecord } from './confluence-record.ts'
import { jiraActivity, jiraRecord, type JiraRecord } from './jira-record.ts'
import { nextPlace } from './next-place.ts'
import { organisationActivity, organisationEvent, type OrganisationEvent } from './organisation-event.ts'
import { millis, onSite } from './site.ts'

const DAY = 86_400

export const streams = [
  // The polling list is in the order in which events were processed, so late ones come last; the other, `events`, would lose them.
  defineStream<OrganisationEvent>({
    name: 'organisation',
    description: 'What administrators, users and apps do in the organisation and its apps, by the plan that it has.',
    row: organisationEvent,
    request: ({ config, since, until, cursor }) => ({
      path: pathTo`/admin/v1/orgs/${config.organisation}/events-stream`,
      // A cursor keeps span and order; what else is asked for with one is left out of account, or refused.
      query: cursor
        ? { cursor: nextPlace(cursor, 'cursor'), limit: 500 }
        : { from: millis(since), to: until && millis(until), sortOrder: 'asc', limit: 500 },
    }),
    rows: 'data',
    page: { style: 'bodyCursor', field: 'meta.next', keepLast: true },
    order: 'arrival',
    time: 'attributes.time',
    id: { field: 'id' },
    intervalSeconds: 15,
    delaySeconds: null,
    retentionDays: 180,
    scopes: ['read:events:admin'],
    toActivities: row => [organisationActivity(row)],
  }),
  defineStream<JiraRecord>({
    name: 'jira',
    description: 'What administrators change in Jira: users, groups, permissions, projects, workflows.',
    row: jiraRecord,
    request: ({ config, since, until, offset }) => ({
      url: onSite(config, '/rest/api/3/auditing/record'),
      query: { from: since, to: until, offset, limit: 1000 },
    }),
    rows: 'records',
    page: { style: 'offset', size: 1000, total: 'total' },
    order: 'descending',
    time: 'created',
    id: { field: 'id' },
    intervalSeconds: 60,
    delaySeconds: 60,
    overlapSeconds: 600,
    windowSeconds: 7 * DAY,
    retentionDays: 365,
    scopes: ['read:audit-log:jira'],
    toActivities: row => [jiraActivity(row)],
  }),
  // The same of Confluence, whose records have no id: one that moves to the next page while that is asked for is the same one.
  defineStream<ConfluenceRecord>({
    name: 'confluence',
    description: 'What administrators change in Confluence, in spaces and their permissions.',
    row: confluenceRecord,
    request: ({ config, since, until, cursor }) => ({
      url: onSite(config, '/wiki/rest/api/audit'),
      query: {
        startDate: millis(since),
        endDate: until && millis(until),
        start: cursor ? nextPlace(cursor, 'start') : 0,
        limit: 1000,
      },
    }),
    rows: 'results',
    page: { style: 'bodyCursor', field: '_links.next' },
    order: 'descending',
    time: 'creationDate',
    id: { hash: true, equalIsOne: true },
    intervalSeconds: 60,
    delaySeconds: 60,
    overlapSeconds: 600,
    windowSeconds: 7 * DAY,
    retentionDays: 365,
    scopes: ['read:audit-log:confluence'],
    toActivities: row => [confluenceActivity(row)],
  }),
]
