import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Int, Query, Resolver } from 'type-graphql'
import { READ } from '../directives.ts'
import { ActivityFilter } from '../filter/activity-filter.input.ts'
import { readFilter } from '../filter/read-filter.ts'
import { histogram, topValues } from './counts.service.ts'
import { ActivityField, HistogramBucket, Interval, ValueCount } from './counts.type.ts'

const FILTER = { nullable: true, description: 'Only matching ones.' } as const

@Resolver()
export class CountsResolver {
  @Query(() => [HistogramBucket], {
    nullable: true,
    description:
      'Counts over time, empty buckets included, at most 1,000; of the last 7 days where the filter gives no time.',
  })
  @Directive(READ)
  @Directive('@listSize(assumedSize: 200)')
  @Directive('@cost(weight: 50)')
  async activityHistogram(
    @Arg('filter', () => ActivityFilter, FILTER) filter: ActivityFilter | null,
    @Arg('interval', () => Interval, { description: 'Width of a bucket.' }) interval: Interval,
    @Arg('groupBy', () => ActivityField, { nullable: true, description: 'Split each bucket by this field.' })
    groupBy: ActivityField | null,
    @Ctx() context: Context,
  ): Promise<HistogramBucket[]> {
    const condition = await readFilter(filter, () => context.tx())
    return histogram(await context.tx(), condition, interval, groupBy, Date.now())
  }

  @Query(() => [ValueCount], {
    nullable: true,
    description: 'The most frequent values of a field, for facets; of the last 7 days where the filter gives no time.',
  })
  @Directive(READ)
  @Directive('@listSize(slicingArguments: ["first"], requireOneSlicingArgument: false)')
  @Directive('@cost(weight: 50)')
  async topActivityValues(
    @Arg('filter', () => ActivityFilter, FILTER) filter: ActivityFilter | null,
    @Arg('field', () => ActivityField, { description: 'Field to count by.' }) field: ActivityField,
    @Arg('first', () => Int, { nullable: true, defaultValue: 10, description: 'How many, at most 100.' })
    first: number | null,
    @Ctx() context: Context,
  ): Promise<ValueCount[]> {
    const condition = await readFilter(filter, () => context.tx())
    return topValues(await context.tx(), condition, field, first, Date.now())
  }
}
