import { defineStream } from '@casbah/sdk'
import { finding, findingActivity, findingColumns, type Finding } from './finding.ts'
import { eventLogFiles } from './log-files.ts'
import { logActivity } from './log-activity.ts'
import { logLine, type LogLine } from './log-line.ts'
import { LOGIN_COLUMNS, login, loginActivity, type Login } from './login.ts'
import { backward, forward } from './logs.ts'
import { eventColumns, realTimeActivity, realTimeEvent, type RealTimeEvent } from './real-time-event.ts'
import { bigNames, chosen, findingNames } from './real-time-objects.ts'
import { SETUP_COLUMNS, setupActivity, setupChange, type SetupChange } from './setup-change.ts'

const HOUR = 3_600

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
    ...forward(() => ['LoginHistory', LOGIN_COLUMNS], 'LoginTime'),
    scopes: ['Manage Users'],
    toActivities: row => [loginActivity(row)],
  }),
  defineStream<SetupChange>({
    name: 'setup-audit-trail',
    description: 'Every change in Setup: users, rights, policies, connected apps, code.',
    row: setupChange,
    ...forward(() => ['SetupAuditTrail', SETUP_COLUMNS], 'CreatedDate'),
    scopes: ['View Setup and Configuration'],
    toActivities: row => [setupActivity(row)],
  }),
  defineStream<RealTimeEvent>({
    name: 'real-time-events',
    description: 'What the big objects of real-time event monitoring keep: reports, lists, files, logins as another.',
    row: realTimeEvent,
    partitions: chosen(bigNames),
    ...backward(({ partition }) => [partition, eventColumns(partition)], 'EventDate'),
    id: { field: 'EventIdentifier' },
    scopes: ['View Real-Time Event Monitoring Data'],
    toActivities: row => [realTimeActivity(row)],
  }),
  defineStream<Finding>({
    name: 'findings',
    description:
      'Threats that Salesforce itself found: stolen sessions, stuffed passwords, odd use of reports or the API.',
    row: finding,
    partitions: chosen(findingNames),
    ...forward(({ partition }) => [partition, findingColumns(partition)], 'CreatedDate'),
    latenessSeconds: 24 * HOUR,
    scopes: ['View Real-Time Event Monitoring Data'],
    toActivities: row => [findingActivity(row)],
  }),
]
