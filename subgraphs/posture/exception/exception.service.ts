import { randomUUID } from 'node:crypto'
import { userError, type Context, type Tx, type UserErrorData } from '@casbah/kit'
import { findingsUnder } from '../finding/ended-decisions.ts'
import { UUID } from '../finding/finding-filter.ts'
import { onFinding, refused } from '../finding/on-finding.ts'
import type { ExceptionInput, ExceptionKind, FindingPayload, PostureException } from '../finding/finding.type.ts'
import { tellFindings } from '../finding/tell-findings.ts'
import { memberOr } from '../member/members.ts'
import { callerAsActor, type Actor } from '../references.type.ts'
import { applyExceptions, keepFailing } from './apply-exceptions.ts'
import { toException, type ExceptionRow } from './exception-row.ts'
import { namesOf, wrongException } from './exception-terms.ts'
import type { CreateExceptionInput, ExceptionPayload } from './exception.type.ts'

/** Exceptions of a tenant that are in force at once. */
const MOST_IN_FORCE = 1_000

/** Makes the exception of a finding, or of some subjects of it, in place of the one that there was. */
export async function setException(context: Context, input: ExceptionInput): Promise<FindingPayload> {
  const wrong = wrongException(input)
  if (wrong) return refused(wrong)
  return onFinding(context, input.finding, input.expectedVersion, async (tx, { app, control }) => {
    const owner = await memberOr(context, tx, input.owner, ['input', 'owner'])
    if ('error' in owner) return owner.error
    const subjects = namesOf(input.subjects)
    const replaced = await tx.query(
      `update posture.exception set ended_at = $1, ended_by = $2, version = version + 1
       where ended_at is null and app = $3::uuid and control = $4 and subjects is not distinct from $5::text[] returning 1`,
      [new Date(), JSON.stringify(callerAsActor(context)), app, control, subjects],
    )
    if (!replaced.length && (await full(tx))) return TOO_MANY
    await insert(tx, context, { ...input, control, category: null, app, subjects, owner: owner.actor }, [input.finding])
    return null
  })
}

/** Ends the exceptions that were set for a finding, of all or some of its subjects; wider ones are ended by `endException`. */
export async function clearException(
  context: Context,
  input: { id: string; expectedVersion?: number | null },
): Promise<FindingPayload> {
  return onFinding(context, input.id, input.expectedVersion ?? null, async (tx, { app, control, exception }) => {
    const ended = await tx.query<{ id: string }>(
      `update posture.exception set ended_at = $1, ended_by = $2, version = version + 1
       where ended_at is null and app = $3::uuid and control = $4 returning id`,
      [new Date(), JSON.stringify(callerAsActor(context)), app, control],
    )
    if (exception !== null && !ended.length)
      return userError(
        'BAD_USER_INPUT',
        `The exception of this finding is about others, too. End it with endException, its id being ${exception}.`,
        ['input', 'id'],
      )
    await reapply(tx, [input.id])
    return null
  })
}

/** Makes an exception for more than one finding. */
export async function createException(context: Context, input: CreateExceptionInput): Promise<ExceptionPayload> {
  const wrong = wrongException(input) ?? wrongScope(input)
  if (wrong) return refusedException(wrong)
  return context.write(async tx => {
    const { control = null, category = null, app = null } = input
    const [there] = await tx.query<{ control: boolean; app: boolean }>(
      `select $1::text is null or exists (select 1 from posture.tenant_control where id = $1 and not retired) as control,
         $2::uuid is null or exists (select 1 from posture.app where id = $2) as app`,
      [control, app],
    )
    if (!there!.control)
      return refusedException(userError('NOT_FOUND', `There is no control ${control}.`, ['input', 'control']))
    if (!there!.app) return refusedException(userError('NOT_FOUND', `There is no app ${app}.`, ['input', 'app']))
    const owner = await memberOr(context, tx, input.owner, ['input', 'owner'])
    if ('error' in owner) return refusedException(owner.error)
    if (await full(tx)) return refusedException(TOO_MANY)
    const findings = await tx.query<{ id: string }>(
      `select id from posture.finding f where ($1::text is null or f.control = $1) and ($2::text is null or f.category = $2) and ($3::uuid is null or f.app = $3)`,
      [control, category, app],
    )
    const id = await insert(
      tx,
      context,
      { ...input, control, category, app, subjects: namesOf(input.subjects), owner: owner.actor },
      findings.map(finding => finding.id),
    )
    return { exception: await readException(tx, id), userErrors: [] }
  })
}

