import {
  Arg,
  Args,
  ArgsType,
  Ctx,
  Directive,
  Field,
  FieldResolver,
  ID,
  Mutation,
  Query,
  Resolver,
  Root,
} from 'type-graphql'
import type { Context } from '@casbah/kit'
import { alertPage } from '../alert/alert.pages.ts'
import { AlertPageArgs } from '../alert/alert.resolver.ts'
import { AlertConnection } from '../alert/alert.type.ts'
import { cost, PAGED, READS, WRITES_POLICIES } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { healthOf, policyById, policyPage } from './policy.loaders.ts'
import {
  Policy,
  PolicyConnection,
  PolicyFilter,
  PolicyHealth,
  PolicyPayload,
  UpdatePolicyInput,
} from './policy.type.ts'
import { updatePolicy } from './update-policy.ts'

@ArgsType()
class PolicyListArgs extends PageArgs {
  @Field(() => PolicyFilter, { nullable: true, description: 'Only matching ones.' }) filter?: PolicyFilter | null
}

@Resolver(() => Policy)
export class PolicyResolver {
  @Query(() => PolicyConnection, { nullable: true, description: 'Policies by name, at most 5,000.' })
  @Directive(READS)
  @Directive(PAGED)
  policies(@Args(() => PolicyListArgs) args: PolicyListArgs, @Ctx() context: Context) {
    return policyPage(context, args)
  }

  @Query(() => Policy, { nullable: true, description: 'One policy.' })
  @Directive(READS)
  policy(@Arg('id', () => ID, { description: 'Id of the policy.' }) id: string, @Ctx() context: Context) {
    return policyById(context, id)
  }

  @Mutation(() => PolicyPayload, {
    description: 'Changes a policy; of a built-in one all but name, description and kind of detection.',
  })
  @Directive(WRITES_POLICIES)
  updatePolicy(
    @Arg('input', () => UpdatePolicyInput, { description: 'What to change.' }) input: UpdatePolicyInput,
    @Ctx() context: Context,
  ): Promise<PolicyPayload> {
    return updatePolicy(context, input)
  }

  @FieldResolver(() => PolicyHealth, { description: 'How well it works, over the last 30 days.' })
  @Directive(cost(5))
  health(@Root() policy: Policy, @Ctx() context: Context) {
    return healthOf(context, policy)
  }

  @FieldResolver(() => AlertConnection, { description: 'Its alerts, newest first.' })
  @Directive(PAGED)
  alerts(@Root() policy: Policy, @Args(() => AlertPageArgs) args: AlertPageArgs, @Ctx() context: Context) {
    return alertPage(context, 'policy', policy.id, { ...args })
  }
}
