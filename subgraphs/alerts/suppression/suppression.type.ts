import { Directive, Field, Int, ObjectType } from 'type-graphql'
import { CursorScalar, DateTimeScalar, PageInfo } from '@casbah/kit'
import { Explanation } from '../alert/alert.type.ts'
import type { ExplanationData } from '../detection/detector.ts'
import { cost } from '../graphql/directives.ts'
import { Activity, User } from '../graphql/shared.ts'

@ObjectType({ description: 'An alert that was not raised.' })
export class Suppression {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => Activity, { nullable: true, description: 'The activity that matched.' }) activity!: Activity | null
  @Field(() => User, { nullable: true, description: 'The user concerned, when known.' }) user!: User | null
  @Field(() => String, { description: 'Name of what kept it, such as `corporate-network`, or of the rule.' })
  name!: string
  @Field(() => Explanation, { description: 'Why it would have been raised and what kept it.' })
  explanation!: ExplanationData
  policyId!: string
  /** Id of the suppression rule that kept it, when it was one. */
  ruleId!: string | null
}

@ObjectType({ description: 'One suppression of a page.' })
export class SuppressionEdge {
  @Field(() => CursorScalar, { description: 'Where it stands.' }) cursor!: string
  @Field(() => Suppression, { description: 'The suppression.' }) node!: Suppression
}

@ObjectType({ description: 'A page of suppressions.', simpleResolvers: true })
export class SuppressionConnection {
  @Field(() => [SuppressionEdge], { description: 'The suppressions.' }) edges!: SuppressionEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}
