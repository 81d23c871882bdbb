import type { Database, Tx } from '@casbah/kit'
import type { HostedApp } from '@casbah/host'
import { SYSTEM } from '../actor/actor.type.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { ActionAnswer, ActionOrder } from '../collection/connector-host.ts'
import { wantWork } from '../collection/work.ts'
import { isOwn } from '../connector/own-actions.ts'
import type { Executor } from './executor.ts'
import { GovernanceAction } from './governance-action.entity.ts'
import { moveAction, NEVER, postpone, type Step } from './governance-log.ts'
import { targetOf } from './target.ts'

/** Looks at a vendor that does not yet show the change so many times, ever later, before it counts as not done: two minutes. */
const CONFIRMATIONS = 6

export interface WorkerParts {
  db: Database
  executor: Executor
  catalogue: Catalogue
  crashPoint: (point: string) => void
  /** Epoch ms. */
  now: () => number
}

/**
 * Carries out governance actions of apps that this process runs. That it is about to send is written down before it sends; from then on the
 * vendor is asked whether it holds, and nothing is sent twice unless it surely was not done.
 */
export class GovernanceWorker {
  private readonly parts: WorkerParts

  constructor(parts: WorkerParts) {
    this.parts = parts
  }

  /** One turn of one action. */
  async run(app: HostedApp, id: string): Promise<void> {
    const { db, now } = this.parts
    const action = await db.read(app.tenant, async tx => {
      const due = { tenant: app.tenant, id, nextAt: { $lte: new Date(now()) } }
      return tx.em.findOne(GovernanceAction, due, { disableIdentityMap: true })
    })
    if (!action) return
    try {
      await this.turn(app, action)
    } catch (error) {
      if (error instanceof TakenBack) return
      // Of a fault of ours nothing is known of the action, so nothing is said; only the next look waits.
      await db.write(app.tenant, tx => postpone(tx, id, action.tries + 1, this.later(action.tries)))
      throw error
    }
  }

  private async turn(app: HostedApp, action: GovernanceAction): Promise<void> {
    switch (action.state) {
      case 'QUEUED':
        if (this.isLate(action)) return void (await this.move(app, action, { ...LATE, from: ['QUEUED'] }))
        if (action.dryRun) return this.settle(app, action, await this.ask(app, action, 'dry-run'))
        return this.settle(app, action, await this.send(app, action, 'run', { state: 'RUNNING', from: ['QUEUED'] }))
      // A crash or the vendor cut it off: it may have been sent.
      case 'RUNNING':
      case 'CONFIRMING':
      case 'UNKNOWN':
        return this.settle(app, action, await this.ask(app, action, 'confirm'))
      case 'UNDOING':
        if (action.sentAt) return this.settleUndo(app, action, await this.ask(app, action, 'confirm-undo'))
        if (this.isLate(action)) return this.notUndone(app, action, LATE.error)
        return this.settleUndo(
          app,
          action,
          await this.send(app, action, 'undo', { state: 'UNDOING', from: ['UNDOING'] }),
        )
      default:
        return
    }
  }

  /** Sends, having said so first. */
  private async send(
    app: HostedApp,
    action: GovernanceAction,
    mode: 'run' | 'undo',
    step: Pick<Step, 'state' | 'from'>,
  ): Promise<ActionAnswer> {
    const { db, now, crashPoint } = this.parts
    const answer = await this.ask(app, action, mode, {
      onRemember: async remembered => {
        await db.write(app.tenant, tx => keepRemembered(tx, action.id, remembered))
      },
      onSend: async request => {
        // Not due again while it is under way: a process that ends here leaves it to be asked about.
        const sending = { ...step, by: SYSTEM, sentAt: new Date(now()), tries: 0, checks: 0 }
        const shown = mode === 'run' ? { request } : {}
        if (!(await this.move(app, action, { ...sending, ...shown }))) throw new TakenBack()
        crashPoint('apps:action-before-send')
      },
    })
    crashPoint('apps:action-after-send')
    return answer
  }

