import { Directive, Field, Float, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { CursorScalar, DateTimeScalar, IpInfo, JsonScalar, PageInfo, Severity } from '@casbah/kit'
import type { ExplanationData } from '../detection/detector.ts'
import { cost, READS } from '../graphql/directives.ts'
import { Activity, Actor } from '../graphql/shared.ts'
import { MitreTechnique, type PolicyKind } from '../policy/policy.type.ts'
import type { ClockColumns } from '../sla/clocks.ts'
import { ReasonCode } from './reason-code.ts'

export const AlertState = { OPEN: 'OPEN', IN_PROGRESS: 'IN_PROGRESS', RESOLVED: 'RESOLVED' } as const
export type AlertState = keyof typeof AlertState
registerEnumType(AlertState, {
  name: 'AlertState',
  description: 'How far triage got.',
  valuesConfig: {
    OPEN: { description: 'Nobody has taken it.' },
    IN_PROGRESS: { description: 'Somebody works on it.' },
    RESOLVED: { description: 'Done; always with a classification.' },
  },
})

export const Classification = {
  TRUE_POSITIVE: 'TRUE_POSITIVE',
  BENIGN: 'BENIGN',
  FALSE_POSITIVE: 'FALSE_POSITIVE',
} as const
export type Classification = keyof typeof Classification
registerEnumType(Classification, {
  name: 'Classification',
  description: 'What an alert turned out to be.',
  valuesConfig: {
    TRUE_POSITIVE: { description: 'Malicious.' },
    BENIGN: { description: 'As detected, but allowed, such as a penetration test.' },
    FALSE_POSITIVE: { description: 'Not as detected.' },
  },
})

export const AlertOrder = {
  RAISED_AT_DESC: 'RAISED_AT_DESC',
  RAISED_AT_ASC: 'RAISED_AT_ASC',
  LAST_ACTIVITY_AT_DESC: 'LAST_ACTIVITY_AT_DESC',
  SEVERITY_DESC: 'SEVERITY_DESC',
  DUE_AT_ASC: 'DUE_AT_ASC',
} as const
export type AlertOrder = keyof typeof AlertOrder
registerEnumType(AlertOrder, {
  name: 'AlertOrder',
  description: 'Order of alerts.',
  valuesConfig: {
    RAISED_AT_DESC: { description: 'Last raised first.' },
    RAISED_AT_ASC: { description: 'First raised first.' },
    LAST_ACTIVITY_AT_DESC: { description: 'Last active first.' },
    SEVERITY_DESC: { description: 'Worst first, then last raised.' },
    DUE_AT_ASC: { description: 'First to be acknowledged or resolved first; resolved ones last.' },
  },
})

export const AlertEventKind = {
  RAISED: 'RAISED',
  ACTIVITIES_ADDED: 'ACTIVITIES_ADDED',
  SEVERITY: 'SEVERITY',
  STATE: 'STATE',
  CLASSIFICATION: 'CLASSIFICATION',
  REASON: 'REASON',
  ASSIGNEE: 'ASSIGNEE',
  TAGS: 'TAGS',
  COMMENT: 'COMMENT',
  INCIDENT: 'INCIDENT',
  ACTION: 'ACTION',
} as const
export type AlertEventKind = keyof typeof AlertEventKind
registerEnumType(AlertEventKind, {
  name: 'AlertEventKind',
  description: 'What was done to an alert.',
  valuesConfig: {
    RAISED: { description: 'It was raised.' },
    ACTIVITIES_ADDED: { description: 'More activities were folded into it.' },
    SEVERITY: { description: 'Its severity changed.' },
    STATE: { description: 'Its state changed.' },
    CLASSIFICATION: { description: 'Its classification changed.' },
    REASON: { description: 'The reason for its classification changed.' },
    ASSIGNEE: { description: 'Its assignee changed.' },
    TAGS: { description: 'Its tags changed.' },
    COMMENT: { description: 'Somebody commented.' },
    INCIDENT: { description: 'It came to another incident.' },
    ACTION: { description: 'A governance action that answers it got further.' },
  },
})

@ObjectType({ description: 'What somebody wrote on an alert.' })
export class Comment {
  @Field(() => Actor, { description: 'Who wrote it.' }) author!: Actor
  @Field(() => String, { description: 'The words, as Markdown.' }) text!: string
  @Field(() => DateTimeScalar, { description: 'When it was written.' }) createdAt!: Date
}

@ObjectType({ description: 'Something that was done to an alert.' })
export class AlertEvent {
  @Field(() => DateTimeScalar, { description: 'When.' }) at!: Date
  @Field(() => Actor, { description: 'Who did it.' }) actor!: Actor
  @Field(() => AlertEventKind, { description: 'What was done.' }) kind!: AlertEventKind
  @Field(() => String, { nullable: true, description: 'Value before; null when there was none.' }) from!: string | null
  @Field(() => String, { nullable: true, description: 'Value after; null when it was taken away.' }) to!: string | null
}

@ObjectType({ description: 'One condition of a policy.' })
export class Condition {
  @Field(() => String, { description: 'Field that it looks at.' }) field!: string
  @Field(() => String, { description: 'How it compares, such as `in`, `contains` or `cidr`.' }) operator!: string
  @Field(() => JsonScalar, { nullable: true, description: 'What it wants.' }) expected!: unknown
  @Field(() => JsonScalar, { nullable: true, description: 'What was there.' }) actual!: unknown
  @Field(() => Boolean, { description: 'Whether it held.' }) matched!: boolean
}

@ObjectType({ description: 'A number that a policy went by.' })
export class Measure {
  @Field(() => String, { description: 'What was measured, such as `speed`.' }) name!: string
  @Field(() => Float, { description: 'The number.' }) value!: number
  @Field(() => String, { nullable: true, description: 'Its unit, such as `km/h`.' }) unit!: string | null
  @Field(() => Float, { nullable: true, description: 'What is normal for this user.' }) baseline!: number | null
  @Field(() => Float, { nullable: true, description: 'From where on it matches.' }) threshold!: number | null
}

@ObjectType({ description: 'A suppression that was weighed.' })
export class SuppressionCheck {
  @Field(() => String, { description: 'Its name, such as `corporate-network`.' }) name!: string
  @Field(() => Boolean, { description: 'Whether it kept the alert from being raised.' }) applied!: boolean
  @Field(() => String, { description: 'Why it did or did not.' }) reason!: string
}

@ObjectType({ description: 'Why a policy did or did not match.' })
export class Explanation {
  @Field(() => Boolean, { description: 'Whether it matched.' }) matched!: boolean
  @Field(() => String, { description: 'The reason in one sentence with the numbers.' }) summary!: string
  @Field(() => [Condition], { description: 'Each condition of the policy, in its order.' }) conditions!: Condition[]
  @Field(() => [Measure], {
    description: 'Numbers that an anomaly detector or a count went by; empty for plain filters.',
  })
  measures!: Measure[]
  @Field(() => [SuppressionCheck], { description: 'Every suppression that was weighed.' })
  suppressions!: SuppressionCheck[]
}

@ObjectType({ description: "An activity as it was when an alert cited it; outlives the activity's retention." })
export class Evidence {
  @Field(() => DateTimeScalar, { description: 'When it happened.' }) time!: Date
  @Field(() => String, { description: "What happened, in Casbah's vocabulary." }) action!: string
  @Field(() => Actor, { nullable: true, description: 'Who did it.' }) actor!: Actor | null
  @Field(() => IpInfo, { nullable: true, description: 'Where it came from.' }) ip!: IpInfo | null
  @Field(() => JsonScalar, { description: 'All of it as OCSF, without the raw event.' }) ocsf!: unknown
  @Field(() => Activity, { nullable: true, description: 'The activity itself; null once its retention has passed.' })
  activity!: Activity | null
}

@ObjectType({ description: "Something that needs an analyst's eye.", simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive(READS)
export class Alert {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => String, { description: 'What happened, as one sentence with names.' }) title!: string
  @Field(() => Severity, { description: 'How bad it is, in its context.' }) severity!: Severity
  @Field(() => AlertState, { description: 'How far triage got.' }) state!: AlertState
  @Field(() => Classification, { nullable: true, description: 'What it turned out to be.' })
  classification!: Classification | null
  @Field(() => String, { nullable: true, description: 'Why it was classified so, as Markdown.' })
  classificationReason!: string | null
  @Field(() => [ReasonCode], { description: 'Why it is no attack, to be counted; empty for TRUE_POSITIVE.' })
  reasonCodes!: ReasonCode[]
  @Field(() => [String], { description: 'Tags that analysts gave it, in alphabetical order, at most 50.' })
  tags!: string[]
  @Field(() => Actor, { nullable: true, description: 'Member who works on it.' }) assignee!: Actor | null
  @Field(() => DateTimeScalar, { description: 'Time of the first activity that it cites.' }) firstActivityAt!: Date
  @Field(() => DateTimeScalar, { description: 'Time of the last activity that it cites.' }) lastActivityAt!: Date
  @Field(() => DateTimeScalar, { description: 'When it was raised.' }) raisedAt!: Date
  @Field(() => Int, { description: 'How many activities it cites; grows while equal matches are folded into it.' })
  activityCount!: number
  @Field(() => Explanation, { description: 'Why it was raised.' }) explanation!: ExplanationData
  @Field(() => [MitreTechnique], { description: 'MITRE ATT&CK techniques that it shows.' }) mitre!: MitreTechnique[]
  @Field(() => Boolean, { description: 'Whether `simulateAttack` made it.' }) isSimulated!: boolean
  @Field(() => Boolean, {
    description: 'Whether it was raised over an hour after its last activity, such as after an outage.',
  })
  isLate!: boolean
  @Field(() => Int, { description: 'Grows with every change; for `expectedVersion`.' }) version!: number
  /** Id of its policy. */
  policyId!: string
  policyKind!: PolicyKind
  clocks!: ClockColumns
  incidentId!: string | null
}

@ObjectType({ description: 'One alert of a page.' })
export class AlertEdge {
  @Field(() => CursorScalar, { description: 'Its cursor.' }) cursor!: string
  @Field(() => Alert, { description: 'The alert.' }) node!: Alert
}

@ObjectType({ description: 'A page of alerts.', simpleResolvers: true })
export class AlertConnection {
  @Field(() => [AlertEdge], { description: 'The alerts.' }) edges!: AlertEdge[]
  @Field(() => PageInfo, { description: 'Where it stands.' }) pageInfo!: PageInfo
  @Field(() => Int, { description: 'How many in all, exact up to 100,000.' })
  @Directive(cost(10))
  totalCount!: number
}
