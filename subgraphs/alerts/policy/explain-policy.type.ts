import { Field, ObjectType } from 'type-graphql'
import { UserError } from '@casbah/kit'
import { Explanation } from '../alert/alert.type.ts'
import type { ExplanationData } from '../detection/detector.ts'

@ObjectType({ description: 'Answer of `explainPolicy`.' })
export class ExplainPayload {
  @Field(() => Explanation, {
    nullable: true,
    description: 'The explanation; null when policy or activity was not found.',
  })
  explanation!: ExplanationData | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
