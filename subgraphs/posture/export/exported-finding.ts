import type { Database } from '@casbah/kit'
import { filterSql } from '../finding/finding-filter.ts'
import type { ExceptionKind, FindingFilter, FindingStatus } from '../finding/finding.type.ts'
import { effectiveSql } from '../finding/points.ts'

const PAGE = 200
/** Failing subjects that are named of one finding; the rest is counted. */
export const NAMED_SUBJECTS = 100

/** A finding with all that a file about it says. */
export interface ExportedFinding {
  id: string
  app: string
  appName: string
  connector: string
  control: string
  title: string
  description: string
  severity: 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'
  category: string
  status: FindingStatus
  message: string
  failing: number
  /** How many of them an exception of their own bears on. */
  exceptedFailing: number
  evaluated: number
  failingSubjects: { name: string; detail: string | null; account: string | null; resource: string | null }[]
  evidence: unknown
  firstSeenAt: Date
  failingSince: Date | null
  lastAssessedAt: Date
  points: number
  maxPoints: number
  remediation: string
  url: string | null
  frameworks: { framework: string; version: string | null; requirement: string; derived: boolean }[]
  exception: { kind: ExceptionKind; reason: string; owner: string; expiresAt: Date } | null
  attestation: { by: string; evidence: string; expiresAt: Date } | null
  version: number
}

const SQL = effectiveSql('$1::timestamptz')

/**
 * Findings of a tenant in the order of their ids, decisions as they are in force at a moment. Read page by page, each when it is asked for,
 * so that a file of any length needs the room of one page; ends when the signal aborts.
 */
export async function* exportedFindings(
  db: Database,
  tenant: string,
  filter: FindingFilter,
  { at, signal }: { at: Date; signal?: AbortSignal | undefined },
): AsyncGenerator<ExportedFinding> {
  for (let last: string | null = null; ;) {
    signal?.throwIfAborted()
    const parameters: unknown[] = [at]
    const where: string = filterSql(filter, parameters)
    parameters.push(last)
    const rows: ExportedFinding[] = await db.read(tenant, tx =>
      tx.query<ExportedFinding>(
        `select f.id, f.app, a.name as "appName", f.connector, f.control, coalesce(k.title, f.control) as title,
           coalesce(k.description, '') as description, f.severity, f.category, ${SQL.status} as status, f.message, f.failing, f.evaluated,
           coalesce(s.subjects, '[]') as "failingSubjects", f.evidence, f.first_seen_at as "firstSeenAt", ${SQL.failingSince} as "failingSince",
           f.last_assessed_at as "lastAssessedAt", ${SQL.points} as points, ${SQL.maxPoints} as "maxPoints",
           coalesce(k.remediation, '') as remediation, k.url, coalesce(k.frameworks, '[]') as frameworks,
           case when f.exception_expires_at > $1::timestamptz then json_build_object('kind', x.kind, 'reason', x.reason,
             'owner', x.owner ->> 'name', 'expiresAt', x.expires_at) end as exception, f.excepted_failing as "exceptedFailing",
           case when f.status = 'MANUAL' and f.attestation_expires_at > $1::timestamptz then json_build_object('by', f.attestation_by ->> 'name',
             'evidence', f.attestation_evidence, 'expiresAt', f.attestation_expires_at) end as attestation,
           f.version
         from posture.finding f join posture.app a on a.id = f.app left join posture.tenant_control k on k.id = f.control
         left join posture.exception x on x.tenant = f.tenant and x.id = f.exception
         left join lateral (
           select json_agg(json_build_object('name', name, 'detail', detail, 'account', account, 'resource', resource) order by place) as subjects
           from (select * from posture.subject where finding = f.id and not passed order by place limit ${NAMED_SUBJECTS}) t
         ) s on true
         where ${where} and ($${parameters.length}::uuid is null or f.id > $${parameters.length}::uuid)
         order by f.id limit ${PAGE}`,
        parameters,
      ),
    )
    for (const row of rows) yield revived(row)
    if (rows.length < PAGE) return
    last = rows.at(-1)!.id
  }
}

/** Moments come from the database as text. */
function revived(row: ExportedFinding): ExportedFinding {
  const decisions = [row.exception, row.attestation]
  for (const decision of decisions) if (decision) decision.expiresAt = new Date(decision.expiresAt)
  return {
    ...row,
    firstSeenAt: new Date(row.firstSeenAt),
    failingSince: row.failingSince && new Date(row.failingSince),
    lastAssessedAt: new Date(row.lastAssessedAt),
  }
}
