import { randomUUID } from 'node:crypto'
import { userError, type Database, type Topics, type Tx, type UserErrorData } from '@casbah/kit'
import type { Actor } from '../actor/actor.type.ts'
import { hostedApp } from '../app/hosted-app.ts'
import type { ActionOrder, ConnectorHost } from '../collection/connector-host.ts'
import type { Catalogue } from '../connector/catalogue.ts'
import { slugOf } from '../connector/spec-id.ts'
import type { Vault } from '../credential/vault.ts'
import type { Answer } from '../idempotency/once.ts'
import type { ResourceKind } from '../resource/resource.entity.ts'
import { isUuid } from '../uuid.ts'
import type { GovernanceState } from './governance-action.entity.ts'
import { moveAction, writeLine } from './governance-log.ts'
import type { RequestActionInput, UndoActionInput } from './governance.type.ts'
import { targetOf, type TargetIds } from './target.ts'

interface NewAction {
  spec: string
  app: string
  account: string | null
  resource: string | null
  grant: string | null
  state: GovernanceState
  dryRun: boolean
  requestedBy: Actor
  reason: string
  policy: string | null
  alert: string | null
  parameters: Record<string, unknown>
  request: Record<string, unknown> | null
  error: { code: string; message: string } | null
  notBefore: Date
}

/** Takes in governance actions; the worker of the app's host carries them out. */
export class GovernanceService {
  private readonly db: Database
  private readonly catalogue: Catalogue
  private readonly vault: Vault
  private readonly host: ConnectorHost

  constructor(db: Database, catalogue: Catalogue, vault: Vault, host: ConnectorHost) {
    this.db = db
    this.catalogue = catalogue
    this.vault = vault
    this.host = host
  }

  /** Builds the exact request first, so that what cannot be built is refused at once; a dry run ends there. */
  async request(tenant: string, input: RequestActionInput, by: Actor): Promise<Answer> {
    const wanted = this.read(input)
    if ('code' in wanted) return { id: null, userErrors: [wanted] }
    const built = await this.db.read(tenant, async tx => {
      const problem = await this.check(tx, input)
      if (problem) return problem
      const app = await hostedApp(tx, this.vault, input.app, 0)
      const target = await targetOf(tx, targetIds(input))
      return app ? { app, target } : wrong('app', 'NOT_FOUND', 'The app is not connected any more. Connect it again.')
    })
    if ('code' in built) return { id: null, userErrors: [built] }
    const order: ActionOrder = {
      action: wanted.action,
      mode: 'dry-run',
      target: built.target,
      parameters: wanted.parameters,
    }
    const shown = await this.host.act(built.app, order)
    if (shown.outcome !== 'shown') {
      const problem = shown.problem ?? { code: 'BAD_ANSWER', message: 'The connector could not build the request.' }
      return { id: null, userErrors: [{ ...problem, path: ['input', 'parameters'] }] }
    }
    const id = await this.db.write(tenant, tx =>
      insertAction(tx, {
        ...wanted,
        spec: input.spec,
        app: input.app,
        account: input.account ?? null,
        resource: input.resource ?? null,
        grant: input.grant ?? null,
        state: input.dryRun ? 'SUCCEEDED' : 'QUEUED',
        dryRun: Boolean(input.dryRun),
        requestedBy: by,
        policy: null,
        alert: input.alert ?? null,
        request: shown.request,
        error: null,
        notBefore: new Date(),
      }),
    )
    return { id, userErrors: [] }
  }

  async undo(tenant: string, input: UndoActionInput, by: Actor): Promise<Answer> {
    const refused = (error: UserErrorData): Answer => ({ id: null, userErrors: [error] })
    if (!input.reason.trim()) return refused(wrong('reason', 'BAD_USER_INPUT', 'Say why, for the log.'))
    return this.db.write(tenant, async tx => {
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
      await moveAction(tx, input.id, { state: 'UNDOING', by, note: input.reason })
      return { id: input.id, userErrors: [] }
    })
  }

  /** A policy's response; an account that no automation may touch is left alone, and the log says so. */
  async respond(tx: Tx, wanted: Topics['action.wanted'], id?: string): Promise<void> {
    const [account] = isUuid(wanted.account)
      ? await tx.query<{ is_protected: boolean }>(
          'select is_protected from apps.account where tenant = $1 and app = $2 and id = $3',
          [tx.tenant, wanted.app, wanted.account],
        )
      : []
    const target = { resource: await found(tx, 'resource', wanted), grant: await found(tx, 'grant', wanted) }
    const action = this.catalogue.action(wanted.spec)
    const error = !action
      ? { code: 'NOT_FOUND', message: `There is no action ${wanted.spec}. Choose another in the policy.` }
      : (action.target === 'ACCOUNT' && !account) ||
          (action.target === 'RESOURCE' && !target.resource) ||
          (action.target === 'GRANT' && !target.grant)
        ? { code: 'NOT_FOUND', message: `The ${action.target.toLowerCase()} that it should act on is not known.` }
        : account?.is_protected
          ? {
              code: 'FORBIDDEN',
              message: 'The account is protected: no policy may act on it. Ask for the action by hand if it is right.',
            }
          : null
    await insertAction(
      tx,
      {
        ...wanted,
        account: account ? wanted.account : null,
        resource: target.resource,
        grant: target.grant,
        state: error ? 'FAILED' : 'QUEUED',
        requestedBy: { kind: 'POLICY', id: wanted.policy, name: 'Policy', email: null },
        request: null,
        error,
        notBefore: new Date(wanted.notBefore),
      },
      id,
    )
  }

