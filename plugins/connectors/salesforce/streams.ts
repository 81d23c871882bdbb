import { defineStream, type StreamRequest } from '@casbah/sdk'
import { eventLogFiles } from './log-files.ts'
import { logActivity } from './log-activity.ts'
import { logLine, type LogLine } from './log-line.ts'
import { LOGIN_COLUMNS, login, loginActivity, type Login } from './login.ts'
import { SETUP_COLUMNS, setupActivity, setupChange, type SetupChange } from './setup-change.ts'
import { behind, instant, query } from './soql.ts'

const HOUR = 3_600
const ROWS = 2_000

/** Each poll costs two requests of the org's quota, since only an empty answer says for sure that nothing follows. */
const polled = { intervalSeconds: 300, delaySeconds: 60, latenessSeconds: HOUR, overlapSeconds: 900 }

export const streams = [
  defineStream<LogLine>({
    name: 'event-log-files',
    description:
      'What users and programs do: pages, reports, exports, API calls, files. Comes in files, hours after the hour that they are about.',
    row: logLine,
    pages: eventLogFiles,
    time: 'TIMESTAMP_DERIVED',
    id: { hash: true },
    intervalSeconds: 900,
    delaySeconds: 4 * HOUR,
    latenessSeconds: 72 * HOUR,
    retentionDays: 30,
    windowSeconds: 24 * HOUR,
    scopes: ['View Event Log Files'],
    toActivities: row => [logActivity(row)],
  }),
  defineStream<Login>({
    name: 'login-history',
    description: 'Every sign-in, of people and programs, whether it succeeded or not.',
    row: login,
    request: ask => listed('LoginHistory', LOGIN_COLUMNS, 'LoginTime', ask),
    rows: 'records',
    page: { style: 'keyset', fields: ['LoginTime', 'Id'], size: ROWS, endsEmpty: true },
    order: 'ascending',
    time: 'LoginTime',
    id: { field: 'Id' },
    ...polled,
    windowSeconds: 24 * HOUR,
    retentionDays: 180,
    scopes: ['Manage Users'],
    toActivities: row => [loginActivity(row)],
  }),
  defineStream<SetupChange>({
    name: 'setup-audit-trail',
    description: 'Every change in Setup: users, rights, policies, connected apps, code.',
    row: setupChange,
    request: ask => listed('SetupAuditTrail', SETUP_COLUMNS, 'CreatedDate', ask),
    rows: 'records',
    page: { style: 'keyset', fields: ['CreatedDate', 'Id'], size: ROWS, endsEmpty: true },
    order: 'ascending',
    time: 'CreatedDate',
    id: { field: 'Id' },
    ...polled,
    windowSeconds: 24 * HOUR,
    retentionDays: 180,
    scopes: ['View Setup and Configuration'],
    toActivities: row => [setupActivity(row)],
  }),
]

/** A log as a query: by time, then by Id, since many rows may share a second. */
function listed(object: string, columns: string, time: string, { since, until, after }: StreamRequest) {
  const conditions = [
    after ? behind(time, after) : `${time} >= ${instant(since)}`,
    ...(until === undefined ? [] : [`${time} < ${instant(until)}`]),
  ]
  return query(`SELECT ${columns} FROM ${object} WHERE ${conditions.join(' AND ')} ORDER BY ${time}, Id LIMIT ${ROWS}`)
}
