import type { Database, Topics, Tx, UserErrorData } from '@casbah/kit'
import type { HostedApp } from '@casbah/host'
import type { ActionEffect } from '../connector/connector.type.ts'
import { SYSTEM, type Actor } from '../actor/actor.type.ts'
import { hostedApp } from '../app/hosted-app.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import { isOwn } from '../connector/own-actions.ts'
import type { Vault } from '../credential/vault.ts'
import type { Answer } from '../idempotency/once.ts'
import { isUuid } from '../uuid.ts'
import { needsApproval } from './approval/needs-approval.ts'
import { checkApp, checkTarget, readAsked, wrong } from './check-request.ts'
import type { Executor } from './executor.ts'
import { fieldOf, findTargets, TARGETS, type FoundTarget } from './find-targets.ts'
import { handOver } from './hand-over.ts'
import { moveAction } from './governance-log.ts'
import type { RequestActionInput, UndoActionInput } from './governance.type.ts'
import { insertAction, type NewAction } from './insert-action.ts'
import { Gate, sendBy, shownOnly } from './limit/gate.ts'
import { containmentOf, othersOn, weigh } from './precedence.ts'
import { targetOf, type TargetIds } from './target.ts'

export interface GovernanceParts {
  db: Database
  catalogue: Catalogue
  vault: Vault
  executor: Executor
  /** Epoch ms. */
  now: () => number
}

/** What an action would send, or what is wrong with it. */
type Built = { request: Record<string, unknown> | null } | { errors: UserErrorData[] }

/** Takes in governance actions; the worker of the app's host carries them out. */
export class GovernanceService {
  private readonly parts: GovernanceParts

  constructor(parts: GovernanceParts) {
    this.parts = parts
  }

  /** Builds the exact request first, so that what cannot be built is refused at once; a dry run ends there. */
  async request(tenant: string, wished: RequestActionInput, by: Actor): Promise<Answer> {
    const { db, catalogue, now } = this.parts
    const asked = readAsked(catalogue, wished)
    if ('code' in asked) return { id: null, userErrors: [asked] }
    const { action, reason, parameters } = asked
    const field = fieldOf(action.target)
    const misnamed = checkFields(wished, field)
    if (misnamed) return { id: null, userErrors: [misnamed] }
    const input = await db.read(tenant, tx => handOver(tx, wished))
    if ('code' in input) return { id: null, userErrors: [input] }
    const found = await db.read(tenant, async tx => {
      const problem = await checkApp(tx, input)
      if (problem || !field) return problem
      const target = (await findTargets(tx, input.app, field, [input[field]])).get(input[field]!)
      return checkTarget(action, target, field) ?? target!
    })
    if (found && 'code' in found) return { id: null, userErrors: [found] }
    const built = await this.build(tenant, input, { ...input, parameters, reason })
    if ('errors' in built) return { id: null, userErrors: built.errors }
    const id = await db.write(tenant, async tx => {
      const gate = input.dryRun ? null : await Gate.of(tx, now())
      const { isProtected = false } = found ?? {}
      const asking = { as: 'HAND' as const, effect: action.effect, isProtected: isProtected && !isOwn(input.spec) }
      const begins: NewAction['begins'] = gate
        ? gate.admit({ as: 'HAND', spec: input.spec, policy: null, needs: needsApproval(gate.rules, asking) })
        : { state: 'SUCCEEDED' }
      return insertAction(tx, {
        spec: input.spec,
        app: input.app,
        account: input.account ?? null,
        resource: input.resource ?? null,
        grant: input.grant ?? null,
        begins,
        dryRun: Boolean(input.dryRun),
        requestedBy: by,
        reason,
        policy: null,
        alert: input.alert ?? null,
        parameters,
        request: built.request,
        notBefore: new Date(now()),
      })
    })
    return { id, userErrors: [] }
  }