  private read(
    input: RequestActionInput,
  ): UserErrorData | { action: string; reason: string; parameters: Record<string, unknown> } {
    const action = this.catalogue.action(input.spec)
    if (!action)
      return wrong('spec', 'NOT_FOUND', 'There is no such action. `connectors { actions { id } }` lists them.')
    const reason = input.reason.trim()
    if (!reason) return wrong('reason', 'BAD_USER_INPUT', 'Say why, for the log.')
    const parameters = input.parameters ?? {}
    if (typeof parameters !== 'object' || Array.isArray(parameters))
      return wrong('parameters', 'BAD_USER_INPUT', 'Give the parameters as an object.')
    const given = TARGETS.filter(field => input[field])
    const needed = action.target === 'APP' ? null : (action.target.toLowerCase() as (typeof TARGETS)[number])
    if (needed && !input[needed]) return wrong(needed, 'BAD_USER_INPUT', `Name the ${needed} that it acts on.`)
    const other = given.find(field => field !== needed)
    if (other)
      return wrong(
        other,
        'BAD_USER_INPUT',
        `The action acts on ${needed ? `one ${needed}` : 'the whole app'}; leave this out.`,
      )
    return { action: action.name, reason, parameters: parameters as Record<string, unknown> }
  }

  private async check(tx: Tx, input: RequestActionInput): Promise<UserErrorData | null> {
    const [app] = isUuid(input.app)
      ? await tx.query<{ connector: string }>('select connector from apps.app where tenant = $1 and id = $2', [
          tx.tenant,
          input.app,
        ])
      : []
    if (!app) return wrong('app', 'NOT_FOUND', 'There is no app with this id.')
    if (app.connector !== slugOf(input.spec))
      return wrong(
        'spec',
        'BAD_USER_INPUT',
        `The action belongs to another connector; the app is read by ${app.connector}.`,
      )
    for (const field of TARGETS) {
      const id = input[field]
      if (!id) continue
      const [found] = isUuid(id)
        ? await tx.query<{ kind: ResourceKind | null; gone: boolean }>(FIND[field], [tx.tenant, input.app, id])
        : []
      if (!found) return wrong(field, 'NOT_FOUND', `The app has no ${field} with this id.`)
      if (found.gone) return wrong(field, 'CONFLICT', `The ${field} is gone at the vendor; there is nothing to do.`)
      const kinds = this.catalogue.action(input.spec)?.kinds
      if (kinds && found.kind && !kinds.includes(found.kind))
        return wrong(field, 'BAD_USER_INPUT', `The action is for ${kinds.join(', ')}; this is ${found.kind}.`)
    }
    return null
  }
}

/** Fields of a request that name what it acts on; at most one of them is given. */
const TARGETS = ['account', 'resource', 'grant'] as const

const FIND = {
  account: 'select null as kind, false as gone from apps.account where tenant = $1 and app = $2 and id = $3',
  resource: 'select kind, gone_at is not null as gone from apps.resource where tenant = $1 and app = $2 and id = $3',
  grant:
    'select null as kind, gone_at is not null as gone from apps.oauth_grant where tenant = $1 and app = $2 and id = $3',
}

/** The id of what a policy names, when the app has it. */
async function found(tx: Tx, field: 'resource' | 'grant', wanted: Topics['action.wanted']): Promise<string | null> {
  const id = wanted[field]
  if (!isUuid(id)) return null
  const [row] = await tx.query<{ gone: boolean }>(FIND[field], [tx.tenant, wanted.app, id])
  return row && !row.gone ? id : null
}

const targetIds = ({ app, account, resource, grant }: RequestActionInput): TargetIds => ({
  appId: app,
  accountId: account ?? null,
  resourceId: resource ?? null,
  grantId: grant ?? null,
})

async function insertAction(tx: Tx, action: NewAction, id: string = randomUUID()): Promise<string> {
  const ended = action.state === 'SUCCEEDED' || action.state === 'FAILED'
  await tx.query(
    `insert into apps.governance_action (tenant, id, spec, app, account, state, dry_run, requested_by, reason, policy, alert, parameters,
       request, error, next_at, finished_at, resource, "grant")
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, case when $16 then clock_timestamp() end, $17, $18)`,
    [
      tx.tenant,
      id,
      action.spec,
      action.app,
      action.account,
      action.state,
      action.dryRun,
      JSON.stringify(action.requestedBy),
      action.reason,
      action.policy,
      action.alert,
      JSON.stringify(action.parameters),
      action.request && JSON.stringify(action.request),
      action.error && JSON.stringify({ ...action.error, path: null }),
      action.notBefore,
      ended,
      action.resource,
      action.grant,
    ],
  )
  await writeLine(tx, id, { state: action.state, by: action.requestedBy, note: action.reason })
  const { spec, app, alert, state } = action
  tx.append('action.changed', [{ id, spec, app, state, alert, at: Date.now() }])
  return id
}

function wrong(field: string, code: Parameters<typeof userError>[0], message: string): UserErrorData {
  return userError(code, message, ['input', field])
}
