import { Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, DateTimeScalar, PageInfo, SafeIntScalar, UserError } from '@casbah/kit'
import { cost, READS } from '../graphql/directives.ts'
import { Account, Actor, App, Resource, User } from '../graphql/shared.ts'

@ObjectType({
  description:
    'Which alerts a suppression rule keeps: lists that are not empty must all hold, for every activity that an alert would cite.',
})
export class SuppressionScope {
  @Field(() => [User], { nullable: true, description: 'People who act; any when empty.' }) users!: User[]
  @Field(() => [Account], { nullable: true, description: 'Accounts that act; any when empty.' }) accounts!: Account[]
  @Field(() => [App], { nullable: true, description: 'Apps that it happens in; any when empty.' }) apps!: App[]
  @Field(() => [String], { description: 'IP addresses, or networks such as `10.0.0.0/8`; any when empty.' })
  ips!: string[]
  @Field(() => [Resource], { nullable: true, description: 'Resources that are touched; any when empty.' })
  resources!: Resource[]
  @Field(() => [String], { description: 'What the vendor calls what is done; any when empty.' }) actions!: string[]
}

export const SuppressionRuleChangeKind = { CREATED: 'CREATED', CHANGED: 'CHANGED' } as const
export type SuppressionRuleChangeKind = keyof typeof SuppressionRuleChangeKind
registerEnumType(SuppressionRuleChangeKind, {
  name: 'SuppressionRuleChangeKind',
  description: 'What was done to a suppression rule.',
  valuesConfig: { CREATED: { description: 'It was made.' }, CHANGED: { description: 'It was changed.' } },
})

@ObjectType({ description: 'Something that was done to a suppression rule.' })
export class SuppressionRuleChange {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => Actor, { description: 'Who did it.' }) actor!: Actor
  @Field(() => SuppressionRuleChangeKind, { description: 'What was done.' }) kind!: SuppressionRuleChangeKind
  @Field(() => Int, { description: 'The `version` of the rule after it.' }) version!: number
  @Field(() => [String], { description: 'Names of the fields that were changed.' }) fields!: string[]
}

@ObjectType({ description: 'A rule that keeps alerts from being raised for a time.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive(READS)
export class SuppressionRule {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'Name, unique among the rules; what it keeps is listed by it.' }) name!: string
  @Field(() => SuppressionScope, { description: 'Which alerts it keeps.' }) scope!: SuppressionScope
  @Field(() => String, { description: 'Why.' }) reason!: string
  @Field(() => Actor, { description: 'Who made it.' }) owner!: Actor
  @Field(() => DateTimeScalar, { description: 'When it was made.' }) createdAt!: Date
  @Field(() => DateTimeScalar, { description: 'From when on it keeps nothing any more.' }) expiresAt!: Date
  @Field(() => SafeIntScalar, { description: 'How many alerts it kept; the same event read twice counts once.' })
  hitCount!: number
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it kept the last one; null when none yet.' })
  lastHitAt!: Date | null
  @Field(() => Int, { description: 'Grows with every change, not with what it keeps; for `expectedVersion`.' })
  version!: number
  /** Id of the policy that it is about; null for all. */
  policyId!: string | null
}

@ObjectType({ description: 'One suppression rule of a page.' })
export class SuppressionRuleEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => SuppressionRule, { description: 'The rule.' }) node!: SuppressionRule
}

@ObjectType({ description: 'A page of suppression rules.', simpleResolvers: true })
export class SuppressionRuleConnection {
  @Field(() => [SuppressionRuleEdge], { description: 'The rules.' }) edges!: SuppressionRuleEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all.' })
  @Directive(cost(10))
  totalCount!: number
}

@InputType({ description: 'Which alerts a rule keeps; at least one list, and all that are given must hold.' })
export class SuppressionScopeInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of users who act, at most 100.' }) users?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts that act, at most 100.' })
  accounts?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps, at most 100.' }) apps?: string[] | null
  @Field(() => [String], {
    nullable: true,
    description: 'IP addresses, or networks such as `10.0.0.0/8`, at most 100.',
  })
  ips?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of resources, at most 100.' }) resources?: string[] | null
  @Field(() => [String], { nullable: true, description: 'What the vendor calls what is done, at most 100.' })
  actions?: string[] | null
}

const NAME = 'Name, unique among the rules, from 1 to 200 characters.'
const REASON = 'Why, from 1 to 2,000 characters.'
const EXPIRY = 'From when on it keeps nothing any more; at most a year ahead.'

@InputType({ description: 'A suppression rule to make.' })
export class CreateSuppressionRuleInput {
  @Field(() => String, { description: NAME }) name!: string
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the policy whose alerts it keeps; of all but those of kind SYSTEM when left out.',
  })
  policy?: string | null
  @Field(() => SuppressionScopeInput, { description: 'Which alerts it keeps.' }) scope!: SuppressionScopeInput
  @Field(() => String, { description: REASON }) reason!: string
  @Field(() => DateTimeScalar, { description: EXPIRY }) expiresAt!: Date
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'What to change of a suppression rule; what is left out stays.' })
export class UpdateSuppressionRuleInput {
  @Field(() => ID, { description: 'Id of the rule.' }) id!: string
  @Field(() => Int, { description: 'The `version` last seen; CONFLICT when outdated.' }) expectedVersion!: number
  @Field(() => String, { nullable: true, description: NAME }) name?: string | null
  @Field(() => ID, {
    nullable: true,
    description: 'Id of the policy whose alerts it keeps; null for all but those of kind SYSTEM.',
  })
  policy?: string | null
  @Field(() => SuppressionScopeInput, { nullable: true, description: 'Which alerts it keeps, whole.' })
  scope?: SuppressionScopeInput | null
  @Field(() => String, { nullable: true, description: REASON }) reason?: string | null
  @Field(() => DateTimeScalar, { nullable: true, description: EXPIRY }) expiresAt?: Date | null
}

export const SuppressBy = { USER: 'USER', IP: 'IP', APP: 'APP', RESOURCE: 'RESOURCE', ACTION: 'ACTION' } as const
export type SuppressBy = keyof typeof SuppressBy
registerEnumType(SuppressBy, {
  name: 'SuppressBy',
  description: 'What makes another alert like this one.',
  valuesConfig: {
    USER: { description: 'The same users.' },
    IP: { description: 'The same IP addresses.' },
    APP: { description: 'The same apps.' },
    RESOURCE: { description: 'The same resources.' },
    ACTION: { description: 'The same actions, as the vendor calls them.' },
  },
})

@InputType({ description: 'An alert whose likes are to be raised no more.' })
export class SuppressLikeThisInput {
  @Field(() => ID, { description: 'Id of the alert; the rule is about its policy.' }) alert!: string
  @Field(() => String, { nullable: true, description: `${NAME} Made of the alert's title when left out.` })
  name?: string | null
  @Field(() => String, { description: REASON }) reason!: string
  @Field(() => DateTimeScalar, { description: EXPIRY }) expiresAt!: Date
  @Field(() => [SuppressBy], { description: 'What must be the same; at least one.' }) by!: SuppressBy[]
}

@ObjectType({ description: 'Answer of a write on a suppression rule.' })
export class SuppressionRulePayload {
  @Field(() => SuppressionRule, { nullable: true, description: 'The rule; null when the write failed.' })
  suppressionRule!: SuppressionRule | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
