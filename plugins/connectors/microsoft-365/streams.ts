import { defineStream, type Config, type PolledStream } from '@casbah/sdk'
import { auditActivity } from './audit-activity.ts'
import { auditRecord, type AuditRecord } from './audit-record.ts'
import { blobsOf } from './blobs.ts'
import { contentTypes } from './content-types.ts'
import { directoryAudit, directoryAuditActivity, type DirectoryAudit } from './directory-audit.ts'
import { list } from './graph.ts'
import { signIn, signInActivity, type SignIn } from './sign-in.ts'

const HOUR = 3_600
const chosen = (name: string) => (config: Config) => ((config.logs as string[]).includes(name) ? [''] : [])

/**
 * A log that Graph lists, newest first. The address of the next page ends after a while and must not be kept, so a window is drained whole or begun anew; an
 * hour of it is not many pages. The free edition keeps seven days, P1 thirty.
 */
const graphLog = (name: string, path: string, time: string) =>
  ({
    name,
    partitions: chosen(name),
    request: ({ since, until }) => ({
      path,
      query: {
        $filter: `${time} ge ${since}${until === undefined ? '' : ` and ${time} lt ${until}`}`,
        $orderby: `${time} desc`,
        $top: 1000,
      },
    }),
    ...list,
    order: 'descending',
    time,
    id: { field: 'id' },
    intervalSeconds: 120,
    delaySeconds: 15 * 60,
    latenessSeconds: 12 * HOUR,
    overlapSeconds: 2 * HOUR,
    windowSeconds: HOUR,
    retentionDays: 30,
    scopes: ['AuditLog.Read.All'],
  }) satisfies Partial<PolledStream>

/** Five content types of the unified audit log, which come in blobs, and two logs of Entra, which Graph lists. */
export const streams = [
  ...contentTypes.map(({ contentType, ...about }) =>
    defineStream<AuditRecord>({
      ...about,
      row: auditRecord,
      partitions: chosen(about.name),
      pages: blobsOf(contentType),
      time: 'CreationTime',
      // Records come again by design, some days later.
      id: { field: 'Id' },
      intervalSeconds: 300,
      delaySeconds: 1.5 * HOUR,
      latenessSeconds: 24 * HOUR,
      retentionDays: 7,
      toActivities: row => [auditActivity(row)],
    }),
  ),
  defineStream<SignIn>({
    ...graphLog('sign-ins', '/auditLogs/signIns', 'createdDateTime'),
    description: 'Interactive sign-ins of people, with risk, device and place. Wants Entra ID P1.',
    row: signIn,
    toActivities: row => [signInActivity(row)],
  }),
  defineStream<DirectoryAudit>({
    ...graphLog('directory-audits', '/auditLogs/directoryAudits', 'activityDateTime'),
    description: 'Changes of the directory: users, groups, roles, apps, policies.',
    row: directoryAudit,
    toActivities: row => [directoryAuditActivity(row)],
  }),
]
