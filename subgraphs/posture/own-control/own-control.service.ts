import { userError, type Context, type DeletePayload, type Tx, type UserErrorData } from '@casbah/kit'
import { readControl } from '../control/control.service.ts'
import type { ControlPayload, FrameworkRef } from '../control/control.type.ts'
import { storeResults } from '../finding/assessment.service.ts'
import { withDerived } from '../framework/derived.ts'
import { callerAsActor } from '../references.type.ts'
import { storeScore } from '../score/score.service.ts'
import { judgeOwn } from './judge-own.ts'
import { wrongTerms, type Terms } from './own-control-terms.ts'
import type { CreateControlInput, FrameworkRefInput, UpdateControlInput } from './own-control.type.ts'

/** Own controls of a tenant. */
const MOST = 200

/** Makes an own control, and judges by it what is stored. */
export async function createControl(context: Context, input: CreateControlInput): Promise<ControlPayload> {
  const terms: Terms = {
    ...input,
    description: input.description ?? '',
    remediation: input.remediation ?? '',
    frameworks: (input.frameworks ?? []).map(stated),
  }
  const id = `own/${terms.connector}/${terms.name}`
  return context.write(async tx => {
    const reads = await readsOf(tx, terms.connector)
    if (!reads.length)
      return refused(
        userError('NOT_FOUND', `No connector ${terms.connector} has controls. Take a slug of \`connectors\`.`, [
          'input',
          'connector',
        ]),
      )
    const wrong = wrongTerms(terms, reads)
    if (wrong.length) return refused(...wrong)
    // One at a time in a tenant, so that there are never more than can be.
    await tx.query(`select pg_advisory_xact_lock(hashtextextended('posture.own_control ' || $1, 0))`, [tx.tenant])
    const [known] = await tx.query<{ count: string; same: string }>(
      'select count(*) as count, count(*) filter (where id = $1) as same from posture.own_control where not retired',
      [id],
    )
    if (Number(known!.same))
      return refused(
        userError('CONFLICT', `There is a control ${id} already. Change it by updateControl, or take another name.`, [
          'input',
          'name',
        ]),
      )
    if (Number(known!.count) >= MOST)
      return refused(
        userError('BAD_USER_INPUT', `There are ${MOST} own controls, which is as many as there can be. Delete some.`, [
          'input',
        ]),
      )
    await tx.query(
      `insert into posture.own_control (tenant, id, connector, title, description, severity, category, points, read, remediation, frameworks, rule, added_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
       on conflict (tenant, id) do update set title = $4, description = $5, severity = $6, category = $7, points = $8, read = $9, remediation = $10,
         frameworks = $11, rule = $12, added_at = $13, retired = false, version = own_control.version + 1`,
      [tx.tenant, id, terms.connector, ...columnsOf(terms), new Date()],
    )
    await judge(tx, id, terms.connector)
    return { control: await readControl(tx, id), userErrors: [] }
  })
}

/** Changes an own control, and judges by it anew. */
export async function updateControl(context: Context, input: UpdateControlInput): Promise<ControlPayload> {
  return context.write(async tx => {
    const known = await lock(tx, input.id, input.expectedVersion)
    if ('error' in known) return refused(known.error)
    const { is } = known
    const terms: Terms = {
      connector: is.connector,
      name: is.id.slice(is.id.lastIndexOf('/') + 1),
      title: input.title ?? is.title,
      description: input.description ?? is.description,
      severity: input.severity ?? is.severity,
      category: input.category ?? is.category,
      points: input.points ?? is.points,
      remediation: input.remediation ?? is.remediation,
      frameworks: input.frameworks?.map(stated) ?? is.frameworks.filter(({ derived }) => !derived),
      rule: input.rule ?? is.rule,
    }
    const wrong = wrongTerms(terms, await readsOf(tx, is.connector))
    if (wrong.length) return refused(...wrong)
    await tx.query(
      `update posture.own_control set title = $2, description = $3, severity = $4, category = $5, points = $6, read = $7, remediation = $8, frameworks = $9,
         rule = $10, version = version + 1 where id = $1`,
      [is.id, ...columnsOf(terms)],
    )
    await judge(tx, is.id, is.connector)
    return { control: await readControl(tx, is.id), userErrors: [] }
  })
}

