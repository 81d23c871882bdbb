import { randomUUID } from 'node:crypto'
import { CasbahError, userError, type Context, type Tx } from '@casbah/kit'
import { isUuid } from '../alert/alert.loaders.ts'
import { compilePolicy } from '../detection/compile.ts'
import { AnsweredAlready, firstAnswer, keepAnswer } from '../graphql/answer-once.ts'
import { readScope } from '../policy/read-scope.ts'
import { PolicyRow } from '../policy/policy.entity.ts'
import { BACKTEST_COLUMNS, toBacktest, type BacktestRow, type BacktestSubject } from './backtest.row.ts'
import type { Backtest, BacktestInput, BacktestPayload } from './backtest.type.ts'
import { BacktestRunner } from './runner.ts'
import { judgesActivities } from './judges-activities.ts'

const LONGEST_MS = 400 * 24 * 3_600_000
/** Runs of a tenant that wait or run. */
const WAITING = 20
/** Severity and time of folding of a draft, which says neither. */
const OPERATION = 'backtest'
const DRAFT = { severity: 'MEDIUM', foldSeconds: 3_600 } as const

/** A backtest by id; null when the tenant has none such. */
export function backtestById(context: Context, id: string): Promise<Backtest | null> {
  return context
    .loader<string, Backtest | null>(backtestById, async (ids, ctx) => {
      const rows = await (
        await ctx.tx()
      ).query<BacktestRow>(
        `select ${BACKTEST_COLUMNS} from alerts.backtest b where b.tenant = $1 and b.id = any($2::uuid[])`,
        [ctx.tenant, ids.filter(isUuid)],
      )
      const found = new Map(rows.map(row => [row.id, toBacktest(row)]))
      return ids.map(each => found.get(each) ?? null)
    })
    .load(id)
}

/** Puts a run of a policy or draft over stored history among those that wait. */
export async function startBacktest(context: Context, input: BacktestInput): Promise<BacktestPayload> {
  const key = input.idempotencyKey
  const runner = context.instance(BacktestRunner)
  try {
    const span = spanOf(input, runner.now())
    const id = await context.write(async tx => {
      const answered = await firstAnswer<{ id: string }>(tx, OPERATION, key)
      if (answered) return answered.id
      const fresh = randomUUID()
      const subject = await subjectOf(tx, input, fresh)
      const [open] = await tx.query<{ count: string }>(
        `select count(*) from alerts.backtest where tenant = $1 and app is null and state in ('QUEUED', 'RUNNING')`,
        [tx.tenant],
      )
      if (Number(open!.count) >= WAITING)
        throw new CasbahError(
          'RATE_LIMITED',
          `${WAITING} backtests wait already. Wait until one has ended, or end one by cancelBacktest.`,
        )
      await tx.query(
        `insert into alerts.backtest (tenant, id, policy, subject, state, since, until) values ($1, $2, $3, $4, 'QUEUED', $5, $6)`,
        [
          tx.tenant,
          fresh,
          input.policy ?? null,
          JSON.stringify(subject),
          new Date(span.since).toISOString(),
          new Date(span.until).toISOString(),
        ],
      )
      if (key) await keepAnswer(tx, OPERATION, key, { id: fresh })
      return fresh
    })
    runner.wake()
    return await payload(context, id)
  } catch (error) {
    if (error instanceof AnsweredAlready)
      return payload(context, (await context.write(tx => firstAnswer<{ id: string }>(tx, OPERATION, key)))!.id)
    return refusal(error)
  }
}