  private async ask(
    app: HostedApp,
    action: GovernanceAction,
    mode: ActionOrder['mode'],
    more: Partial<ActionOrder> = {},
  ): Promise<ActionAnswer> {
    const { db, executor } = this.parts
    const found = await db.read(app.tenant, tx => targetOf(tx, action).catch((error: Error) => error))
    if (found instanceof Error) return gone(mode)
    const { specId, parameters, remembered, accountId: account, reason, alertId: alert } = action
    const order = { mode, target: found, parameters, remembered: remembered ?? undefined, ...more }
    return executor.act(app, specId, order, { tenant: app.tenant, app: app.id, account, reason, alert })
  }

  private async settle(app: HostedApp, action: GovernanceAction, answer: ActionAnswer): Promise<void> {
    const { request, result, problem } = answer
    const sends = !wasSent(action)
    const undoable = this.parts.catalogue.action(action.specId)?.undoable ?? false
    const { tries, checks } = wasSent(action) ? action : { tries: 0, checks: 0 }
    const common = { by: SYSTEM, request, result, from: OPEN }
    const done = { ...common, state: 'SUCCEEDED' as const, tries: 0 }
    switch (answer.outcome) {
      case 'shown':
        return void (await this.move(app, action, done))
      case 'sent':
      case 'confirmed':
        // Whoever sent it knows better than one who took over meanwhile and saw nothing yet.
        return void (await this.move(
          app,
          action,
          { ...done, undoable, from: sends ? [...OPEN, 'FAILED'] : OPEN },
          true,
        ))
      case 'denied':
        if (checks < CONFIRMATIONS) {
          const againAt = this.later(checks)
          return void (await this.move(app, action, {
            ...common,
            state: 'CONFIRMING',
            checks: checks + 1,
            tries: 0,
            againAt,
          }))
        }
        return void (await this.move(app, action, { ...common, state: 'FAILED', error: NOT_SHOWN }))
      case 'unknown': {
        const step = { ...common, state: 'UNKNOWN' as const, error: problem, tries: tries + 1 }
        return void (await this.move(app, action, { ...step, againAt: this.later(tries) }))
      }
      case 'unaskable':
        return void (await this.move(app, action, { ...common, state: 'UNKNOWN', error: INTERRUPTED, againAt: NEVER }))
      case 'unsent': {
        const step = { ...common, state: 'QUEUED' as const, from: UNSENT, error: problem, sentAt: null }
        const again = { tries: action.tries + 1, againAt: this.later(action.tries) }
        return void (await this.move(app, action, { ...step, ...again }))
      }
      case 'failed':
        return void (await this.move(app, action, { ...common, state: 'FAILED', error: problem ?? INTERRUPTED }))
    }
  }

  private async settleUndo(app: HostedApp, action: GovernanceAction, answer: ActionAnswer): Promise<void> {
    const { result, problem } = answer
    const { tries, checks } = wasSent(action) ? action : { tries: 0, checks: 0 }
    const open = { by: SYSTEM, state: 'UNDOING' as const, from: UNDOING, result, error: problem }
    switch (answer.outcome) {
      case 'sent':
      case 'confirmed': {
        const from = wasSent(action) ? UNDOING : ([...UNDOING, 'SUCCEEDED'] as const)
        const undone = { by: SYSTEM, state: 'UNDONE' as const, from, result, undoable: false }
        return void (await this.move(app, action, undone, true))
      }
      case 'denied':
        if (checks < CONFIRMATIONS)
          return void (await this.move(app, action, {
            ...open,
            checks: checks + 1,
            tries: 0,
            againAt: this.later(checks),
          }))
        return this.notUndone(app, action, NOT_SHOWN, result)
      case 'unknown':
        return void (await this.move(app, action, { ...open, tries: tries + 1, againAt: this.later(tries) }))
      case 'unsent': {
        const again = { sentAt: null, tries: action.tries + 1, againAt: this.later(action.tries) }
        return void (await this.move(app, action, { ...open, ...again }))
      }
      case 'unaskable':
        return void (await this.move(app, action, { ...open, error: INTERRUPTED, againAt: NEVER }))
      default:
        return this.notUndone(app, action, problem ?? NOT_SHOWN, result)
    }
  }

