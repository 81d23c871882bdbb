import { Directive, Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTimeScalar, Severity, UserError } from '@casbah/kit'
import { listOf } from '../graphql/directives.ts'
import { Actor } from '../graphql/shared.ts'

export const SlaState = { ON_TIME: 'ON_TIME', AT_RISK: 'AT_RISK', BREACHED: 'BREACHED', MET: 'MET' } as const
export type SlaState = keyof typeof SlaState
registerEnumType(SlaState, {
  name: 'SlaState',
  description: 'How an alert stands against its targets.',
  valuesConfig: {
    ON_TIME: { description: 'There is time left.' },
    AT_RISK: { description: 'Less than a fifth of the time is left, to acknowledge or to resolve.' },
    BREACHED: { description: 'It was acknowledged or resolved too late, or is not yet although it should be.' },
    MET: { description: 'It was acknowledged and resolved in time.' },
  },
})

@ObjectType({ description: 'Until when an alert is to be acknowledged and resolved, and when it was.' })
export class AlertSla {
  @Field(() => DateTimeScalar, { description: 'Until when it is to be acknowledged.' }) acknowledgeBy!: Date
  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When its state first changed or it first had an assignee; null when neither yet.',
  })
  acknowledgedAt!: Date | null
  @Field(() => DateTimeScalar, {
    description: 'Until when it is to be resolved; runs anew when it is opened again.',
  })
  resolveBy!: Date
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was resolved; null when it is not.' })
  resolvedAt!: Date | null
  @Field(() => SlaState, { description: 'How it stands now.' }) state!: SlaState
}

@ObjectType({ description: 'Within what time alerts of a severity are to be acknowledged and resolved.' })
export class SlaTarget {
  @Field(() => Severity, { description: 'The severity.' }) severity!: Severity
  @Field(() => Int, { description: 'Seconds from raising to the first change of state or the first assignee.' })
  acknowledgeSeconds!: number
  @Field(() => Int, { description: 'Seconds from raising, or opening again, to resolving.' }) resolveSeconds!: number
  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was set; null for the usual one.' })
  changedAt!: Date | null
  @Field(() => Actor, { nullable: true, description: 'Who set it; null for the usual one.' }) changedBy!: Actor | null
}

@InputType({ description: 'Within what time alerts of a severity are to be acknowledged and resolved.' })
export class SlaTargetInput {
  @Field(() => Severity, { description: 'The severity.' }) severity!: Severity
  @Field(() => Int, { description: 'Seconds to acknowledge, from 60 to a year.' }) acknowledgeSeconds!: number
  @Field(() => Int, { description: 'Seconds to resolve, no less than to acknowledge, at most a year.' })
  resolveSeconds!: number
}

@InputType({ description: 'Targets to set; of severities left out they stay.' })
export class SetSlaTargetsInput {
  @Field(() => [SlaTargetInput], { description: 'Targets, one for a severity.' }) targets!: SlaTargetInput[]
}

@ObjectType({ description: 'Answer of `setSlaTargets`.' })
export class SlaTargetsPayload {
  @Field(() => [SlaTarget], { description: 'All targets as they are now, the worst severity first.' })
  @Directive(listOf(5))
  slaTargets!: SlaTarget[]
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

export const TrendBucket = { HOUR: 'HOUR', DAY: 'DAY', WEEK: 'WEEK' } as const
export type TrendBucket = keyof typeof TrendBucket
registerEnumType(TrendBucket, {
  name: 'TrendBucket',
  description: 'How time is cut, in UTC.',
  valuesConfig: {
    HOUR: { description: 'By the hour.' },
    DAY: { description: 'By the day.' },
    WEEK: { description: 'By the week, from Monday.' },
  },
})

@ObjectType({ description: 'How long something took.' })
export class TrendSeconds {
  @Field(() => Float, { description: 'Half took no longer, seconds.' }) median!: number
  @Field(() => Float, { description: 'Nine in ten took no longer, seconds.' }) p90!: number
}

@ObjectType({ description: 'What became of alerts of a severity in a span of time.' })
export class SeverityTrend {
  @Field(() => Severity, { description: 'The severity, as it is now.' }) severity!: Severity
  @Field(() => Int, { description: 'Raised in the span.' }) raised!: number
  @Field(() => Int, { description: 'Acknowledged in the span, whenever raised.' }) acknowledged!: number
  @Field(() => Int, { description: 'Resolved in the span and not opened again, whenever raised.' }) resolved!: number
  @Field(() => Int, { description: 'That in the span ran out of time to acknowledge or resolve, each counted once.' })
  breached!: number
  @Field(() => TrendSeconds, {
    nullable: true,
    description: 'From raising to acknowledging, of those acknowledged in the span; null when none was.',
  })
  timeToAcknowledge!: TrendSeconds | null
  @Field(() => TrendSeconds, {
    nullable: true,
    description: 'From raising, or opening again, to resolving, of those resolved in the span; null when none was.',
  })
  timeToResolve!: TrendSeconds | null
}

@ObjectType({ description: 'What became of alerts in a span of time.' })
export class AlertTrend {
  @Field(() => DateTimeScalar, { description: 'Start of the span.' }) start!: Date
  @Field(() => DateTimeScalar, { description: 'End of the span, itself not part of it.' }) end!: Date
  @Field(() => [SeverityTrend], { description: 'By severity, the worst first; of those that anything happened to.' })
  @Directive(listOf(5))
  severities!: SeverityTrend[]
}
