import { Directive, Field, Float, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTimeScalar, JsonScalar, SafeIntScalar, Severity, UserError } from '@casbah/kit'
import { Explanation } from '../alert/alert.type.ts'
import { READS } from '../graphql/directives.ts'
import { Activity, User } from '../graphql/shared.ts'
import { PolicyKind, PolicyScopeInput } from '../policy/policy.type.ts'

export const BacktestState = {
  QUEUED: 'QUEUED',
  RUNNING: 'RUNNING',
  SUCCEEDED: 'SUCCEEDED',
  FAILED: 'FAILED',
  CANCELLED: 'CANCELLED',
} as const
export type BacktestState = keyof typeof BacktestState
registerEnumType(BacktestState, {
  name: 'BacktestState',
  description: 'How far a backtest got.',
  valuesConfig: {
    QUEUED: { description: 'Waits for its turn.' },
    RUNNING: { description: 'Runs.' },
    SUCCEEDED: { description: 'Done.' },
    FAILED: { description: 'Not done; `error` says why.' },
    CANCELLED: { description: 'Ended by `cancelBacktest`.' },
  },
})

@ObjectType({ description: 'How many on one day.' })
export class DayCount {
  @Field(() => DateTimeScalar, { description: 'Start of the day, in UTC.' }) day!: Date
  @Field(() => Int, { description: 'How many.' }) count!: number
}

@ObjectType({ description: 'How many of one user.' })
export class UserCount {
  @Field(() => User, { nullable: true, description: 'The user.' }) user!: User | null
  @Field(() => Int, { description: 'How many.' }) count!: number
}

@ObjectType({ description: 'An alert that a backtest would have raised.' })
export class BacktestAlert {
  @Field(() => String, { description: 'What happened, as one sentence with names.' }) title!: string
  @Field(() => Severity, { description: 'How bad it would have been.' }) severity!: Severity
  @Field(() => DateTimeScalar, { description: 'When it would have been raised.' }) at!: Date
  @Field(() => Activity, { nullable: true, description: 'The last activity that it cites.' }) activity!: Activity | null
  @Field(() => Explanation, { description: 'Why it would have been raised.' }) explanation!: Explanation
  policyId!: string
}

@ObjectType({ description: 'A run of a policy over stored history.', simpleResolvers: true })
@Directive('@key(fields: "id")')
@Directive(READS)
export class Backtest {
  @Field(() => ID, { description: 'Opaque id.' }) id!: string
  @Field(() => BacktestState, { description: 'How far it got.' }) state!: BacktestState
  @Field(() => Float, { description: 'Share done, 0 to 1.' }) progress!: number
  @Field(() => DateTimeScalar, { description: 'Start of the history.' }) since!: Date
  @Field(() => DateTimeScalar, { description: 'End of the history.' }) until!: Date
  @Field(() => SafeIntScalar, { description: 'Activities read so far.' }) activitiesRead!: number
  @Field(() => Int, { description: 'Alerts that would have been raised so far.' }) alertCount!: number
  @Field(() => Int, {
    description:
      'How many of them the suppression rules in force would keep, by the activities that could be seen of each.',
  })
  suppressedCount!: number
  @Field(() => Int, { description: 'How many of them fall on alerts that other policies raised.' }) overlap!: number
  @Field(() => [DayCount], { description: 'How many would have been raised each day, oldest first.' })
  perDay!: DayCount[]
  @Field(() => [UserCount], { description: 'The ten users with most of them.' }) topUsers!: UserCount[]
  @Field(() => [BacktestAlert], { description: 'The first 20 of them.' })
  @Directive('@listSize(assumedSize: 20)')
  samples!: BacktestAlert[]
  @Field(() => UserError, { nullable: true, description: 'Why it failed, with the remedy.' }) error!: UserError | null
  policyId!: string | null
}

@ObjectType({ description: 'Answer of a write on a backtest.' })
export class BacktestPayload {
  @Field(() => Backtest, { nullable: true, description: 'The backtest; null when the write failed.' })
  backtest!: Backtest | null
  @Field(() => [UserError], { description: 'What was wrong; empty on success.' }) userErrors!: UserError[]
}

@InputType({ description: 'What to run over which time.' })
export class BacktestInput {
  @Field(() => ID, { nullable: true, description: 'Id of the policy; or a draft by `kind` and `definition`.' })
  policy?: string | null
  @Field(() => PolicyKind, { nullable: true, description: 'How the draft detects.' }) kind?: PolicyKind | null
  @Field(() => JsonScalar, {
    nullable: true,
    description: "The draft's definition, in the shape that its kind names.",
  })
  definition?: unknown
  @Field(() => PolicyScopeInput, { nullable: true, description: 'Where the draft applies.' })
  scope?: PolicyScopeInput | null
  @Field(() => DateTimeScalar, { description: 'Start of the history.' }) since!: Date
  @Field(() => DateTimeScalar, { nullable: true, description: 'End of the history; now when left out.' })
  until?: Date | null
  @Field(() => String, {
    nullable: true,
    description: 'A repeat with the same key within 24 hours only gets the first answer.',
  })
  idempotencyKey?: string | null
}

@InputType({ description: 'Which backtest to end.' })
export class CancelBacktestInput {
  @Field(() => ID, { description: 'Id of the backtest.' }) id!: string
}
