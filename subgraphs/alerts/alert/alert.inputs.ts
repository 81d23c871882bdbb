import { Field, ID, InputType, Int, ObjectType, Directive } from 'type-graphql'
import { DateTimeFilter, Severity, UserError } from '@casbah/kit'
import { listOf } from '../graphql/directives.ts'
import { PolicyKind } from '../policy/policy.type.ts'
import { SlaState } from '../sla/sla.type.ts'
import { Alert, AlertState, Classification } from './alert.type.ts'
import { ReasonCode } from './reason-code.ts'

@InputType({ description: 'Which alerts.' })
export class AlertFilter {
  @Field(() => [AlertFilter], { nullable: true, description: 'All of these hold.' }) and?: AlertFilter[] | null
  @Field(() => [AlertFilter], { nullable: true, description: 'Any of these holds.' }) or?: AlertFilter[] | null
  @Field(() => AlertFilter, { nullable: true, description: 'This does not hold.' }) not?: AlertFilter | null
  @Field(() => [Severity], { nullable: true, description: 'Severities.' }) severity?: Severity[] | null
  @Field(() => [AlertState], { nullable: true, description: 'States.' }) state?: AlertState[] | null
  @Field(() => [Classification], { nullable: true, description: 'Classifications.' })
  classification?: Classification[] | null
  @Field(() => [String], { nullable: true, description: 'Tags, in whatever case.' }) tags?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of policies.' }) policy?: string[] | null
  @Field(() => [PolicyKind], { nullable: true, description: 'Kinds of policies.' }) policyKind?: PolicyKind[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of apps.' }) app?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Slugs of connectors.' }) connector?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of accounts.' }) account?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of users.' }) user?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of resources.' }) resource?: string[] | null
  @Field(() => [String], { nullable: true, description: 'IP addresses.' }) ip?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of incidents.' }) incident?: string[] | null
  @Field(() => [ID], { nullable: true, description: 'Ids of assigned members.' }) assignee?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether anybody is assigned.' }) isAssigned?: boolean | null
  @Field(() => [SlaState], {
    nullable: true,
    description: 'How it stands against its targets; not in subscriptions and webhooks, since time alone changes it.',
  })
  sla?: SlaState[] | null
  @Field(() => [ID], { nullable: true, description: 'Numbers of MITRE ATT&CK techniques, sub-techniques included.' })
  mitre?: string[] | null
  @Field(() => Boolean, { nullable: true, description: 'Whether `simulateAttack` made it.' })
  isSimulated?: boolean | null
  @Field(() => DateTimeFilter, { nullable: true, description: 'When it was raised.' }) raisedAt?: DateTimeFilter | null
  @Field(() => String, { nullable: true, description: 'Words that all occur in title or comments.' })
  text?: string | null
}

@InputType({ description: 'Which alerts and what to change; by exactly one of ids and filter.' })
export class TriageInput {
  @Field(() => [ID], { nullable: true, description: 'Ids of alerts, at most 1,000.' }) ids?: string[] | null
  @Field(() => AlertFilter, { nullable: true, description: 'All alerts that match, at most 10,000.' })
  filter?: AlertFilter | null
  @Field(() => Int, {
    nullable: true,
    description: 'With one id only: the `version` last seen; CONFLICT when outdated.',
  })
  expectedVersion?: number | null
  @Field(() => AlertState, { nullable: true, description: 'New state; RESOLVED needs a classification.' })
  state?: AlertState | null
  @Field(() => Classification, { nullable: true, description: 'What it turned out to be.' })
  classification?: Classification | null
  @Field(() => String, {
    nullable: true,
    description:
      'Why it turned out so, as Markdown, at most 2,000 characters; null takes it away, and so does another classification.',
  })
  classificationReason?: string | null
  @Field(() => [ReasonCode], {
    nullable: true,
    description: 'Why it is no attack, such as go with BENIGN or FALSE_POSITIVE; taken away as the reason is.',
  })
  reasonCodes?: ReasonCode[] | null
  @Field(() => ID, { nullable: true, description: 'Id of the member to assign; null unassigns.' })
  assignee?: string | null
  @Field(() => [String], {
    nullable: true,
    description:
      'Tags to give, of up to 64 letters, digits, blanks and `_ . : / -`, kept in lower case; an alert has 50 at most.',
  })
  addTags?: string[] | null
  @Field(() => [String], { nullable: true, description: 'Tags to take away, after those to give.' })
  removeTags?: string[] | null
  @Field(() => String, { nullable: true, description: 'Comment to add, as Markdown.' }) comment?: string | null
  @Field(() => String, {
    nullable: true,
    description:
      'A repeat with the same key within 24 hours only gets the first answer, or goes on where the first was cut off.',
  })
  idempotencyKey?: string | null
}

@ObjectType({ description: 'Answer of `triageAlerts`.' })
export class TriagePayload {
  @Field(() => [Alert], { description: 'The alerts as they are now, the first 100.' })
  @Directive(listOf(10))
  alerts!: Alert[]
  @Field(() => Int, { description: 'How many were changed.' }) count!: number
  @Field(() => Int, {
    description:
      'How many of those wanted were not got to, because something was wrong with one of them; 0 when all were.',
  })
  remaining!: number
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}
