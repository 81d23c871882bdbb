import { Arg, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root, Subscription } from 'type-graphql'
import type { Context } from '@casbah/kit'
import { cost, READS, WRITES_POLICIES } from '../graphql/directives.ts'
import { policyById } from '../policy/policy.loaders.ts'
import { Policy } from '../policy/policy.type.ts'
import { backtestById, cancelBacktest, startBacktest } from './backtest.service.ts'
import { Backtest, BacktestAlert, BacktestInput, BacktestPayload, CancelBacktestInput } from './backtest.type.ts'
import { backtestProgress } from './progress.ts'

@Resolver(() => Backtest)
export class BacktestResolver {
  @Query(() => Backtest, { nullable: true, description: 'One backtest, kept for 30 days.' })
  @Directive(READS)
  backtest(@Arg('id', () => ID, { description: 'Id of the backtest.' }) id: string, @Ctx() context: Context) {
    return backtestById(context, id)
  }

  @Mutation(() => BacktestPayload, {
    description: 'Starts running a policy of any kind over stored history, without raising alerts or acting.',
  })
  @Directive(WRITES_POLICIES)
  @Directive(cost(500))
  backtestPolicy(
    @Arg('input', () => BacktestInput, { description: 'What to run over which time.' }) input: BacktestInput,
    @Ctx() context: Context,
  ): Promise<BacktestPayload> {
    return startBacktest(context, input)
  }

  @Mutation(() => BacktestPayload, { description: 'Ends a backtest; what it found so far stays.' })
  @Directive(WRITES_POLICIES)
  cancelBacktest(
    @Arg('input', () => CancelBacktestInput, { description: 'Which backtest.' }) { id }: CancelBacktestInput,
    @Ctx() context: Context,
  ): Promise<BacktestPayload> {
    return cancelBacktest(context, id)
  }

  @Subscription(() => Backtest, {
    description: 'A backtest as it proceeds, at most once a second, until it ends.',
    subscribe: ({ args, context }) => backtestProgress(context as Context, args.id as string),
  })
  @Directive(READS)
  backtestProgress(
    @Arg('id', () => ID, { description: 'Id of the backtest.' }) _id: string,
    @Root() backtest: Backtest,
  ): Backtest {
    return backtest
  }

  @FieldResolver(() => Policy, {
    nullable: true,
    description: 'The policy; null for a draft and for the history report of an app.',
  })
  policy(@Root() { policyId }: Backtest, @Ctx() context: Context) {
    return policyId && policyById(context, policyId)
  }
}

@Resolver(() => BacktestAlert)
export class BacktestAlertResolver {
  @FieldResolver(() => Policy, { nullable: true, description: 'The policy; null for a draft.' })
  policy(@Root() { policyId }: BacktestAlert, @Ctx() context: Context) {
    return policyById(context, policyId)
  }
}
