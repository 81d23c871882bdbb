import { Field, Float, ObjectType, registerEnumType, Directive } from 'type-graphql'
import { Finding, FindingStatus } from '../finding/finding.type.ts'
import type { Cause } from '../ledger/causes.ts'
import { Activity } from '../references.type.ts'
import { SecureScore } from './score.type.ts'

export const ScoreCauseKind = {
  SETTINGS: 'SETTINGS',
  CATALOGUE: 'CATALOGUE',
  EXCEPTIONS: 'EXCEPTIONS',
  COVERAGE: 'COVERAGE',
} as const satisfies Record<Cause, Cause>
registerEnumType(ScoreCauseKind, {
  name: 'ScoreCauseKind',
  description: 'Why a score changes.',
  valuesConfig: {
    SETTINGS: { description: 'Somebody changed a setting or a subject.' },
    CATALOGUE: { description: 'Controls were added, removed or weighted anew.' },
    EXCEPTIONS: { description: 'Exceptions and attestations began or ended.' },
    COVERAGE: { description: 'More or less could be judged.' },
  },
})

@ObjectType({ description: 'What happened to one finding.' })
export class FindingChange {
  @Field(() => Finding, { description: 'The finding.' }) finding!: Finding
  @Field(() => FindingStatus, { nullable: true, description: 'Status before; null when there was none.' })
  before!: FindingStatus | null
  @Field(() => FindingStatus, { nullable: true, description: 'Status after; null when it went away.' })
  after!: FindingStatus | null
  @Field(() => Float, { description: 'Points that it gained or, below 0, lost.' }) points!: number
  @Field(() => Activity, {
    nullable: true,
    description: 'The audit event that made the change, when one was seen.',
  })
  changedBy!: Activity | null
}

@ObjectType({ description: 'What one cause did to a score.' })
export class ScoreCause {
  @Field(() => ScoreCauseKind, { description: 'The cause.' }) kind!: Cause
  @Field(() => Float, { description: 'Percentage points that it added or, below 0, took.' }) percent!: number
  @Field(() => [FindingChange], { description: 'Findings that it touched, the greatest effect first, at most 100.' })
  @Directive('@listSize(assumedSize: 20)')
  changes!: FindingChange[]
}

@ObjectType({ description: 'The difference between two scores.' })
export class ScoreChange {
  @Field(() => SecureScore, { description: 'The earlier score.' }) from!: SecureScore
  @Field(() => SecureScore, { description: 'The later score.' }) to!: SecureScore
  @Field(() => [ScoreCause], {
    description: 'Its causes, all four, whose percentages add up to the difference.',
  })
  causes!: ScoreCause[]
}