  /** The exact request, as the connector makes it; nothing is sent. */
  async build(
    tenant: string,
    { spec, app }: { spec: string; app: string },
    asked: Partial<Pick<RequestActionInput, (typeof TARGETS)[number] | 'alert'>> & {
      parameters: Record<string, unknown>
      reason: string
    },
  ): Promise<Built> {
    const { db, vault, executor } = this.parts
    const ready = await db.read(tenant, async tx => {
      const hosted = await hostedApp(tx, vault, app, 0)
      return hosted && { hosted, target: await targetOf(tx, targetIds(app, asked)) }
    })
    if (!ready) return { errors: [wrong('app', 'NOT_FOUND', 'The app is not connected any more. Connect it again.')] }
    const { parameters, reason, alert = null, account = null } = asked
    const order = { mode: 'dry-run' as const, target: ready.target, parameters }
    const shown = await executor.act(ready.hosted as HostedApp, spec, order, { tenant, app, account, reason, alert })
    if (shown.outcome === 'shown') return { request: shown.request }
    if (shown.misfits?.length)
      return {
        errors: shown.misfits.map(({ path, message }) => wrong(['parameters', ...path], 'BAD_USER_INPUT', message)),
      }
    const problem = shown.problem ?? { code: 'BAD_ANSWER', message: 'The connector could not build the request.' }
    return { errors: [{ ...problem, path: ['input', 'parameters'] }] }
  }

  async undo(tenant: string, input: UndoActionInput, by: Actor): Promise<Answer> {
    const refused = (error: UserErrorData): Answer => ({ id: null, userErrors: [error] })
    if (!input.reason.trim()) return refused(wrong('reason', 'BAD_USER_INPUT', 'Say why, for the log.'))
    const { db, now } = this.parts
    return db.write(tenant, async tx => {
      const [action] = isUuid(input.id)
        ? await tx.query<{ state: string; undoable: boolean }>(
            'select state, undoable from apps.governance_action where tenant = $1 and id = $2 for update',
            [tenant, input.id],
          )
        : []
      if (!action) return refused(wrong('id', 'NOT_FOUND', 'There is no governance action with this id.'))
      if (action.state !== 'SUCCEEDED' || !action.undoable)
        return refused(
          wrong(
            'id',
            'CONFLICT',
            `The action is ${action.state} and cannot be undone. Only one that succeeded and is undoable can.`,
          ),
        )
      const fresh = { sentAt: null, tries: 0, checks: 0, sendBy: sendBy(now()) }
      await moveAction(tx, input.id, { state: 'UNDOING', by, note: input.reason, ...fresh })
      return { id: input.id, userErrors: [] }
    })
  }

  /** A policy's response; an account that no automation may touch is left alone, and the log says so. */
  async respond(tx: Tx, wanted: Topics['action.wanted'], id?: string): Promise<void> {
    const { catalogue, now } = this.parts
    const action = catalogue.action(wanted.spec)
    const field = action && fieldOf(action.target)
    const found = field ? (await findTargets(tx, wanted.app, field, [wanted[field]])).get(wanted[field]!) : undefined
    const error = !action
      ? { code: 'NOT_FOUND', message: `There is no action ${wanted.spec}. Choose another in the policy.` }
      : field && (!found || found.gone)
        ? { code: 'NOT_FOUND', message: `The ${field} that it should act on is not known.` }
        : found?.isProtected && !isOwn(wanted.spec)
          ? { code: 'FORBIDDEN', message: PROTECTED }
          : null
    const target = {
      account: await knownId(tx, 'account', wanted),
      resource: await knownId(tx, 'resource', wanted),
      grant: await knownId(tx, 'grant', wanted),
    }
    const begins = error
      ? { state: 'FAILED' as const, error }
      : ((await this.yieldTo(tx, { ...wanted, ...target }, action!)) ??
        (await this.admit(tx, wanted, { effect: action!.effect, wished: tooOld(wanted, now()) })))
    await insertAction(
      tx,
      {
        ...wanted,
        ...target,
        begins,
        requestedBy: { kind: 'POLICY', id: wanted.policy, name: 'Policy', email: null },
        request: null,
        notBefore: new Date(Math.max(now(), wanted.notBefore)),
      },
      id,
    )
  }

