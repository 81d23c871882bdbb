import type { Database, Tx } from '@casbah/kit'
import type { HostedApp } from '@casbah/host'
import { SYSTEM } from '../actor/actor.type.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import type { ActionAnswer, ActionOrder, ConnectorHost } from '../collection/connector-host.ts'
import { wantWork } from '../collection/work.ts'
import { GovernanceAction } from './governance-action.entity.ts'
import { moveAction, type Step } from './governance-log.ts'
import { targetOf } from './target.ts'

/** Looks at a vendor that does not yet show the change so many times, ever later, before it counts as not done. */
const CONFIRMATIONS = 6
const againSeconds = (attempts: number) => Math.min(900, 2 ** attempts)

/** Carries out governance actions of apps that this process runs. What a crash left behind is asked about, never sent twice. */
export class GovernanceWorker {
  private readonly db: Database
  private readonly host: ConnectorHost
  private readonly catalogue: Catalogue
  private readonly crashPoint: (point: string) => void

  constructor(db: Database, host: ConnectorHost, catalogue: Catalogue, crashPoint: (point: string) => void) {
    this.db = db
    this.host = host
    this.catalogue = catalogue
    this.crashPoint = crashPoint
  }

  /** One turn of one action. */
  async run(app: HostedApp, id: string): Promise<void> {
    const { action, target } = await this.db.read(app.tenant, async tx => {
      const due = { tenant: app.tenant, id, nextAt: { $lte: new Date() } }
      const found = await tx.em.findOne(GovernanceAction, due, { disableIdentityMap: true })
      return { action: found, target: found && (await targetOf(tx, found)) }
    })
    if (!action || !target) return
    const onRemember = async (remembered: unknown) => {
      await this.db.write(app.tenant, tx => keepRemembered(tx, id, remembered))
    }
    const order = (mode: ActionOrder['mode'], more: Partial<ActionOrder> = {}): ActionOrder => ({
      action: action.specId.slice(action.specId.indexOf('/') + 1),
      mode,
      target,
      parameters: action.parameters,
      ...more,
    })
    switch (action.state) {
      case 'QUEUED':
        if (action.dryRun) return this.settle(app, action, await this.host.act(app, order('dry-run')))
        await this.move(app, action, { state: 'RUNNING', by: SYSTEM })
        this.crashPoint('apps:action-before-send')
        return this.settle(app, action, await this.host.act(app, order('run', { onRemember })))
      // A crash cut it off: it may have been sent.
      case 'RUNNING':
      case 'CONFIRMING':
      case 'UNKNOWN':
        return this.settle(app, action, await this.host.act(app, order('confirm')))
      case 'UNDOING':
        return this.settleUndo(
          app,
          action,
          await this.host.act(app, order('undo', { remembered: action.remembered ?? undefined })),
        )
      default:
        return
    }
  }

  private async settle(app: HostedApp, action: GovernanceAction, answer: ActionAnswer): Promise<void> {
    const undoable = this.catalogue.action(action.specId)?.undoable ?? false
    const common = { by: SYSTEM, request: answer.request, result: answer.result }
    const again = againSeconds(action.attempts)
    switch (answer.outcome) {
      case 'shown':
        return this.move(app, action, { ...common, state: 'SUCCEEDED' }, false)
      case 'sent':
      case 'confirmed':
        return this.move(app, action, { ...common, state: 'SUCCEEDED', undoable })
      case 'denied':
        if (action.attempts < CONFIRMATIONS)
          return this.move(app, action, { ...common, state: 'CONFIRMING', againSeconds: again })
        return this.move(app, action, {
          ...common,
          state: 'FAILED',
          error: { code: 'BAD_ANSWER', message: NOT_SHOWN },
        })
      case 'unknown':
        return this.move(app, action, { ...common, state: 'UNKNOWN', error: answer.problem, againSeconds: again })
      case 'unaskable':
        return this.move(app, action, { ...common, state: 'FAILED', error: INTERRUPTED })
      case 'unsent':
      case 'failed':
        return this.move(app, action, { ...common, state: 'FAILED', error: answer.problem ?? INTERRUPTED })
    }
  }

  private settleUndo(app: HostedApp, action: GovernanceAction, answer: ActionAnswer): Promise<void> {
    const { result, problem } = answer
    if (answer.outcome === 'sent' || answer.outcome === 'confirmed')
      return this.move(app, action, { state: 'UNDONE', by: SYSTEM, result, undoable: false })
    const error = problem ?? { code: 'BAD_ANSWER', message: NOT_SHOWN }
    return this.move(app, action, { state: 'SUCCEEDED', by: SYSTEM, result, error, note: 'could not be undone' })
  }

  private move(app: HostedApp, action: GovernanceAction, step: Step, ended = true): Promise<void> {
    return this.db.write(app.tenant, async (tx: Tx) => {
      await moveAction(tx, action.id, step)
      if (ended && ['SUCCEEDED', 'UNDONE'].includes(step.state)) await this.lookAgain(tx, app.id, action)
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
}

async function keepRemembered(tx: Tx, id: string, remembered: unknown): Promise<void> {
  await tx.query('update apps.governance_action set remembered = $3 where tenant = $1 and id = $2', [
    tx.tenant,
    id,
    JSON.stringify(remembered),
  ])
}

const INTERRUPTED = {
  code: 'UNAVAILABLE',
  message:
    'It was cut off while it was sent, and the vendor cannot be asked whether it holds. Look at the vendor’s console, then ask for it again if needed.',
}
const NOT_SHOWN =
  'The vendor took the request but does not show the change. Look at the vendor’s console, then ask for it again if needed.'
