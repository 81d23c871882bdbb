import { DateTimeFilter, NetworkTag, SafeIntScalar, Severity, StringFilter } from '@casbah/kit'
import { Field, ID, InputType, Int } from 'type-graphql'
import { Outcome } from '../activity/activity.enums.ts'

@InputType({ description: 'Which actors.' })
export class ActorFilter {
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts.' }) id?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of users, with all their accounts.' }) user?: string[] | null
  @Field(() => StringFilter, { nullable: true, description: 'E-mail address.' }) email?: StringFilter | null
  @Field(() => [String], { nullable: true, description: 'E-mail domains.' }) domain?: string[] | null
  @Field(() => [String], {
    nullable: true,
    description: 'Names of groups that the account is in, with at most 1,000 accounts in all.',
  })
  group?: string[] | null
}

@InputType({ description: 'Which targets.' })
export class TargetFilter {
  @Field(() => [String], { nullable: true, description: 'Kinds, such as `file`.' }) kind?: string[] | null
  @Field(() => StringFilter, { nullable: true, description: 'Name or e-mail.' }) name?: StringFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts.' }) account?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of resources.' }) resource?: string[] | null
}

@InputType({ description: 'Which IP addresses.' })
export class IpFilter {
  @Field(() => [String], { nullable: true, description: 'Addresses.' }) address?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Ranges in CIDR form.' }) cidr?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Country codes, ISO 3166-1 alpha-2.' }) country?:
    | string[]
    | null
  @Field(() => [SafeIntScalar], { nullable: true, description: 'Autonomous system numbers.' }) asn?: number[] | null
  @Field(() => [NetworkTag], { nullable: true, description: 'Network tags.' }) tag?: NetworkTag[] | null
}

@InputType({ description: 'Which activities.' })
export class ActivityFilter {
  @Field(() => [ActivityFilter], { nullable: true, description: 'All of these hold.' }) and?: ActivityFilter[] | null
  @Field(() => [ActivityFilter], { nullable: true, description: 'Any of these holds.' }) or?: ActivityFilter[] | null
  @Field(() => ActivityFilter, {
    nullable: true,
    description: 'This does not hold; true also of activities that lack the field.',
  })
  not?: ActivityFilter | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Slugs of connectors.' }) connector?: string[] | null
  @Field(() => StringFilter, { nullable: true, description: "Action in Casbah's vocabulary." })
  action?: StringFilter | null
  @Field(() => StringFilter, { nullable: true, description: "Action in the vendor's words." })
  vendorAction?: StringFilter | null
  @Field(() => [Int], { nullable: true, description: 'OCSF classes.' }) classUid?: number[] | null
  @Field(() => [Severity], { nullable: true, description: 'Severities.' }) severity?: Severity[] | null
  @Field(() => ActorFilter, { nullable: true, description: 'Who did it.' }) actor?: ActorFilter | null
  @Field(() => TargetFilter, {
    nullable: true,
    description: 'What it was done to; true when any target matches.',
  })
  target?: TargetFilter | null
  @Field(() => IpFilter, { nullable: true, description: 'Where it came from.' }) ip?: IpFilter | null
  @Field(() => StringFilter, { nullable: true, description: 'Program that it came through, as sent.' })
  userAgent?: StringFilter | null
  @Field(() => [String], { nullable: true, description: "The vendor's session ids." }) sessionId?: string[] | null
  @Field(() => [Outcome], { nullable: true, description: 'Outcomes.' }) outcome?: Outcome[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether it used administrator rights.' })
  isAdmin?: boolean | null
  @Field(() => Boolean, { nullable: true, description: 'Whether somebody acted in the name of the actor.' })
  isImpersonated?: boolean | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it happened.' }) time?: DateTimeFilter | null
  @Field(() => String, { nullable: true, description: 'Words that all occur in the raw event or in names.' })
  text?: string | null
}
