import { CursorScalar, DateTimeFilter, JsonScalar, PageInfo, UserError } from '@casbah/kit'
import { Directive, Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import { GovernanceAction, GovernanceState } from './governance-action.entity.ts'

@ObjectType({ description: 'A rule that raises alerts; fields in the alerts subgraph.' })
@Directive('@key(fields: "id", resolvable: false)')
export class Policy {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@ObjectType({ description: "Something that needs an analyst's eye; fields in the alerts subgraph." })
@Directive('@key(fields: "id", resolvable: false)')
export class Alert {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
}

@InputType({ description: 'Which governance actions.' })
export class GovernanceFilter {
  @Field(() => [GovernanceFilter], { nullable: true, description: 'All of these hold.' }) and?:
    | GovernanceFilter[]
    | null
  @Field(() => [GovernanceFilter], { nullable: true, description: 'Any of these holds.' }) or?:
    | GovernanceFilter[]
    | null
  @Field(() => GovernanceFilter, { nullable: true, description: 'This does not hold.' }) not?: GovernanceFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts.' }) account?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of resources.' }) resource?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of action specs.' }) spec?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of policies.' }) policy?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of alerts.' }) alert?: string[] | null
  @Field(() => [GovernanceState], { nullable: true, description: 'States.' }) state?: GovernanceState[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of batches.' }) batch?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it was a dry run.' }) dryRun?: boolean | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was asked for.' })
  createdAt?: DateTimeFilter | null
}

@ObjectType({ description: 'One action of a page.' })
export class GovernanceActionEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => GovernanceAction, { description: 'The action.' }) node!: GovernanceAction
}

@ObjectType({ description: 'A page of governance actions.' })
export class GovernanceActionConnection {
  @Field(() => [GovernanceActionEdge], { description: 'The governance actions.' }) edges!: GovernanceActionEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive('@cost(weight: 10)')
  totalCount!: number
}

@InputType({ description: 'What to do, to whom and why.' })
export class RequestActionInput {
  @Field(() => ID, { description: 'Id of the action spec.' }) spec!: string
  @Field(() => ID, { description: 'Id of the app.' }) app!: string
  @Field(() => ID, {
    nullable: true,
    description:
      "Id of the account; for actions on accounts. One of another connector's acts on the same person's account there.",
  })
  account?: string | null
  @Field(() => ID, { nullable: true, description: 'Id of the resource; for actions on resources.' })
  resource?: string | null
  @Field(() => ID, { nullable: true, description: 'Id of the OAuth grant; for actions on grants.' })
  grant?: string | null
  @Field(() => JsonScalar, { nullable: true, description: "Parameters, as the spec's `inputSchema` says." })
  parameters?: unknown
  @Field(() => String, { description: 'Why, for the log and the approver.' }) reason!: string
  @Field(() => ID, { nullable: true, description: 'Id of the alert that it answers.' }) alert?: string | null
  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Only show the exact request, send nothing.',
  })
  dryRun?: boolean | null
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which action to undo.' })
export class UndoActionInput {
  @Field(() => ID, { description: 'Id of the action.' }) id!: string
  @Field(() => String, { description: 'Why, for the log.' }) reason!: string
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@ObjectType({ description: 'Answer of a write on a governance action.' })
export class GovernanceActionPayload {
  @Field(() => GovernanceAction, { nullable: true, description: 'The action; null when the write failed.' })
  action!: GovernanceAction | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
