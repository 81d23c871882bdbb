import { CursorScalar, type Context, type Database, type Page } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import { App } from '../../app/app.entity.ts'
import { appById } from '../../app/app.loader.ts'
import { actionSpecById } from '../../connector/connector.resolver.ts'
import { ActionSpec } from '../../connector/connector.type.ts'
import { once, type Answer } from '../../idempotency/once.ts'
import type { ApprovalService } from '../approval/approval.service.ts'
import { GovernanceAction, GovernanceState } from '../governance-action.entity.ts'
import { listActions } from '../governance.list.ts'
import { GovernanceActionConnection } from '../governance.type.ts'
import { batchById, countsOfBatch } from './governance-batch.list.ts'
import type { GovernanceBatchService } from './governance-batch.service.ts'
import {
  ApproveActionsInput,
  EndActionsInput,
  GovernanceBatch,
  GovernanceBatchPayload,
  RequestActionsInput,
  StateCount,
} from './governance-batch.type.ts'

@Resolver(() => GovernanceBatch)
export class GovernanceBatchResolver {
  private readonly service: GovernanceBatchService
  private readonly approvals: ApprovalService
  private readonly db: Database
  private readonly poke: () => void

  constructor(service: GovernanceBatchService, approvals: ApprovalService, db: Database, poke: () => void) {
    this.service = service
    this.approvals = approvals
    this.db = db
    this.poke = poke
  }

  @Query(() => GovernanceBatch, {
    nullable: true,
    description: 'Governance actions that were asked for at once, and how they stand.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  governanceBatch(
    @Arg('id', () => ID, { description: 'Id of the batch.' }) id: string,
    @Ctx() context: Context,
  ): Promise<GovernanceBatch | null> {
    return batchById(context).load(id)
  }

  @Mutation(() => GovernanceBatchPayload, {
    description: 'Asks for one governance action a target, or shows what each would send.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"]])')
  async requestActions(
    @Arg('input', () => RequestActionsInput, { description: 'What to do, to which and why.' })
    input: RequestActionsInput,
    @Ctx() context: Context,
  ): Promise<GovernanceBatchPayload> {
    const ask = () => this.service.request(context.tenant, input, context.caller.actor)
    return this.payload(await once(this.db, context.tenant, 'requestActions', input.idempotencyKey, ask), context)
  }

  @Mutation(() => GovernanceBatchPayload, {
    description: 'Lets all actions of a batch that await approval run; the approver must not be the one who asked.',
  })
  @Directive('@requiresScopes(scopes: [["governance:approve"]])')
  async approveActions(
    @Arg('input', () => ApproveActionsInput, { description: 'Which batch.' }) { id: batch }: ApproveActionsInput,
    @Ctx() context: Context,
  ): Promise<GovernanceBatchPayload> {
    return this.payload(await this.approvals.approve(context.tenant, { batch }, context.caller.actor), context)
  }

  @Mutation(() => GovernanceBatchPayload, { description: 'Turns down all actions of a batch that await approval.' })
  @Directive('@requiresScopes(scopes: [["governance:approve"]])')
  async rejectActions(
    @Arg('input', () => EndActionsInput, { description: 'Which batch and why.' }) {
      id: batch,
      reason,
    }: EndActionsInput,
    @Ctx() context: Context,
  ): Promise<GovernanceBatchPayload> {
    return this.payload(await this.approvals.reject(context.tenant, { batch }, reason, context.caller.actor), context)
  }

  @Mutation(() => GovernanceBatchPayload, {
    description: 'Takes back all actions of a batch that await approval or their turn.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"]])')
  async cancelActions(
    @Arg('input', () => EndActionsInput, { description: 'Which batch and why.' }) {
      id: batch,
      reason,
    }: EndActionsInput,
    @Ctx() context: Context,
  ): Promise<GovernanceBatchPayload> {
    return this.payload(await this.approvals.cancel(context.tenant, { batch }, reason, context.caller.actor), context)
  }

  @FieldResolver(() => ActionSpec, { description: 'What is done.' })
  spec(@Root() batch: GovernanceBatch, @Ctx() context: Context): Promise<ActionSpec | null> {
    return actionSpecById(batch.specId, context)
  }

  @FieldResolver(() => App, { description: 'App that it is done in.' })
  app(@Root() batch: GovernanceBatch, @Ctx() context: Context): Promise<App | null> {
    return appById(context).load(batch.appId)
  }

  @FieldResolver(() => [StateCount], { description: 'How many of its actions are in each state.' })
  @Directive('@listSize(assumedSize: 5)')
  counts(@Root() { id }: GovernanceBatch, @Ctx() context: Context): Promise<StateCount[]> {
    return countsOfBatch(context).load(id)
  }

  @FieldResolver(() => GovernanceActionConnection, { description: 'Its actions, newest first.' })
  @Directive('@listSize(slicingArguments: ["first"], sizedFields: ["edges"], requireOneSlicingArgument: false)')
  items(
    @Root() { id }: GovernanceBatch,
    @Arg('first', () => Int, { nullable: true, defaultValue: 50, description: 'Page size, 0 to 500.' })
    first: number | null,
    @Arg('after', () => CursorScalar, { nullable: true, description: 'Cursor to start after.' })
    after: string | null | undefined,
    @Arg('state', () => [GovernanceState], { nullable: true, description: 'Only those in these states.' })
    state: GovernanceState[] | null | undefined,
    @Ctx() context: Context,
  ): Promise<Page<GovernanceAction>> {
    return listActions(context, { batch: [id], state: state ?? null }, { first, after })
  }

  private async payload({ id, userErrors }: Answer, context: Context): Promise<GovernanceBatchPayload> {
    this.poke()
    return { batch: id ? await batchById(context).load(id) : null, userErrors }
  }
}