/** Ends an exception before its time. */
export function endException(
  context: Context,
  input: { id: string; expectedVersion?: number | null },
): Promise<ExceptionPayload> {
  return onException(context, input, async tx => {
    const findings = await findingsUnder(tx, [input.id])
    await tx.query(
      'update posture.exception set ended_at = $2, ended_by = $3, version = version + 1 where id = $1::uuid',
      [input.id, new Date(), JSON.stringify(callerAsActor(context))],
    )
    await reapply(tx, findings)
    return null
  })
}

/** A second member agrees to an exception: another than the one who made it, and a person. */
export function approveException(
  context: Context,
  input: { id: string; expectedVersion?: number | null },
): Promise<ExceptionPayload> {
  const caller = callerAsActor(context)
  if (caller.kind !== 'MEMBER')
    return Promise.resolve(
      refusedException(userError('FORBIDDEN', 'Only a member can agree to an exception, not a token. Sign in.', null)),
    )
  return onException(context, input, async (tx, { createdBy }) => {
    if (createdBy.kind === 'MEMBER' && createdBy.id === caller.id)
      return userError('FORBIDDEN', 'Who made an exception cannot agree to it. Have another member do so.', [
        'input',
        'id',
      ])
    await tx.query(
      'update posture.exception set approver = $2, approved_at = $3, version = version + 1 where id = $1::uuid',
      [input.id, JSON.stringify(caller), new Date()],
    )
    return null
  })
}

interface NewException {
  control: string | null
  category: string | null
  app: string | null
  subjects: string[] | null
  kind: ExceptionKind
  reason: string
  owner: Actor
  expiresAt: Date
}

async function insert(tx: Tx, context: Context, made: NewException, findings: readonly string[]): Promise<string> {
  const id = randomUUID()
  await tx.query(
    `insert into posture.exception (tenant, id, control, category, app, subjects, kind, reason, owner, created_by, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)`,
    [
      tx.tenant,
      id,
      made.control,
      made.category,
      made.app,
      made.subjects,
      made.kind,
      made.reason,
      JSON.stringify(made.owner),
      JSON.stringify(callerAsActor(context)),
      new Date(),
      made.expiresAt,
    ],
  )
  await reapply(tx, findings)
  await keepFailing(tx, id)
  return id
}

async function reapply(tx: Tx, findings: readonly string[]): Promise<void> {
  const now = new Date()
  await tellFindings(tx, now, await applyExceptions(tx, now, findings))
}

/** Runs a change on an exception in force as it was last seen. */
async function onException(
  context: Context,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
  change: (tx: Tx, exception: PostureException) => Promise<UserErrorData | null>,
): Promise<ExceptionPayload> {
  const missing = refusedException(userError('NOT_FOUND', `There is no exception ${id}.`, ['input', 'id']))
  if (!UUID.test(id)) return missing
  return context.write(async tx => {
    const exception = await readException(tx, id, 'for update')
    if (!exception) return missing
    if (expectedVersion != null && expectedVersion !== exception.version)
      return refusedException(
        userError(
          'CONFLICT',
          `The exception is at version ${exception.version}, not ${expectedVersion}. Read it again and decide anew.`,
          ['input', 'expectedVersion'],
        ),
      )
    if (exception.endedAt)
      return refusedException(userError('BAD_USER_INPUT', 'The exception has ended already.', ['input', 'id']))
    const wrong = await change(tx, exception)
    return wrong ? refusedException(wrong) : { exception: await readException(tx, id), userErrors: [] }
  })
}

async function readException(tx: Tx, id: string, lock: 'for update' | '' = ''): Promise<PostureException | null> {
  const [row] = await tx.query<{ row: ExceptionRow }>(
    `select to_json(x) as row from posture.exception x where x.id = $1::uuid ${lock}`,
    [id],
  )
  return row ? toException(row.row) : null
}

const TOO_MANY = userError(
  'BAD_USER_INPUT',
  `${MOST_IN_FORCE} exceptions are in force, which is as many as there can be. End some, or make wider ones.`,
  ['input'],
)

async function full(tx: Tx): Promise<boolean> {
  const [row] = await tx.query<{ count: string }>('select count(*) from posture.exception where ended_at is null')
  return Number(row!.count) >= MOST_IN_FORCE
}

function wrongScope({ control, category, app }: CreateExceptionInput): UserErrorData | null {
  if ((control == null) === (category == null || !category.trim()))
    return userError('BAD_USER_INPUT', 'Give either a control or a category of controls.', ['input'])
  if (app != null && !UUID.test(app)) return userError('NOT_FOUND', `There is no app ${app}.`, ['input', 'app'])
  return null
}

function refusedException(error: UserErrorData): ExceptionPayload {
  return { exception: null, userErrors: [error] }
}
