import { JsonScalar, type Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import { Control, ControlPayload } from '../control/control.type.ts'
import { parameterSchema, parametersInForce, setControlParameters } from './parameters.service.ts'
import { ControlParametersInput } from './parameters.type.ts'

@Resolver(() => Control)
export class ParametersResolver {
  @FieldResolver(() => JsonScalar, { nullable: true, description: 'Thresholds in use, by name.' })
  parameters(@Root() control: Control, @Ctx() context: Context) {
    return parametersInForce(context, control.id)
  }

  @FieldResolver(() => JsonScalar, {
    nullable: true,
    description: 'JSON schema of its parameters, with descriptions, bounds and defaults; null where it has none.',
  })
  parameterSchema(@Root() control: Control, @Ctx() context: Context) {
    return parameterSchema(context, control.id)
  }

  @Mutation(() => ControlPayload, {
    description: 'Sets thresholds and allowed values of a control for this tenant, and has it judged anew.',
  })
  @Directive('@requiresScopes(scopes: [["posture:write"]])')
  setControlParameters(
    @Ctx() context: Context,
    @Arg('input', () => ControlParametersInput, { description: 'Which control and what to set.' })
    input: ControlParametersInput,
  ) {
    return setControlParameters(context, input)
  }
}
