import { CursorScalar, type Context, type Database, type Page } from '@casbah/kit'
import {
  Arg,
  Ctx,
  Directive,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql'
import { Account } from '../account/account.entity.ts'
import { accountById } from '../account/account.loader.ts'
import { App } from '../app/app.entity.ts'
import { appById } from '../app/app.loader.ts'
import { actionSpecById } from '../connector/connector.resolver.ts'
import { ActionSpec } from '../connector/connector.type.ts'
import { OAuthGrant } from '../grant/grant.entity.ts'
import { grantById } from '../grant/grant.loader.ts'
import { once, type Answer } from '../idempotency/once.ts'
import { LiveSources } from '../live/sources.ts'
import { Resource } from '../resource/resource.entity.ts'
import { resourceById } from '../resource/resource.loader.ts'
import { batchById } from './batch/governance-batch.list.ts'
import { GovernanceBatch } from './batch/governance-batch.type.ts'
import { GovernanceAction } from './governance-action.entity.ts'
import { actionById, listActions } from './governance.list.ts'
import type { GovernanceService } from './governance.service.ts'
import {
  Alert,
  GovernanceActionConnection,
  GovernanceActionPayload,
  GovernanceFilter,
  Policy,
  RequestActionInput,
  UndoActionInput,
} from './governance.type.ts'

@Resolver(() => GovernanceAction)
export class GovernanceResolver {
  private readonly service: GovernanceService
  private readonly db: Database
  private readonly poke: () => void

  constructor(service: GovernanceService, db: Database, poke: () => void) {
    this.service = service
    this.db = db
    this.poke = poke
  }

  @Query(() => GovernanceActionConnection, { nullable: true, description: 'The governance log, newest first.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  governanceActions(
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('filter', () => GovernanceFilter, { nullable: true, description: 'Only matching ones.' })
    filter: GovernanceFilter | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<GovernanceAction>> {
    return listActions(context, filter, { first, after })
  }

  @Query(() => GovernanceAction, { nullable: true, description: 'One governance action.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  governanceAction(
    @Arg('id', () => ID, { description: 'Id of the action.' }) id: string,
    @Ctx() context: Context,
  ): Promise<GovernanceAction | null> {
    return actionById(context).load(id)
  }

  @Mutation(() => GovernanceActionPayload, {
    description: 'Asks for a governance action, or shows what it would send.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"]])')
  async requestAction(
    @Arg('input', () => RequestActionInput, { description: 'What to do, to whom and why.' }) input: RequestActionInput,
    @Ctx() context: Context,
  ): Promise<GovernanceActionPayload> {
    const ask = () => this.service.request(context.tenant, input, context.caller.actor)
    return this.payload(await once(this.db, context.tenant, 'requestAction', input.idempotencyKey, ask), context)
  }

  @Mutation(() => GovernanceActionPayload, {
    description: 'Takes back an action that succeeded and can be undone.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"]])')
  async undoAction(
    @Arg('input', () => UndoActionInput, { description: 'Which action and why.' }) input: UndoActionInput,
    @Ctx() context: Context,
  ): Promise<GovernanceActionPayload> {
    const ask = () => this.service.undo(context.tenant, input, context.caller.actor)
    return this.payload(await once(this.db, context.tenant, 'undoAction', input.idempotencyKey, ask), context)
  }

  @Subscription(() => GovernanceAction, {
    description: 'Governance actions as they are asked for and change state.',
    subscribe: async ({ context }: { context: Context }) =>
      context.instance(LiveSources).actions.watch(context.tenant, null, context.signal),
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  governanceActionChanged(@Root() id: string, @Ctx() context: Context): Promise<GovernanceAction | null> {
    return actionById(context).load(id)
  }

  @FieldResolver(() => ActionSpec, { description: 'What is done.' })
  spec(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<ActionSpec | null> {
    return actionSpecById(action.specId, context)
  }

  @FieldResolver(() => App, { description: 'App that it is done in.' })
  app(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<App | null> {
    return appById(context).load(action.appId)
  }

  @FieldResolver(() => Account, { nullable: true, description: 'Account that it acts on.' })
  account(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<Account | null> {
    return action.accountId ? accountById(context).load(action.accountId) : Promise.resolve(null)
  }

  @FieldResolver(() => Resource, { nullable: true, description: 'Resource that it acts on.' })
  resource(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<Resource | null> {
    return action.resourceId ? resourceById(context).load(action.resourceId) : Promise.resolve(null)
  }

  @FieldResolver(() => OAuthGrant, { nullable: true, description: 'OAuth grant that it acts on.' })
  grant(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<OAuthGrant | null> {
    return action.grantId ? grantById(context).load(action.grantId) : Promise.resolve(null)
  }

  @FieldResolver(() => GovernanceBatch, { nullable: true, description: 'Batch that it was asked for with.' })
  batch(@Root() action: GovernanceAction, @Ctx() context: Context): Promise<GovernanceBatch | null> {
    return action.batchId ? batchById(context).load(action.batchId) : Promise.resolve(null)
  }

  @FieldResolver(() => Policy, { nullable: true, description: 'Policy that triggered it.' })
  policy(@Root() action: GovernanceAction): Policy | null {
    return action.policyId ? { id: action.policyId } : null
  }

  @FieldResolver(() => Alert, { nullable: true, description: 'Alert that it answers.' })
  alert(@Root() action: GovernanceAction): Alert | null {
    return action.alertId ? { id: action.alertId } : null
  }

  private async payload({ id, userErrors }: Answer, context: Context): Promise<GovernanceActionPayload> {
    if (id) this.poke()
    return { action: id ? await actionById(context).load(id) : null, userErrors }
  }
}