/**
 * Takes away an own control, its findings and what people decided on it. The ledger keeps what these were worth, and so the control is retired: not
 * listed any more, but there for who asks why the score moved.
 */
export async function deleteControl(
  context: Context,
  { id, expectedVersion }: { id: string; expectedVersion?: number | null },
): Promise<DeletePayload> {
  return context.write(async tx => {
    const known = await lock(tx, id, expectedVersion ?? null)
    if ('error' in known) return { id: null, userErrors: [known.error] }
    const now = new Date()
    await tx.query('update posture.own_control set retired = true, version = version + 1 where id = $1', [id])
    const gone = await tx.query<{ id: string; app: string }>(
      'delete from posture.finding where control = $1 returning id, app',
      [id],
    )
    await tx.query('delete from posture.subject where finding = any($1::uuid[])', [gone.map(finding => finding.id)])
    // Else the next control of the name would be excepted from the beginning.
    await tx.query(
      'update posture.exception set ended_at = $2, ended_by = $3, version = version + 1 where control = $1 and ended_at is null',
      [id, now, JSON.stringify(callerAsActor(context))],
    )
    for (const app of new Set(gone.map(finding => finding.app))) await storeScore(tx, app, now)
    return { id, userErrors: [] }
  })
}

interface OwnRow extends Omit<Terms, 'name' | 'frameworks'> {
  id: string
  version: number
  frameworks: FrameworkRef[]
}

async function lock(tx: Tx, id: string, version: number | null): Promise<{ is: OwnRow } | { error: UserErrorData }> {
  const [is] = await tx.query<OwnRow>('select * from posture.own_control where id = $1 and not retired for update', [
    id,
  ])
  if (!is)
    return {
      error: userError(
        'NOT_FOUND',
        id.startsWith('own/')
          ? `There is no control ${id}.`
          : `${id} is no own control; those that come with a connector cannot be changed. Make one of your own by createControl.`,
        ['input', 'id'],
      ),
    }
  if (version !== null && version !== is.version)
    return {
      error: userError(
        'CONFLICT',
        `The control is at version ${is.version}, not ${version}. Read it again and decide anew.`,
        ['input', 'expectedVersion'],
      ),
    }
  return { is }
}

/** Columns from the title to the rule. */
function columnsOf({
  title,
  description,
  severity,
  category,
  points,
  remediation,
  frameworks,
  rule,
}: Terms): unknown[] {
  const { read } = rule as { read: string }
  const answersTo = JSON.stringify(withDerived(frameworks, category))
  return [title, description, severity, category, points, read, remediation, answersTo, JSON.stringify(rule)]
}

async function readsOf(tx: Tx, connector: string): Promise<string[]> {
  const rows = await tx.query<{ read: string }>(
    'select distinct json_array_elements_text(reads) as read from posture.control where connector = $1 and not retired order by 1',
    [connector],
  )
  return rows.map(({ read }) => read)
}

/** Judges the apps of a connector by one own control now. */
async function judge(tx: Tx, id: string, connector: string): Promise<void> {
  const now = new Date()
  const apps = await tx.query<{ id: string }>('select id from posture.app where connector = $1 order by id', [
    connector,
  ])
  for (const { id: app } of apps) {
    await storeResults(tx, { app, connector, at: now.getTime() }, await judgeOwn(tx, { app, connector }, id))
    await storeScore(tx, app, now)
  }
}

const stated = ({ framework, version, requirement }: FrameworkRefInput) => ({
  framework,
  version: version ?? null,
  requirement,
  derived: false,
})

function refused(...userErrors: UserErrorData[]): ControlPayload {
  return { control: null, userErrors }
}
