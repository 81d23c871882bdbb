import type { Actor } from '../references.type.ts'
import type { ExceptionKind, PostureException } from '../finding/finding.type.ts'

/** A row of posture.exception as JSON, so that it can be joined whole; moments are RFC 3339 texts. */
export interface ExceptionRow {
  id: string
  control: string | null
  category: string | null
  app: string | null
  subjects: string[] | null
  kind: ExceptionKind
  reason: string
  owner: Actor
  created_by: Actor
  created_at: string
  approver: Actor | null
  approved_at: string | null
  expires_at: string
  ended_at: string | null
  ended_by: Actor | null
  worsened_at: string | null
  version: number
}

export interface JoinedException {
  exception_row: ExceptionRow
}

/** What gives `JoinedException` of posture.exception `x`. */
export const EXCEPTION_COLUMNS = 'to_json(x) as exception_row'

export function toException(row: ExceptionRow): PostureException {
  return {
    id: row.id,
    controlId: row.control,
    category: row.category,
    app: row.app === null ? null : { id: row.app },
    subjects: row.subjects,
    kind: row.kind,
    reason: row.reason,
    owner: row.owner,
    createdBy: row.created_by,
    createdAt: new Date(row.created_at),
    approver: row.approver,
    approvedAt: momentOf(row.approved_at),
    expiresAt: new Date(row.expires_at),
    endedAt: momentOf(row.ended_at),
    endedBy: row.ended_by,
    worsenedAt: momentOf(row.worsened_at),
    version: row.version,
  }
}

const momentOf = (text: string | null) => (text === null ? null : new Date(text))
