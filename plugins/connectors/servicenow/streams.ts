import { defineStream } from '@casbah/sdk'
import { change, changeActivity, type Change } from './change.ts'
import { event, eventActivities, FAMILIES, type Event } from './event.ts'
import { logged, pagesBy } from './table.ts'
import { transaction, transactionActivity, type Transaction } from './transaction.ts'

const HOUR = 3_600

/** ServiceNow does not say how late a row may come; each poll looks five minutes back. */
const log = {
  ...pagesBy('sys_created_on', 'sys_id'),
  order: 'ascending',
  time: 'sys_created_on',
  id: { field: 'sys_id' },
  intervalSeconds: 60,
  overlapSeconds: 300,
  delaySeconds: null,
  latenessSeconds: HOUR,
} as const

const ABOUT_SIGN_IN = FAMILIES.map(family => `nameSTARTSWITH${family}`).join('^OR')

export const streams = [
  defineStream<Change>({
    ...log,
    name: 'audit',
    description:
      'Every field that was changed in a table that is audited: users, roles, properties, access rules, and all other records.',
    row: change,
    request: ask => logged('sys_audit', Object.keys(change.shape).join(','), ask),
    windowSeconds: 24 * HOUR,
    retentionDays: null,
    secrets: ['newvalue'],
    scopes: ['read sys_audit'],
    toActivities: row => [changeActivity(row)],
  }),
  defineStream<Event>({
    ...log,
    name: 'sign-ins',
    description: 'Sign-ins that succeeded or failed, the end of sessions, impersonation, elevated roles.',
    row: event,
    request: ask => logged('sysevent', Object.keys(event.shape).join(','), ask, ABOUT_SIGN_IN),
    windowSeconds: 24 * HOUR,
    retentionDays: 7,
    scopes: ['read sysevent'],
    toActivities: eventActivities,
  }),
  defineStream<Transaction>({
    ...log,
    name: 'transactions',
    description: 'Every request of people and programs: pages, lists, exports, attachments, API calls.',
    row: transaction,
    partitions: ({ transactions }) => (transactions === false ? [] : ['']),
    request: ask => logged('syslog_transaction', Object.keys(transaction.shape).join(','), ask),
    windowSeconds: HOUR,
    // Rotated by the instance's own rules, usually after some weeks.
    retentionDays: null,
    // Addresses hold the keys by which forms and attachments are opened.
    secrets: ['url'],
    scopes: ['read syslog_transaction'],
    toActivities: row => [transactionActivity(row)],
  }),
]
