import { userError, type Context, type Tx } from '@casbah/kit'
import { storeScore } from '../score/score.service.ts'
import { callerAsActor } from '../references.type.ts'
import { UUID } from './finding-filter.ts'
import { readFinding } from './finding.service.ts'
import type { AttestInput, ExceptionInput, FindingPayload } from './finding.type.ts'

// What people decide about a finding: exceptions and attestations. Each is one statement guarded by the version last seen.

const YEAR_MS = 366 * 86_400_000
const CHANGED = `returning app, connector, severity, category, frameworks, coalesce(exception_expires_at > now(), false) as "hasException",
  (select title from posture.control k where k.id = finding.control) as title`

export async function setException(context: Context, input: ExceptionInput): Promise<FindingPayload> {
  const wrong =
    wrongTerm(input.expiresAt) ??
    (input.reason.trim()
      ? null
      : userError('BAD_USER_INPUT', 'Give a reason; whoever reads the report wants to know it.', ['input', 'reason']))
  if (wrong) return refused(wrong)
  return decide(context, input.finding, input.expectedVersion, tx =>
    tx.query<Changed>(
      `update posture.finding set exception_kind = $3, exception_reason = $4, exception_owner = $5, exception_created_at = $7, exception_expires_at = $6, version = version + 1
       where id = $1::uuid and version = $2 ${CHANGED}`,
      [
        input.finding,
        input.expectedVersion,
        input.kind,
        input.reason,
        JSON.stringify(callerAsActor(context)),
        input.expiresAt,
        new Date(),
      ],
    ),
  )
}

export function clearException(
  context: Context,
  input: { id: string; expectedVersion?: number | null },
): Promise<FindingPayload> {
  return decide(context, input.id, input.expectedVersion ?? null, tx =>
    tx.query<Changed>(
      `update posture.finding set exception_kind = null, exception_reason = null, exception_owner = null, exception_created_at = null, exception_expires_at = null, version = version + 1
       where id = $1::uuid and ($2::int is null or version = $2) ${CHANGED}`,
      [input.id, input.expectedVersion ?? null],
    ),
  )
}

export async function attest(context: Context, input: AttestInput): Promise<FindingPayload> {
  const wrong =
    wrongTerm(input.expiresAt) ??
    (input.evidence.trim()
      ? null
      : userError('BAD_USER_INPUT', 'Say what was seen, and where; an auditor will ask.', ['input', 'evidence']))
  if (wrong) return refused(wrong)
  const finding = UUID.test(input.finding) ? await readFinding(await context.tx(), input.finding) : null
  if (finding && finding.status !== 'MANUAL' && !finding.attestation)
    return refused(
      userError('BAD_USER_INPUT', 'This control is judged from the vendor’s settings; only MANUAL ones are attested.', [
        'input',
        'finding',
      ]),
    )
  return decide(context, input.finding, input.expectedVersion, tx =>
    tx.query<Changed>(
      `update posture.finding set attestation_passed = $3, attestation_by = $4, attestation_evidence = $5, attestation_created_at = $7, attestation_expires_at = $6, version = version + 1
       where id = $1::uuid and version = $2 ${CHANGED}`,
      [
        input.finding,
        input.expectedVersion,
        input.passed,
        JSON.stringify(callerAsActor(context)),
        input.evidence,
        input.expiresAt,
        new Date(),
      ],
    ),
  )
}

interface Changed {
  app: string
  connector: string
  severity: string
  category: string
  frameworks: string[]
  hasException: boolean
  title: string
}

async function decide(
  context: Context,
  id: string,
  version: number | null,
  change: (tx: Tx) => Promise<Changed[]>,
): Promise<FindingPayload> {
  if (!UUID.test(id)) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
  return context.write(async tx => {
    const before = await readFinding(tx, id)
    const [changed] = await change(tx)
    const finding = await readFinding(tx, id)
    if (!finding) return refused(userError('NOT_FOUND', `There is no finding ${id}.`, ['input']))
    if (!changed)
      return refused(
        userError(
          'CONFLICT',
          `The finding is at version ${finding.version}, not ${version}. Read it again and decide anew.`,
          ['input', 'expectedVersion'],
        ),
      )
    await storeScore(tx, changed.app, new Date())
    tx.append('finding.changed', [
      {
        ...changed,
        id,
        control: finding.controlId,
        status: finding.status,
        before: before?.status ?? null,
        at: Date.now(),
      },
    ])
    return { finding, userErrors: [] }
  })
}

function wrongTerm(expiresAt: Date) {
  const ahead = expiresAt.getTime() - Date.now()
  if (ahead > 0 && ahead <= YEAR_MS) return null
  return userError('BAD_USER_INPUT', 'expiresAt must lie ahead, at most one year.', ['input', 'expiresAt'])
}

function refused(error: ReturnType<typeof userError>): FindingPayload {
  return { finding: null, userErrors: [error] }
}
