import { DateTimeScalar, UserError } from '@casbah/kit'
import { Directive, Field, InputType, Int, ObjectType } from 'type-graphql'
import { Actor } from '../../actor/actor.type.ts'
import { ActionEffect } from '../../connector/connector.type.ts'

const SAID = {
  approvalByHand: 'Effects that wait for a second person when a person or token asks.',
  approvalByPolicy: 'Effects that wait for a second person when a policy asks.',
  approvalHours: 'Hours that an action waits for approval before it expires, 1 to 720.',
  approvalBatchSize:
    'Batches asked for by hand of more than so many actions wait for a second person; null: none does for its size.',
  coolingOffMinutes: 'Minutes that a policy leaves a target alone after it has acted on it, 0 to 10,080.',
  limitPerPolicy: 'Most actions of one policy an hour; what is over waits for a second person.',
  limitPerSpec: 'Most actions of one spec an hour that policies ask for; what is over waits for a second person.',
  limitByPolicies: 'Most actions of all policies together an hour; what is over waits for a second person.',
  limitByHand: 'Most actions asked for or approved by hand an hour; what is over waits.',
}

@ObjectType({ description: 'How governance actions are held back in this tenant.' })
export class GovernanceSettings {
  @Field(() => [ActionEffect], { description: SAID.approvalByHand }) approvalByHand!: ActionEffect[]
  @Field(() => [ActionEffect], { description: SAID.approvalByPolicy }) approvalByPolicy!: ActionEffect[]
  @Field(() => Int, { description: SAID.approvalHours }) approvalHours!: number
  @Field(() => Int, { nullable: true, description: SAID.approvalBatchSize }) approvalBatchSize!: number | null
  @Field(() => Int, { description: SAID.coolingOffMinutes }) coolingOffMinutes!: number
  @Field(() => Int, { description: SAID.limitPerPolicy }) limitPerPolicy!: number
  @Field(() => Int, { description: SAID.limitPerSpec }) limitPerSpec!: number
  @Field(() => Int, { description: SAID.limitByPolicies }) limitByPolicies!: number
  @Field(() => Int, { description: SAID.limitByHand }) limitByHand!: number
  @Field(() => Actor, { nullable: true, description: 'Who changed them last; null while they are the defaults.' })
  changedBy!: Actor | null
  @Field(() => DateTimeScalar, { nullable: true, description: 'When they were changed last.' })
  changedAt!: Date | null
}

@InputType({ description: 'What to change of the settings; what is left out stays as it is.' })
export class SetGovernanceSettingsInput {
  @Field(() => [ActionEffect], { nullable: true, description: SAID.approvalByHand })
  approvalByHand?: ActionEffect[] | null
  @Field(() => [ActionEffect], { nullable: true, description: SAID.approvalByPolicy })
  approvalByPolicy?: ActionEffect[] | null
  @Field(() => Int, { nullable: true, description: SAID.approvalHours }) approvalHours?: number | null
  @Field(() => Int, { nullable: true, description: SAID.approvalBatchSize }) approvalBatchSize?: number | null
  @Field(() => Int, { nullable: true, description: SAID.coolingOffMinutes }) coolingOffMinutes?: number | null
  @Field(() => Int, { nullable: true, description: SAID.limitPerPolicy }) limitPerPolicy?: number | null
  @Field(() => Int, { nullable: true, description: SAID.limitPerSpec }) limitPerSpec?: number | null
  @Field(() => Int, { nullable: true, description: SAID.limitByPolicies }) limitByPolicies?: number | null
  @Field(() => Int, { nullable: true, description: SAID.limitByHand }) limitByHand?: number | null
}

@ObjectType({ description: 'Answer of `setGovernanceSettings`.' })
export class GovernanceSettingsPayload {
  @Field(() => GovernanceSettings, { nullable: true, description: 'The settings; null when the write failed.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  settings!: GovernanceSettings | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
