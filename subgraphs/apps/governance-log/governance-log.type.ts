import { CursorScalar, DateTimeScalar, PageInfo, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { Actor } from '../actor/actor.type.ts'
import { GovernanceAction } from '../governance/governance-action.entity.ts'

@ObjectType({ description: 'One line of the governance log, which only grows: each follows from the one before.' })
export class GovernanceLogLine {
  @Field(() => Int, { description: 'Number of the line, from 1, without gaps.' }) number!: number
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) at!: Date
  @Field(() => GovernanceAction, {
    nullable: true,
    description: 'The action that it tells of; null for one of the log itself.',
  })
  action?: GovernanceAction | null
  actionId!: string | null
  @Field(() => String, {
    description: 'State that the action came to; `ERASED` where text about a person was taken out of the log.',
  })
  state!: string
  @Field(() => Actor, { description: 'Who did it.' }) by!: Actor
  @Field(() => String, {
    nullable: true,
    description: 'Why, or what came of it; null when nothing was said, or it was erased.',
  })
  note!: string | null
  @Field(() => String, { description: 'SHA-256 of salt and entry, as hex.' }) digest!: string
  @Field(() => String, { description: 'SHA-256 of the link before, number and digest, as hex.' }) link!: string
  @Field(() => Boolean, { description: 'Whether its text was erased; its place in the chain still holds.' })
  erased!: boolean
}

@ObjectType({ description: 'One line of a page.' })
export class GovernanceLogEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => GovernanceLogLine, { description: 'The line.' }) node!: GovernanceLogLine
}

@ObjectType({ description: 'A page of the governance log.' })
export class GovernanceLogConnection {
  @Field(() => [GovernanceLogEdge], { description: 'The lines.' }) edges!: GovernanceLogEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@ObjectType({ description: 'What a look through the whole governance log came to.' })
export class GovernanceLogVerification {
  @Field(() => Boolean, { description: 'Whether every line is as it was written.' }) ok!: boolean
  @Field(() => Int, { description: 'Lines that were looked at.' }) lines!: number
  @Field(() => Int, { description: 'Lines whose text was erased; of these the place in the chain alone can be told.' })
  erased!: number
  @Field(() => Int, { nullable: true, description: 'Number of the first line that is not as it was written.' })
  firstBroken!: number | null
  @Field(() => String, { nullable: true, description: 'What is wrong, as a sentence.' }) problem!: string | null
  @Field(() => String, {
    nullable: true,
    description:
      'Number and link of the last line. Note it elsewhere: given as `head` later, it shows that nothing was cut off since.',
  })
  head!: string | null
}

@InputType({ description: 'Whose text to erase from the governance log; exactly one.' })
export class EraseInput {
  @Field(() => ID, { nullable: true, description: 'Id of the account that actions were done to.' }) account?:
    | string
    | null
  @Field(() => ID, { nullable: true, description: 'Id of the member who asked for actions or decided on them.' })
  member?: string | null
}

@ObjectType({ description: 'Answer of an erasure.' })
export class ErasePayload {
  @Field(() => Int, { description: 'Lines whose text was erased.' }) lines!: number
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