  /** Of several policies' actions on one target the strongest is enough: this one is left, or those it goes beyond are taken back. */
  private async yieldTo(
    tx: Tx,
    wanted: Topics['action.wanted'] & { account: string | null; resource: string | null; grant: string | null },
    action: { effect: ActionEffect; containment?: number },
  ): Promise<{ state: 'CANCELLED'; error: { code: string; message: string } } | null> {
    const { catalogue, now } = this.parts
    if (wanted.dryRun) return null
    const gate = await Gate.of(tx, now())
    const since = new Date(now() - gate.rules.coolingOffMinutes * 60_000)
    const strengthOf = (spec: string) => {
      const known = catalogue.action(spec)
      return known ? containmentOf(known) : 0
    }
    const others = await othersOn(tx, wanted, since, strengthOf)
    const verdict = weigh({ spec: wanted.spec, containment: containmentOf(action) }, others)
    if (!verdict.goes) {
      const what = verdict.why === 'SAME' ? 'The same' : `${verdict.because.spec}, which is stronger,`
      const done = verdict.because.state === 'SUCCEEDED' ? 'was done lately' : 'is on its way'
      const message = `${what} ${done} on the same target: action ${verdict.because.id}.`
      return { state: 'CANCELLED', error: { code: 'CONFLICT', message } }
    }
    for (const { id } of verdict.supersedes)
      await moveAction(tx, id, {
        state: 'CANCELLED',
        by: SYSTEM,
        from: ['AWAITING_APPROVAL', 'QUEUED'],
        note: `${wanted.spec} is stronger and takes its place.`,
      })
    return null
  }

  /** An alert turned out to be none: takes back what policies asked for because of it and was not sent yet. */
  async withdraw(tx: Tx, { alert, by }: Topics['action.withdrawn']): Promise<void> {
    const rows = await tx.query<{ id: string }>(
      `select id from apps.governance_action where tenant = $1 and alert = $2 and policy is not null
         and state in ('AWAITING_APPROVAL', 'QUEUED') order by id`,
      [tx.tenant, alert],
    )
    const from = ['AWAITING_APPROVAL', 'QUEUED'] as const
    for (const { id } of rows)
      await moveAction(tx, id, {
        state: 'CANCELLED',
        by,
        from,
        note: 'The alert that it answers turned out to be none.',
      })
  }

  private async admit(
    tx: Tx,
    { spec, policy, dryRun, notBefore }: Topics['action.wanted'],
    asked: Pick<Parameters<typeof needsApproval>[1], 'effect' | 'wished'>,
  ): Promise<NewAction['begins']> {
    const now = this.parts.now()
    // What sends nothing is not counted.
    if (dryRun) return shownOnly(now)
    const gate = await Gate.of(tx, now)
    return gate.admit({
      as: 'POLICY',
      spec,
      policy,
      notBefore,
      needs: needsApproval(gate.rules, { as: 'POLICY', ...asked }),
    })
  }
}

/** Why what matched is too old to be answered without a person; null when it is not. */
function tooOld({ activityAt, maxAgeSeconds }: Topics['action.wanted'], now: number): string | null {
  if (activityAt === undefined || maxAgeSeconds === undefined) return null
  const age = Math.round((now - activityAt) / 1000)
  if (age <= maxAgeSeconds) return null
  return `What it answers is ${minutes(age)} old; beyond ${minutes(maxAgeSeconds)} a second person has to agree.`
}

const minutes = (seconds: number) => (seconds < 120 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`)

/** Exactly the field that the action acts on is given. */
function checkFields(input: RequestActionInput, field: (typeof TARGETS)[number] | null): UserErrorData | null {
  if (field && !input[field]) return wrong(field, 'BAD_USER_INPUT', `Name the ${field} that it acts on.`)
  const other = TARGETS.find(name => input[name] && name !== field)
  if (!other) return null
  const acts = field ? `one ${field}` : 'the whole app'
  return wrong(other, 'BAD_USER_INPUT', `The action acts on ${acts}; leave this out.`)
}

/** The id of what a policy names, when the app has it. */
async function knownId(
  tx: Tx,
  field: (typeof TARGETS)[number],
  wanted: Topics['action.wanted'],
): Promise<string | null> {
  const id = wanted[field]
  if (!id) return null
  const found: FoundTarget | undefined = (await findTargets(tx, wanted.app, field, [id])).get(id)
  return found && !found.gone ? id : null
}

const targetIds = (
  app: string,
  { account, resource, grant }: Partial<Pick<RequestActionInput, (typeof TARGETS)[number]>>,
): TargetIds => ({
  appId: app,
  accountId: account ?? null,
  resourceId: resource ?? null,
  grantId: grant ?? null,
})

const PROTECTED = 'The account is protected: no policy may act on it. Ask for the action by hand if it is right.'
