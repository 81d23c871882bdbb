import { Field, ID, InputType } from 'type-graphql'

@InputType({ description: 'Which action to approve.' })
export class ApproveActionInput {
  @Field(() => ID, { description: 'Id of the action.' }) id!: string
}

@InputType({ description: 'Which action to reject.' })
export class RejectActionInput {
  @Field(() => ID, { description: 'Id of the action.' }) id!: string
  @Field(() => String, { description: 'Why, for the log and the one who asked.' }) reason!: string
}

@InputType({ description: 'Which action to take back before it is sent.' })
export class CancelActionInput {
  @Field(() => ID, { description: 'Id of the action.' }) id!: string
  @Field(() => String, { description: 'Why, for the log.' }) reason!: string
}