  /** It is as before it was to be taken back. */
  private async notUndone(
    app: HostedApp,
    action: GovernanceAction,
    error: Step['error'],
    result: string | null = null,
  ): Promise<void> {
    const step = { state: 'SUCCEEDED' as const, by: SYSTEM, from: UNDOING, result, error, note: 'could not be undone' }
    await this.move(app, action, step)
  }

  private move(app: HostedApp, action: GovernanceAction, step: Step, looksAgain = false): Promise<boolean> {
    return this.parts.db.write(app.tenant, async (tx: Tx) => {
      const moved = await moveAction(tx, action.id, step)
      if (moved && looksAgain && !isOwn(action.specId)) await this.lookAgain(tx, app.id, action)
      return moved
    })
  }

  /** What it acted on looks different now. */
  private async lookAgain(tx: Tx, app: string, { resourceId, grantId }: GovernanceAction): Promise<void> {
    if (!resourceId && !grantId) return wantWork(tx, app, 'inventory')
    await tx.query(
      `insert into apps.touched (tenant, app, listing, external_id, at)
       select tenant, app, listing, external_id, 0 from apps.resource where tenant = $1 and id = $2
       union all select tenant, app, listing, coalesce(parent, ''), 0 from apps.oauth_grant where tenant = $1 and id = $3
       on conflict do nothing`,
      [tx.tenant, resourceId, grantId],
    )
  }

  private isLate({ sendBy }: GovernanceAction): boolean {
    return sendBy !== null && sendBy.getTime() <= this.parts.now()
  }

  /** From two seconds to a quarter of an hour. */
  private later(times: number): Date {
    return new Date(this.parts.now() + 1_000 * Math.min(900, 2 ** Math.min(times + 1, 10)))
  }
}

/** Whether this turn only asks; one that sends begins to count anew. */
const wasSent = ({ state, sentAt }: GovernanceAction) => state !== 'QUEUED' && (state !== 'UNDOING' || sentAt !== null)

/** Somebody took it back, or another host has it, before it was sent. */
class TakenBack extends Error {}

/** What is to be acted on is in no list any more. */
const gone = (mode: ActionOrder['mode']): ActionAnswer => ({
  request: null,
  outcome: mode === 'run' || mode === 'dry-run' ? 'failed' : 'unknown',
  result: null,
  problem: {
    code: 'BAD_CONFIG',
    message: 'What it should act on is not listed any more, so it cannot be asked about.',
  },
})

/** What taking it back needs is what was there before the first try. */
async function keepRemembered(tx: Tx, id: string, remembered: unknown): Promise<void> {
  await tx.query(
    'update apps.governance_action set remembered = coalesce(remembered, $3) where tenant = $1 and id = $2',
    [tx.tenant, id, JSON.stringify(remembered)],
  )
}

const OPEN = ['QUEUED', 'RUNNING', 'CONFIRMING', 'UNKNOWN'] as const
const UNSENT = ['QUEUED', 'RUNNING'] as const
const UNDOING = ['UNDOING'] as const

const INTERRUPTED = {
  code: 'UNAVAILABLE',
  message:
    'It was cut off while it was sent, and there is no way to ask whether it holds. Look at the vendor’s console, then ask for it again if needed.',
}
const NOT_SHOWN = {
  code: 'BAD_ANSWER',
  message:
    'The vendor was asked several times and does not show the change, so it counts as not done. Look at the vendor’s console, then ask for it again if needed.',
}

/** What was let go and waited in vain. */
export const LATE = {
  state: 'FAILED' as const,
  by: SYSTEM,
  note: 'not sent in time',
  error: {
    code: 'VENDOR_UNAVAILABLE',
    message:
      'It could not be sent within 24 hours, so it was given up and nothing was done. Ask for it again if it is still right.',
  },
}
