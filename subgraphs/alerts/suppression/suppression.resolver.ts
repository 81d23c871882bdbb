import { Arg, Args, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import type { Context } from '@casbah/kit'
import { PAGED, READS } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { policyById } from '../policy/policy.loaders.ts'
import { Policy } from '../policy/policy.type.ts'
import { ruleById } from '../suppression-rule/suppression-rule.pages.ts'
import { SuppressionRule } from '../suppression-rule/suppression-rule.type.ts'
import { suppressionPage } from './suppression.pages.ts'
import { Suppression, SuppressionConnection } from './suppression.type.ts'

@Resolver(() => Suppression)
export class SuppressionResolver {
  @Query(() => SuppressionConnection, { nullable: true, description: 'What was not raised and why, newest first.' })
  @Directive(READS)
  @Directive(PAGED)
  suppressions(
    @Arg('policy', () => ID, { nullable: true, description: 'Id of a policy.' }) policy: string | null,
    @Args(() => PageArgs) args: PageArgs,
    @Ctx() context: Context,
  ) {
    return suppressionPage(context, { ...args, policy })
  }

  @FieldResolver(() => Policy, { description: 'Policy that would have raised it.' })
  policy(@Root() suppression: Suppression, @Ctx() context: Context) {
    return policyById(context, suppression.policyId)
  }

  @FieldResolver(() => SuppressionRule, {
    nullable: true,
    description: 'The rule that kept it; null when it was something else, or when the rule was deleted.',
  })
  rule(@Root() suppression: Suppression, @Ctx() context: Context) {
    return suppression.ruleId && ruleById(context, suppression.ruleId)
  }
}
