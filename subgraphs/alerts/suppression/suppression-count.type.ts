import { Field, ObjectType } from 'type-graphql'
import { SafeIntScalar } from '@casbah/kit'

@ObjectType({ description: 'How often something kept alerts of a policy from being raised.' })
export class SuppressionCount {
  @Field(() => String, { description: 'Name of what kept them, such as `corporate-network`.' }) name!: string
  @Field(() => SafeIntScalar, { description: 'How many it kept.' }) count!: number
}
