import { defineStream, type PolledStream, type StreamRequest } from '@casbah/sdk'
import { eventLogFiles } from './log-files.ts'
import { logActivity } from './log-activity.ts'
import { logLine, type LogLine } from './log-line.ts'
import { columnsOf, realTimeActivity, realTimeEvent, type RealTimeEvent } from './real-time-event.ts'
import type { RealTimeObject } from './real-time-objects.ts'
import { LOGIN_COLUMNS, login, loginActivity, type Login } from './login.ts'
import { SETUP_COLUMNS, setupActivity, setupChange, type SetupChange } from './setup-change.ts'
import { logOf } from './soql.ts'

const HOUR = 3_600
const ROWS = 2_000

const polled = {
  rows: 'records',
  intervalSeconds: 300,
  delaySeconds: 60,
  latenessSeconds: HOUR,
  overlapSeconds: 900,
  windowSeconds: 24 * HOUR,
  retentionDays: 180,
}

/** Each poll costs two requests of the org's quota, since only an empty answer says for sure that nothing follows. */
const forward = (object: string, columns: string, time: string) =>
  ({
    ...polled,
    request: (ask: StreamRequest) => logOf(object, columns, time, ask, ROWS),
    page: { style: 'keyset', fields: [time, 'Id'], size: ROWS, endsEmpty: true },
    order: 'ascending',
    time,
    id: { field: 'Id' },
  }) satisfies Partial<PolledStream>

export const streams = [
  defineStream<LogLine>({
    name: 'event-log-files',
    description: 'What users and programs do: pages, reports, exports, API calls, files. Comes hours late.',
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
    ...forward('LoginHistory', LOGIN_COLUMNS, 'LoginTime'),
    scopes: ['Manage Users'],
    toActivities: row => [loginActivity(row)],
  }),
  defineStream<SetupChange>({
    name: 'setup-audit-trail',
    description: 'Every change in Setup: users, rights, policies, connected apps, code.',
    row: setupChange,
    ...forward('SetupAuditTrail', SETUP_COLUMNS, 'CreatedDate'),
    scopes: ['View Setup and Configuration'],
    toActivities: row => [setupActivity(row)],
  }),
  defineStream<RealTimeEvent>({
    name: 'real-time-events',
    description: 'What the objects of real-time event monitoring keep: reports, files, threats that Salesforce found.',
    row: realTimeEvent,
    partitions: ({ realTimeEvents }) => realTimeEvents as string[],
    request: ask => logOf(ask.partition, columnsOf(ask.partition as RealTimeObject), 'EventDate', ask),
    ...polled,
    overlapSeconds: HOUR,
    // These objects can be asked by time alone and tell the newest first; the address of the next page ends after a while.
    page: { style: 'nextUrl', field: 'nextRecordsUrl' },
    order: 'descending',
    time: 'EventDate',
    id: { field: 'EventIdentifier' },
    scopes: ['View Real-Time Event Monitoring Data'],
    toActivities: row => [realTimeActivity(row)],
  }),
]
