import { DateTimeScalar, JsonScalar, tenantTable, UserError } from '@casbah/kit'
import { Entity, PrimaryKey, Property } from '@mikro-orm/decorators/legacy'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { AccountFilter } from '../../account/account.type.ts'
import { Actor } from '../../actor/actor.type.ts'
import { GovernanceState } from '../governance-action.entity.ts'

@ObjectType({ description: 'What of a batch was left out.' })
export class SkippedTarget {
  @Field(() => ID, { description: 'Id of the account, resource or OAuth grant, as it was given.' }) target!: string
  @Field(() => UserError, { description: 'Why it was left out.' }) error!: UserError
}

@ObjectType({ description: 'How many actions of a batch are in a state.' })
export class StateCount {
  @Field(() => GovernanceState, { description: 'The state.' }) state!: GovernanceState
  @Field(() => Int, { description: 'How many are in it.' }) count!: number
}

@Entity(tenantTable('apps', 'governance_batch'))
@ObjectType({ description: 'Governance actions of one spec that were asked for at once, one for each target.' })
@Directive('@key(fields: "id")')
@Directive('@requiresScopes(scopes: [["apps:read"]])')
export class GovernanceBatch {
  @PrimaryKey({ type: 'text' })
  tenant!: string

  @PrimaryKey({ type: 'uuid' })
  @Field(() => ID, { description: 'Opaque id.' })
  id!: string

  @Property({ type: 'text', fieldName: 'spec' })
  specId!: string

  @Property({ type: 'uuid', fieldName: 'app' })
  appId!: string

  @Property({ type: 'text' })
  @Field(() => String, { description: 'Why it was asked for.' })
  reason!: string

  @Property({ type: 'text', nullable: true })
  alert!: string | null

  @Property({ type: 'boolean' })
  @Field(() => Boolean, { description: 'Whether its actions only show their requests and send nothing.' })
  dryRun!: boolean

  @Property({ type: 'json' })
  @Field(() => Actor, { description: 'Member or token that asked for it.' })
  requestedBy!: Actor

  @Property({ type: 'integer' })
  @Field(() => Int, { description: 'How many targets were given.' })
  total!: number

  @Property({ type: 'json' })
  @Field(() => [SkippedTarget], { description: 'Targets without an action, each with the reason.' })
  @Directive('@listSize(assumedSize: 20)')
  skipped!: SkippedTarget[]

  @Property({ type: 'datetime' })
  @Field(() => DateTimeScalar, { description: 'When it was asked for.' })
  createdAt!: Date
}

@InputType({ description: 'What to do, to which of an app’s accounts, resources or grants, and why.' })
export class RequestActionsInput {
  @Field(() => ID, { description: 'Id of the action spec.' }) spec!: string
  @Field(() => ID, { description: 'Id of the app.' }) app!: string
  @Field(() => [ID], {
    nullable: true,
    description:
      'Ids of what the action acts on, 1 to 1,000: of accounts, resources or OAuth grants, as its spec says.',
  })
  targets?: string[] | null
  @Field(() => AccountFilter, {
    nullable: true,
    description: 'In place of `targets`, for actions on accounts: all accounts of the app that match, at most 1,000.',
  })
  accounts?: AccountFilter | null
  @Field(() => JsonScalar, {
    nullable: true,
    description: "Parameters, as the spec's `inputSchema` says; the same for all.",
  })
  parameters?: unknown
  @Field(() => String, { description: 'Why, for the log and the approver.' }) reason!: string
  @Field(() => ID, { nullable: true, description: 'Id of the alert that they answer.' }) alert?: string | null
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only show the exact requests, send nothing.',
  })
  dryRun?: boolean | null
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which batch to approve.' })
export class ApproveActionsInput {
  @Field(() => ID, { description: 'Id of the batch.' }) id!: string
}

@InputType({ description: 'Which batch to reject or take back.' })
export class EndActionsInput {
  @Field(() => ID, { description: 'Id of the batch.' }) id!: string
  @Field(() => String, { description: 'Why, for the log and the one who asked.' }) reason!: string
}

@ObjectType({ description: 'Answer of a write on a batch of governance actions.' })
export class GovernanceBatchPayload {
  @Field(() => GovernanceBatch, { nullable: true, description: 'The batch; null when the write failed.' })
  batch!: GovernanceBatch | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
