import type { Database, Tx, UserErrorData } from '@casbah/kit'
import { SYSTEM, type Actor } from '../../actor/actor.type.ts'
import type { Catalogue } from '../../connector/catalogue.ts'
import { isOwn } from '../../connector/own-actions.ts'
import type { Answer } from '../../idempotency/once.ts'
import { isUuid } from '../../uuid.ts'
import { checkApp, checkTarget, wrong } from '../check-request.ts'
import { fieldOf, findTargets } from '../find-targets.ts'
import type { GovernanceState } from '../governance-action.entity.ts'
import { moveAction } from '../governance-log.ts'
import { Gate } from '../limit/gate.ts'
import { personBehind } from './person-behind.ts'

interface Waiting {
  id: string
  state: GovernanceState
  spec: string
  app: string
  account: string | null
  resource: string | null
  grant: string | null
  policy: string | null
  requestedBy: Actor
  /** Epoch ms. */
  expiresAt: number | null
}

/** Which actions: one, or all of a batch. */
export type Which = { id: string } | { batch: string }

/** Lets actions that wait for a second person run, turns them down, or takes them back before they are sent. */
export class ApprovalService {
  private readonly db: Database
  private readonly catalogue: Catalogue
  private readonly now: () => number

  constructor(db: Database, catalogue: Catalogue, now: () => number) {
    this.db = db
    this.catalogue = catalogue
    this.now = now
  }

  approve(tenant: string, which: Which, by: Actor): Promise<Answer> {
    return this.each(tenant, which, ['AWAITING_APPROVAL'], 'approved', async (tx, action) => {
      if ((await personBehind(tx, action.requestedBy)) === (await personBehind(tx, by)))
        return wrong(
          'id',
          'FORBIDDEN',
          'Whoever asked for an action cannot approve it. Let a second person look at it.',
        )
      const problem = await this.recheck(tx, action)
      if (problem) return problem
      const gate = await Gate.of(tx, this.now())
      const admission = gate.admit({ as: 'HAND', spec: action.spec, policy: null, needs: null })
      if (admission.state !== 'QUEUED')
        return wrong(
          'id',
          'RATE_LIMITED',
          `${admission.awaits.reason} Approve it again within its time, or raise the limit.`,
        )
      const { released } = admission
      await moveAction(tx, action.id, { state: 'QUEUED', by, approvedBy: by, released, note: 'approved' })
      return null
    })
  }

  reject(tenant: string, which: Which, reason: string, by: Actor): Promise<Answer> {
    const said = reason.trim()
    if (!said) return Promise.resolve(refused(wrong('reason', 'BAD_USER_INPUT', 'Say why, for the one who asked.')))
    return this.each(tenant, which, ['AWAITING_APPROVAL'], 'rejected', async (tx, action) => {
      const error = { code: 'FORBIDDEN', message: `${by.name} turned it down: ${said}` }
      await moveAction(tx, action.id, { state: 'REJECTED', by, rejectedBy: by, note: said, error })
      return null
    })
  }

  cancel(tenant: string, which: Which, reason: string, by: Actor): Promise<Answer> {
    const said = reason.trim()
    if (!said) return Promise.resolve(refused(wrong('reason', 'BAD_USER_INPUT', 'Say why, for the log.')))
    return this.each(tenant, which, ['AWAITING_APPROVAL', 'QUEUED'], 'cancelled', async (tx, action) => {
      await moveAction(tx, action.id, { state: 'CANCELLED', by, note: said })
      return null
    })
  }

  /** Of a batch those that are in one of the states; what keeps one of them from it keeps it alone. */
  private each(
    tenant: string,
    which: Which,
    states: GovernanceState[],
    what: string,
    work: (tx: Tx, action: Waiting) => Promise<UserErrorData | null>,
  ): Promise<Answer> {
    return this.db.write(tenant, async tx => {
      const id = 'id' in which ? which.id : which.batch
      const all = isUuid(id) ? await read(tx, which) : []
      if (!all.length) {
        const thing = 'id' in which ? 'governance action' : 'batch'
        return refused(wrong('id', 'NOT_FOUND', `There is no ${thing} with this id.`))
      }
      const errors: UserErrorData[] = []
      let done = 0
      for (const action of all) {
        if (!states.includes(action.state)) continue
        const problem = this.isExpired(action) ? await this.expire(tx, action) : await work(tx, action)
        if (problem) errors.push(problem)
        else done += 1
      }
      if (done) return { id, userErrors: errors.slice(0, 10) }
      const now = 'id' in which ? `It is ${all[0]!.state}` : 'None of them is'
      const only = `${now}; only what is ${states.join(' or ')} can be ${what}.`
      return errors.length ? { id: null, userErrors: errors.slice(0, 10) } : refused(wrong('id', 'CONFLICT', only))
    })
  }

  private isExpired({ state, expiresAt }: Waiting): boolean {
    return state === 'AWAITING_APPROVAL' && expiresAt !== null && expiresAt <= this.now()
  }

  private async expire(tx: Tx, { id }: Waiting): Promise<UserErrorData> {
    await moveAction(tx, id, EXPIRED)
    return wrong(
      'id',
      'CONFLICT',
      'It was not approved in time and has expired. Ask for it again if it is still right.',
    )
  }

  /** What it acts on may have changed while it waited. */
  private async recheck(tx: Tx, { spec, app, policy, ...ids }: Waiting): Promise<UserErrorData | null> {
    const action = this.catalogue.action(spec)
    if (!action) return wrong('id', 'NOT_FOUND', `There is no action ${spec} any more. Reject it.`)
    const problem = await checkApp(tx, { app, spec })
    if (problem) return { ...problem, path: ['input', 'id'] }
    const field = fieldOf(action.target)
    if (!field) return null
    const found = (await findTargets(tx, app, field, [ids[field]])).get(ids[field]!)
    if (policy !== null && found?.isProtected && !isOwn(spec))
      return wrong('id', 'FORBIDDEN', 'The account has been protected since: no policy may act on it. Reject it.')
    return checkTarget(action, found, 'id')
  }
}

/** What was not approved in time. */
export const EXPIRED = {
  state: 'EXPIRED' as const,
  from: ['AWAITING_APPROVAL'] as const,
  by: SYSTEM,
  note: 'not approved in time',
  error: {
    code: 'CONFLICT',
    message: 'It was not approved in time, so nothing was done. Ask for it again if it is still right.',
  },
}

/** Locked in one order, so that two who decide at once do not wait for each other. */
function read(tx: Tx, which: Which): Promise<Waiting[]> {
  const [column, value] = 'id' in which ? ['id', which.id] : ['batch', which.batch]
  return tx.query<Waiting>(
    `select id::text, state, spec, app::text, account::text, resource::text, "grant"::text, policy, requested_by as "requestedBy",
       (extract(epoch from expires_at) * 1000)::float8 as "expiresAt"
     from apps.governance_action where tenant = $1 and ${column} = $2 order by id for update`,
    [tx.tenant, value],
  )
}

const refused = (error: UserErrorData): Answer => ({ id: null, userErrors: [error] })
