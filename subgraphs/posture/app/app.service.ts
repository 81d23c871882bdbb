import { userError, type AppChanged, type Context, type Tx } from '@casbah/kit'
import { UUID } from '../finding/finding-filter.ts'
import { keepLedger } from '../ledger/ledger.ts'
import { storeTenantScore } from '../score/score.service.ts'
import type { AssessPayload } from '../finding/finding.type.ts'
import { wantAssessment } from '../parameters/want-assessment.ts'
import { READABLE } from './readable.ts'

/** Keeps the copy of an app; one seen for the first time in a readable state is assessed at once. */
export async function storeApp(tx: Tx, app: AppChanged, at: Date): Promise<void> {
  if (app.deletedData) return forgetApp(tx, app.id, at)
  const readable = READABLE.has(app.state)
  const [known] = await tx.query<{ wanted_at: Date | null }>('select wanted_at from posture.app where id = $1::uuid', [
    app.id,
  ])
  const first = readable && !known?.wanted_at
  await tx.query(
    `insert into posture.app (tenant, id, connector, name, state, wanted_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (tenant, id) do update set name = $4, state = $5, wanted_at = coalesce($6, posture.app.wanted_at)`,
    [tx.tenant, app.id, app.connector, app.name, app.state, first ? at : null],
  )
  if (first) await wantAssessment(tx, app.id, null)
}

/** Takes away all that is known of an app whose data is to go, and tells the tenant's score without it. */
async function forgetApp(tx: Tx, id: string, at: Date): Promise<void> {
  await tx.query('delete from posture.subject where finding in (select id from posture.finding where app = $1::uuid)', [
    id,
  ])
  await tx.query('delete from posture.finding where app = $1::uuid', [id])
  await tx.query('delete from posture.exception where app = $1::uuid', [id])
  await tx.query('delete from posture.touch where app = $1::uuid', [id])
  await tx.query('delete from posture.fragment where app = $1::uuid', [id])
  await tx.query('delete from posture.score_day where app = $1', [id])
  await tx.query('delete from posture.app where id = $1::uuid', [id])
  await keepLedger(tx, id, at)
  await storeTenantScore(tx, at)
}

/** Asks for an assessment now. */
export async function assessApp(context: Context, id: string): Promise<AssessPayload> {
  const nothing = (message: string, code: 'NOT_FOUND' | 'UNAVAILABLE') => ({
    app: null,
    controls: 0,
    userErrors: [userError(code, message, ['input', 'id'])],
  })
  if (!UUID.test(id)) return nothing(`There is no app ${id}.`, 'NOT_FOUND')
  return context.write(async tx => {
    const [app] = await tx.query<{ state: string; connector: string }>(
      'select state, connector from posture.app where id = $1::uuid',
      [id],
    )
    if (!app) return nothing(`There is no app ${id}.`, 'NOT_FOUND')
    if (!READABLE.has(app.state))
      return nothing(`The app is ${app.state}; its settings cannot be read. Mend or resume it first.`, 'UNAVAILABLE')
    const [count] = await tx.query<{ count: string }>(
      'select count(*) from posture.tenant_control where connector = $1 and not retired',
      [app.connector],
    )
    await tx.query('update posture.app set wanted_at = $2 where id = $1::uuid', [id, new Date()])
    await wantAssessment(tx, id, null)
    return { app: { id }, controls: Number(count!.count), userErrors: [] }
  })
}
