import { randomUUID } from 'node:crypto'
import type { Database, Tx, UserErrorData } from '@casbah/kit'
import { accountIds } from '../../account/account.list.ts'
import type { AccountFilter } from '../../account/account.type.ts'
import type { Actor } from '../../actor/actor.type.ts'
import type { Catalogue } from '../../connector/catalogue.ts'
import { isOwn } from '../../connector/own-actions.ts'
import type { Answer } from '../../idempotency/once.ts'
import { needsApproval } from '../approval/needs-approval.ts'
import { checkApp, checkTarget, readAsked, wrong, type ActionData } from '../check-request.ts'
import { fieldOf, findTargets, type FoundTarget, type TargetField } from '../find-targets.ts'
import type { GovernanceService } from '../governance.service.ts'
import { insertAction } from '../insert-action.ts'
import { Gate, shownOnly } from '../limit/gate.ts'
import type { RequestActionsInput, SkippedTarget } from './governance-batch.type.ts'

const MOST = 1_000

/** Takes in many actions of one spec at once. Each is an action of its own; one that cannot be is left out with the reason. */
export class GovernanceBatchService {
  private readonly db: Database
  private readonly catalogue: Catalogue
  private readonly single: GovernanceService
  private readonly now: () => number

  constructor(db: Database, catalogue: Catalogue, single: GovernanceService, now: () => number) {
    this.db = db
    this.catalogue = catalogue
    this.single = single
    this.now = now
  }

  /** The request of the first target is built before anything is kept, so that parameters that do not fit are refused at once. */
  async request(tenant: string, input: RequestActionsInput, by: Actor): Promise<Answer> {
    const refused = (...userErrors: UserErrorData[]): Answer => ({ id: null, userErrors })
    const asked = readAsked(this.catalogue, input)
    if ('code' in asked) return refused(asked)
    const { action, reason, parameters } = asked
    const field = fieldOf(action.target)
    if (!field)
      return refused(
        wrong('spec', 'BAD_USER_INPUT', 'The action acts on the whole app; ask for it by `requestAction`.'),
      )
    const sorted = await this.db.read(tenant, async tx => {
      const problem = await checkApp(tx, input)
      if (problem) return problem
      const targets = await targetsOf(tx, input, field)
      return 'code' in targets
        ? targets
        : sortOut(action, input.spec, targets, await findTargets(tx, input.app, field, targets))
    })
    if ('code' in sorted) return refused(sorted)
    const [first] = sorted.targets
    if (!first)
      return refused(
        wrong('targets', 'BAD_USER_INPUT', `None of them can be acted on. ${sorted.skipped[0]!.error.message}`),
      )
    const asking = { [field]: first, parameters, reason, alert: input.alert ?? null }
    const built = await this.single.build(tenant, input, asking)
    if ('errors' in built) return refused(...built.errors)
    const id = randomUUID()
    await this.db.write(tenant, tx => this.keep(tx, { id, input, action, field, reason, parameters, by, ...sorted }))
    return { id, userErrors: [] }
  }

  private async keep(tx: Tx, batch: Batch): Promise<void> {
    const { id, input, action, field, reason, parameters, by, targets, skipped } = batch
    const dryRun = Boolean(input.dryRun)
    await tx.query(
      `insert into apps.governance_batch (tenant, id, spec, app, reason, alert, dry_run, requested_by, total, skipped)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
      [
        tx.tenant,
        id,
        input.spec,
        input.app,
        reason,
        input.alert ?? null,
        dryRun,
        JSON.stringify(by),
        targets.length + skipped.length,
        JSON.stringify(skipped),
      ],
    )
    const now = this.now()
    const gate = dryRun ? null : await Gate.of(tx, now)
    for (const target of targets) {
      const needs = gate && needsApproval(gate.rules, { as: 'HAND', effect: action.effect, batchSize: targets.length })
      await insertAction(tx, {
        spec: input.spec,
        app: input.app,
        account: null,
        resource: null,
        grant: null,
        [field]: target,
        begins: gate ? gate.admit({ as: 'HAND', spec: input.spec, policy: null, needs }) : shownOnly(now),
        dryRun,
        requestedBy: by,
        reason,
        policy: null,
        alert: input.alert ?? null,
        parameters,
        request: null,
        notBefore: new Date(now),
        batch: id,
      })
    }
  }
}

interface Batch extends SortedOut {
  id: string
  input: RequestActionsInput
  action: ActionData
  field: TargetField
  reason: string
  parameters: Record<string, unknown>
  by: Actor
}

interface SortedOut {
  targets: string[]
  skipped: SkippedTarget[]
}

/** The targets that are named, or those that match. A filter without a condition would be everybody, which is said by a list alone. */
async function targetsOf(
  tx: Tx,
  { app, targets, accounts }: RequestActionsInput,
  field: TargetField,
): Promise<string[] | UserErrorData> {
  if (Boolean(targets) === Boolean(accounts))
    return wrong('targets', 'BAD_USER_INPUT', 'Name the targets, or give a filter for accounts; one of the two.')
  if (targets)
    return targets.length >= 1 && targets.length <= MOST
      ? targets
      : wrong('targets', 'BAD_USER_INPUT', `Name 1 to ${MOST} targets; these are ${targets.length}.`)
  if (field !== 'account')
    return wrong('accounts', 'BAD_USER_INPUT', `The action acts on a ${field}; name them in \`targets\`.`)
  if (!hasCondition(accounts!))
    return wrong('accounts', 'BAD_USER_INPUT', 'Give the filter a condition; without one it would be all accounts.')
  const ids = await accountIds(tx, app, accounts!, MOST + 1)
  if (ids.length > MOST)
    return wrong(
      'accounts',
      'BAD_USER_INPUT',
      `Over ${MOST} accounts match. Narrow the filter, and ask again for the rest.`,
    )
  return ids.length ? ids : wrong('accounts', 'NOT_FOUND', 'No account of the app matches.')
}

/** Whether a filter asks for anything at any depth. */
function hasCondition({ and, or, not, ...fields }: AccountFilter): boolean {
  const inner = [...(and ?? []), ...(or ?? []), ...(not ? [not] : [])]
  return inner.some(hasCondition) || Object.values(fields).some(value => value !== undefined && value !== null)
}

/** Which targets get an action. A protected account gets none in bulk: it deserves a look of its own. */
function sortOut(action: ActionData, spec: string, targets: string[], found: Map<string, FoundTarget>): SortedOut {
  const sorted: SortedOut = { targets: [], skipped: [] }
  const seen = new Set<string>()
  for (const [index, target] of targets.entries()) {
    const at = ['targets', String(index)]
    const one = found.get(target.toLowerCase())
    const problem = seen.has(target)
      ? wrong(at, 'BAD_USER_INPUT', 'It is named twice.')
      : (checkTarget(action, one, at) ??
        (one!.isProtected && !isOwn(spec)
          ? wrong(at, 'FORBIDDEN', 'The account is protected. Ask for this one by itself.')
          : null))
    seen.add(target)
    if (problem) sorted.skipped.push({ target, error: problem })
    else sorted.targets.push(target)
  }
  return sorted
}
