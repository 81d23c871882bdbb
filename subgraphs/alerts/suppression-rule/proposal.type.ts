import { Field, Int, ObjectType } from 'type-graphql'
import { SuppressionScope } from './suppression-rule.type.ts'

@ObjectType({ description: 'A suppression rule that the classified alerts of a policy speak for.' })
export class SuppressionProposal {
  @Field(() => SuppressionScope, { description: 'What the false positives share, to pass as `scope`.' })
  scope!: SuppressionScope
  @Field(() => Int, { description: "How many of the policy's alerts of the last 90 days it would have kept." })
  alerts!: number
  @Field(() => Int, { description: 'How many of these were classified FALSE_POSITIVE.' }) falsePositives!: number
  @Field(() => Int, { description: 'How many of these were classified TRUE_POSITIVE: alerts that would be missed.' })
  truePositives!: number
  /** What they share, in words, such as `the address 203.0.113.7`. */
  shared!: string
}
