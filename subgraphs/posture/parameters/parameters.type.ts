import { JsonScalar } from '@casbah/kit'
import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Parameters to set for a control.' })
export class ControlParametersInput {
  @Field(() => ID, { description: 'Id of the control.' }) control!: string
  @Field(() => JsonScalar, {
    description:
      'By name, those that are not to be the defaults, instead of all that were set before; `{}` for the defaults.',
  })
  parameters!: unknown
}
