import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql'
import type { Answer } from '../../idempotency/once.ts'
import { GovernanceAction } from '../governance-action.entity.ts'
import { actionById } from '../governance.list.ts'
import { GovernanceActionPayload } from '../governance.type.ts'
import type { ApprovalService } from './approval.service.ts'
import { ApproveActionInput, CancelActionInput, RejectActionInput } from './approval.type.ts'

@Resolver(() => GovernanceAction)
export class ApprovalResolver {
  private readonly service: ApprovalService
  private readonly poke: () => void

  constructor(service: ApprovalService, poke: () => void) {
    this.service = service
    this.poke = poke
  }

  @Mutation(() => GovernanceActionPayload, {
    description: 'Lets an action that awaits approval run; the approver must not be the one who asked.',
  })
  @Directive('@requiresScopes(scopes: [["governance:approve"]])')
  async approveAction(
    @Arg('input', () => ApproveActionInput, { description: 'Which action.' }) { id }: ApproveActionInput,
    @Ctx() context: Context,
  ): Promise<GovernanceActionPayload> {
    return this.payload(await this.service.approve(context.tenant, { id }, context.caller.actor), context)
  }

  @Mutation(() => GovernanceActionPayload, { description: 'Turns down an action that awaits approval.' })
  @Directive('@requiresScopes(scopes: [["governance:approve"]])')
  async rejectAction(
    @Arg('input', () => RejectActionInput, { description: 'Which action and why.' }) { id, reason }: RejectActionInput,
    @Ctx() context: Context,
  ): Promise<GovernanceActionPayload> {
    return this.payload(await this.service.reject(context.tenant, { id }, reason, context.caller.actor), context)
  }

  @Mutation(() => GovernanceActionPayload, {
    description: 'Takes back an action that awaits approval or its turn; what was sent is taken back by `undoAction`.',
  })
  @Directive('@requiresScopes(scopes: [["governance:request"]])')
  async cancelAction(
    @Arg('input', () => CancelActionInput, { description: 'Which action and why.' }) { id, reason }: CancelActionInput,
    @Ctx() context: Context,
  ): Promise<GovernanceActionPayload> {
    return this.payload(await this.service.cancel(context.tenant, { id }, reason, context.caller.actor), context)
  }

  private async payload({ id, userErrors }: Answer, context: Context): Promise<GovernanceActionPayload> {
    this.poke()
    return { action: id ? await actionById(context).load(id) : null, userErrors }
  }
}
