import { defineStream, type Config, type PolledStream, type StreamRequest } from '@casbah/sdk'
import { auditActivity } from './audit-activity.ts'
import { auditRecord, type AuditRecord } from './audit-record.ts'
import { blobsOf } from './blobs.ts'
import { contentTypes } from './content-types.ts'
import { directoryAudit, directoryAuditActivity, type DirectoryAudit } from './directory-audit.ts'
import { signIn, signInActivity, type SignIn } from './sign-in.ts'

const HOUR = 3_600
const chosen = (name: string) => (config: Config) => ((config.logs as string[]).includes(name) ? [''] : [])

/**
 * The address of the next page ends after a while and must not be kept, so a window is drained whole or begun anew; an hour of it is not many pages. The
 * free edition keeps seven days, P1 thirty.
 */
const graph = {
  rows: 'value',
  page: { style: 'nextUrl', field: '@odata.nextLink' },
  order: 'descending',
  id: { field: 'id' },
  intervalSeconds: 120,
  delaySeconds: 15 * 60,
  latenessSeconds: 12 * HOUR,
  overlapSeconds: 2 * HOUR,
  windowSeconds: HOUR,
  retentionDays: 30,
  scopes: ['AuditLog.Read.All'],
} satisfies Partial<PolledStream>

/** Newest first. */
const listed = (path: string, time: string, { since, until }: StreamRequest) => ({
  path,
  query: {
    $filter: `${time} ge ${since}${until === undefined ? '' : ` and ${time} lt ${until}`}`,
    $orderby: `${time} desc`,
    $top: 1000,
  },
})

/** Five content types of the unified audit log, which come in blobs, and two logs of Entra, which Graph lists. */
export const streams = [
  ...contentTypes.map(({ stream, name, description, scopes }) =>
    defineStream<AuditRecord>({
      name: stream,
      description,
      row: auditRecord,
      partitions: chosen(stream),
      pages: blobsOf(name),
      time: 'CreationTime',
      // Records come again by design, some days later.
      id: { field: 'Id' },
      intervalSeconds: 300,
      delaySeconds: 1.5 * HOUR,
      latenessSeconds: 24 * HOUR,
      retentionDays: 7,
      scopes,
      toActivities: row => [auditActivity(row)],
    }),
  ),
  defineStream<SignIn>({
    name: 'sign-ins',
    description: 'Interactive sign-ins of people, with risk, device and place. Wants Entra ID P1.',
    row: signIn,
    partitions: chosen('sign-ins'),
    request: ask => listed('/auditLogs/signIns', 'createdDateTime', ask),
    time: 'createdDateTime',
    ...graph,
    toActivities: row => [signInActivity(row)],
  }),
  defineStream<DirectoryAudit>({
    name: 'directory-audits',
    description: 'Changes of the directory: users, groups, roles, apps, policies.',
    row: directoryAudit,
    partitions: chosen('directory-audits'),
    request: ask => listed('/auditLogs/directoryAudits', 'activityDateTime', ask),
    time: 'activityDateTime',
    ...graph,
    toActivities: row => [directoryAuditActivity(row)],
  }),
]
