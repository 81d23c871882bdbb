import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import { DateTimeScalar, type Context } from '@casbah/kit'
import { AlertFilter } from '../alert/alert.inputs.ts'
import { Alert } from '../alert/alert.type.ts'
import { Detection } from '../detection/consumer.ts'
import { cost, listOf, READS, WRITES_TENANT } from '../graphql/directives.ts'
import { setSlaTargets, slaTargets } from './set-targets.ts'
import { slaStateOf } from './sla-state.ts'
import { AlertSla, AlertTrend, SetSlaTargetsInput, SlaTarget, SlaTargetsPayload, TrendBucket } from './sla.type.ts'
import { alertTrends } from './trends.ts'

@ArgsType()
class AlertTrendArgs {
  @Field(() => DateTimeScalar, { description: 'From the span on that this moment is in.' }) from!: Date
  @Field(() => DateTimeScalar, { description: 'To the span that ends at this moment or just after it.' }) to!: Date
  @Field(() => TrendBucket, { description: 'How time is cut; at most 400 spans.' }) bucket!: TrendBucket
  @Field(() => AlertFilter, { nullable: true, description: 'Only matching alerts.' }) filter?: AlertFilter | null
}

@Resolver(() => Alert)
export class SlaResolver {
  @FieldResolver(() => AlertSla, { description: 'Until when it is to be acknowledged and resolved, and when it was.' })
  sla(@Root() { clocks }: Alert, @Ctx() context: Context): AlertSla {
    return {
      acknowledgeBy: new Date(clocks.acknowledge_by),
      acknowledgedAt: clocks.acknowledged_at === null ? null : new Date(clocks.acknowledged_at),
      resolveBy: new Date(clocks.resolve_by),
      resolvedAt: clocks.resolved_at === null ? null : new Date(clocks.resolved_at),
      state: slaStateOf(clocks, context.instance(Detection).now()),
    }
  }

  @Query(() => [SlaTarget], {
    nullable: true,
    description: 'Within what time alerts are to be acknowledged and resolved, the worst severity first.',
  })
  @Directive(READS)
  @Directive(listOf(5))
  async slaTargets(@Ctx() context: Context) {
    return slaTargets(await context.tx())
  }

  @Query(() => [AlertTrend], {
    nullable: true,
    description: 'How many alerts were raised, acknowledged, resolved and late, and how long it took, over time.',
  })
  @Directive(READS)
  @Directive(listOf(30))
  @Directive(cost(50))
  alertTrends(@Args(() => AlertTrendArgs) args: AlertTrendArgs, @Ctx() context: Context) {
    return alertTrends(context, { ...args })
  }

  @Mutation(() => SlaTargetsPayload, {
    description:
      'Sets within what time alerts are to be acknowledged and resolved, for what is raised, gets worse or is opened again from now on.',
  })
  @Directive(WRITES_TENANT)
  setSlaTargets(
    @Arg('input', () => SetSlaTargetsInput, { description: 'The targets.' }) input: SetSlaTargetsInput,
    @Ctx() context: Context,
  ): Promise<SlaTargetsPayload> {
    return setSlaTargets(context, input)
  }
}
