import { JsonScalar, UserError } from '@casbah/kit'
import { Field, ID, InputType, ObjectType } from 'type-graphql'
import { Control } from '../control/control.type.ts'

@InputType({ description: 'Parameters to set for a control.' })
export class ControlParametersInput {
  @Field(() => ID, { description: 'Id of the control.' }) control!: string
  @Field(() => JsonScalar, {
    description:
      'By name, those that are not to be the defaults, instead of all that were set before; `{}` for the defaults.',
  })
  parameters!: unknown
}

@ObjectType({ description: 'Answer of `setControlParameters`.' })
export class ControlPayload {
  @Field(() => Control, { nullable: true, description: 'The control; null when the write failed.' })
  control!: Control | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
