import { DeletePayload, IdInput, type Context } from '@casbah/kit'
import { ControlPayload } from '../control/control.type.ts'
import { Arg, Ctx, Directive, Mutation, Resolver } from 'type-graphql'
import { createControl, deleteControl, updateControl } from './own-control.service.ts'
import { CreateControlInput, UpdateControlInput } from './own-control.type.ts'

const WRITE = '@requiresScopes(scopes: [["posture:write"]])'

@Resolver()
export class OwnControlResolver {
  @Mutation(() => ControlPayload, {
    description: 'Makes a control of your own, and judges what is stored of the apps of its connector by it at once.',
  })
  @Directive(WRITE)
  createControl(
    @Ctx() context: Context,
    @Arg('input', () => CreateControlInput, { description: 'What it judges.' }) input: CreateControlInput,
  ): Promise<ControlPayload> {
    return createControl(context, input)
  }

  @Mutation(() => ControlPayload, { description: 'Changes an own control, and judges by it anew.' })
  @Directive(WRITE)
  updateControl(
    @Ctx() context: Context,
    @Arg('input', () => UpdateControlInput, { description: 'Which one and what of it.' }) input: UpdateControlInput,
  ): Promise<ControlPayload> {
    return updateControl(context, input)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes an own control with its findings.' })
  @Directive(WRITE)
  deleteControl(
    @Ctx() context: Context,
    @Arg('input', () => IdInput, { description: 'Which control.' }) input: IdInput,
  ): Promise<DeletePayload> {
    return deleteControl(context, input)
  }
}