/** Ends a backtest; what it found so far stays. */
export async function cancelBacktest(context: Context, id: string): Promise<BacktestPayload> {
  const [row] = isUuid(id)
    ? await context.write(tx =>
        tx.query<{ state: string }>(
          `update alerts.backtest set state = case when state in ('QUEUED', 'RUNNING') then 'CANCELLED' else state end,
             ended_at = coalesce(ended_at, now()) where tenant = $1 and id = $2 and app is null returning state`,
          [tx.tenant, id],
        ),
      )
    : []
  if (!row)
    return refusal(new CasbahError('NOT_FOUND', `There is no backtest ${id}. It may be over 30 days old.`), ['id'])
  await context.instance(BacktestRunner).end(context.tenant, id)
  const answer = await payload(context, id)
  if (row.state === 'CANCELLED') return answer
  const message = `The backtest has ended already, as ${row.state}. There is nothing to cancel.`
  return { ...answer, userErrors: [userError('CONFLICT', message, ['id'])] }
}

/** A read transaction of before does not see what was written. */
async function payload(context: Context, id: string): Promise<BacktestPayload> {
  await context.renew()
  return { backtest: await backtestById(context, id), userErrors: [] }
}

function refusal(error: unknown, path?: string[]): BacktestPayload {
  if (!(error instanceof CasbahError)) throw error
  return { backtest: null, userErrors: [userError(error.code, error.message, path ?? pathOf(error))] }
}

const pathOf = ({ extensions }: CasbahError) => (extensions.path as string[] | undefined) ?? null

function refuse(message: string, ...path: string[]): never {
  throw new CasbahError('BAD_USER_INPUT', message, { path: path.length ? path : null })
}

function spanOf({ since, until }: BacktestInput, now: number): { since: number; until: number } {
  const span = { since: since.getTime(), until: Math.min(until?.getTime() ?? now, now) }
  if (span.since >= span.until) refuse('There is no past between since and until. Choose an earlier since.', 'since')
  if (span.until - span.since > LONGEST_MS) refuse('The span is over 400 days. Choose a later since.', 'since')
  return span
}

async function subjectOf(tx: Tx, input: BacktestInput, id: string): Promise<BacktestSubject> {
  const { policy: named, kind, definition, scope } = input
  if (named) {
    if (kind || definition != null || scope)
      refuse('Give either policy or kind, definition and scope, not both.', 'policy')
    const row = isUuid(named) ? await tx.em.findOne(PolicyRow, { tenant: tx.tenant, id: named }) : null
    if (!row)
      throw new CasbahError('NOT_FOUND', `There is no policy ${named}. Take an id of \`policies\`.`, {
        path: ['policy'],
      })
    judgeable(row, 'policy')
    return { policy: JSON.parse(JSON.stringify(row)) as PolicyRow }
  }
  if (!kind || definition == null) refuse('Give a policy, or a draft by kind and definition.')
  const { scope: read, problems } = scope ? await readScope(tx, scope) : { scope: null, problems: [] }
  if (problems[0]) throw new CasbahError('BAD_USER_INPUT', problems[0].message, { path: problems[0].path })
  const policy: PolicyRow = {
    ...DRAFT,
    tenant: tx.tenant,
    id,
    name: 'Draft',
    description: '',
    kind,
    definition,
    enabled: true,
    builtIn: false,
    version: 1,
    definitionVersion: 1,
    author: null,
    mitre: [],
    failures: 0,
    responses: [],
    scope: read,
  }
  judgeable(policy, 'definition')
  return { policy }
}

const INSTEAD: Partial<Record<PolicyRow['kind'], string>> = {
  RESOURCE: 'Count what matches now by `resources` with the same filter.',
  POSTURE: 'Count what matches now by `findings` with the same filter.',
  SYSTEM: 'See how apps and their streams fare now by `apps { state streams { name lagSeconds } }`.',
}

/** Only what judges activities can be run over stored ones. */
function judgeable(policy: PolicyRow, field: string): void {
  if (!judgesActivities(policy))
    refuse(
      `Policies of kind ${policy.kind} look at what is there now, not at activities, so there is no history to run them over. ${INSTEAD[policy.kind]}`,
      field === 'policy' ? 'policy' : 'kind',
    )
  try {
    compilePolicy(policy)
  } catch (error) {
    if (!(error instanceof CasbahError)) throw error
    refuse(error.message, field)
  }
}
