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
import { DeletePayload, IdInput, type Context } from '@casbah/kit'
import { alertPage } from '../alert/alert.pages.ts'
import { AlertPageArgs } from '../alert/alert.resolver.ts'
import { AlertConnection } from '../alert/alert.type.ts'
import { cost, EXPLAINS, PAGED, READS, WRITES_POLICIES } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { createPolicy } from './create-policy.ts'
import { deletePolicy } from './delete-policy.ts'
import { explainPolicy } from './explain-policy.ts'
import { ExplainPayload } from './explain-policy.type.ts'
import { importSigma } from './import-sigma.ts'
import { policyChangesOf } from './policy-changes.ts'
import { healthOf, learningOf } from './policy-health.ts'
import { policyById, policyPage } from './policy.loaders.ts'
import {
  CreatePolicyInput,
  ExplainInput,
  ImportSigmaInput,
  ImportSigmaPayload,
  LearningState,
  Policy,
  PolicyChange,
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

  @Mutation(() => PolicyPayload, { description: 'Makes a policy.' })
  @Directive(WRITES_POLICIES)
  createPolicy(
    @Arg('input', () => CreatePolicyInput, { description: 'The policy.' }) input: CreatePolicyInput,
    @Ctx() context: Context,
  ): Promise<PolicyPayload> {
    return createPolicy(context, input)
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

  @Mutation(() => DeletePayload, { description: 'Deletes a policy that is not built in; its alerts stay.' })
  @Directive(WRITES_POLICIES)
  deletePolicy(
    @Arg('input', () => IdInput, { description: 'Which policy.' }) input: IdInput,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    return deletePolicy(context, input)
  }

  @Mutation(() => ImportSigmaPayload, {
    description: 'Makes a policy of each Sigma document; one whose Sigma id is known replaces that policy.',
  })
  @Directive(WRITES_POLICIES)
  importSigma(
    @Arg('input', () => ImportSigmaInput, { description: 'The documents.' }) input: ImportSigmaInput,
    @Ctx() context: Context,
  ): Promise<ImportSigmaPayload> {
    return importSigma(context, input)
  }

  @Mutation(() => ExplainPayload, { description: 'Tells why a policy did or did not match an activity.' })
  @Directive(EXPLAINS)
  @Directive(cost(20))
  explainPolicy(
    @Arg('input', () => ExplainInput, { description: 'Which policy and activity.' }) input: ExplainInput,
    @Ctx() context: Context,
  ): Promise<ExplainPayload> {
    return explainPolicy(context, input)
  }

  @FieldResolver(() => LearningState, {
    nullable: true,
    description: 'Progress of learning; null for policies that need none.',
  })
  learning(@Root() policy: Policy, @Ctx() context: Context) {
    return learningOf(context, policy)
  }

  @FieldResolver(() => [PolicyChange], { description: 'Who made and changed it, oldest first, the last 100.' })
  changes(@Root() policy: Policy, @Ctx() context: Context) {
    return policyChangesOf(context, policy.id)
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
