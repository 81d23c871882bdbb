import { defineStream } from '@casbah/sdk'
import { activityOf } from './activity.ts'
import { repositoryPath } from './card.ts'
import { logEntry, type LogEntry } from './log-entry.ts'

/** The two logs of a repository. A span comes in one answer, whole and in no order that NetDocuments promises; entries have no id. */
export const streams = [
  log('user-activity', 'consolidated', 'What users do with documents, from opening to sharing and deleting them.'),
  log('administration', 'admin', 'What administrators change: users, groups, cabinets and settings of the repository.'),
]

function log(name: string, type: 'consolidated' | 'admin', description: string) {
  return defineStream<LogEntry>({
    name,
    description,
    row: logEntry,
    // Without a start it would answer the last 30 days, without an end all up to now.
    request: ({ config, since, until }) => ({
      path: `${repositoryPath(config)}/log`,
      query: {
        format: 'json',
        Logtype: type,
        start: wholeSecond(since, 'before'),
        end: until && wholeSecond(until, 'after'),
      },
    }),
    rows: '',
    page: { style: 'window' },
    order: 'descending',
    time: 'activity.date',
    id: { hash: true },
    intervalSeconds: 300,
    delaySeconds: 60,
    overlapSeconds: 3_600,
    windowSeconds: 86_400,
    // A start of more than 90 days ago is refused, whole: a day is left for clocks that differ and for waiting.
    retentionDays: 89,
    scopes: ['admin'],
    toActivities: row => [activityOf(row, type === 'admin')],
  })
}

/** The log knows whole seconds; what it brings too much is told by its time. */
function wholeSecond(time: string, side: 'before' | 'after'): string {
  const seconds = Date.parse(time) / 1000
  const whole = side === 'before' ? Math.floor(seconds) : Math.ceil(seconds)
  return new Date(whole * 1000).toISOString().replace('.000Z', 'Z')
}
