import { Arg, Args, Ctx, Directive, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql'
import { DeletePayload, IdInput, type Context } from '@casbah/kit'
import { PAGED, READS, WRITES_ALERTS } from '../graphql/directives.ts'
import { PageArgs } from '../graphql/page-args.ts'
import { policyById } from '../policy/policy.loaders.ts'
import { Policy } from '../policy/policy.type.ts'
import { createRule } from './create-rule.ts'
import { deleteRule } from './delete-rule.ts'
import { suppressLikeThis } from './suppress-like-this.ts'
import { ruleChangesOf } from './rule-changes.ts'
import { ruleById, rulePage } from './suppression-rule.pages.ts'
import {
  CreateSuppressionRuleInput,
  SuppressionRule,
  SuppressionRuleChange,
  SuppressionRuleConnection,
  SuppressionRulePayload,
  SuppressLikeThisInput,
  UpdateSuppressionRuleInput,
} from './suppression-rule.type.ts'
import { updateRule } from './update-rule.ts'

@Resolver(() => SuppressionRule)
export class SuppressionRuleResolver {
  @Query(() => SuppressionRuleConnection, {
    nullable: true,
    description: 'Rules that keep alerts from being raised, expired ones too, the last made first; at most 1,000.',
  })
  @Directive(READS)
  @Directive(PAGED)
  suppressionRules(@Args(() => PageArgs) args: PageArgs, @Ctx() context: Context) {
    return rulePage(context, { ...args })
  }

  @Query(() => SuppressionRule, { nullable: true, description: 'One suppression rule.' })
  @Directive(READS)
  suppressionRule(@Arg('id', () => ID, { description: 'Id of the rule.' }) id: string, @Ctx() context: Context) {
    return ruleById(context, id)
  }

  @Mutation(() => SuppressionRulePayload, {
    description: 'Makes a rule that keeps alerts from being raised for a time.',
  })
  @Directive(WRITES_ALERTS)
  createSuppressionRule(
    @Arg('input', () => CreateSuppressionRuleInput, { description: 'The rule.' }) input: CreateSuppressionRuleInput,
    @Ctx() context: Context,
  ): Promise<SuppressionRulePayload> {
    return createRule(context, input)
  }

  @Mutation(() => SuppressionRulePayload, { description: 'Changes a suppression rule.' })
  @Directive(WRITES_ALERTS)
  updateSuppressionRule(
    @Arg('input', () => UpdateSuppressionRuleInput, { description: 'What to change.' })
    input: UpdateSuppressionRuleInput,
    @Ctx() context: Context,
  ): Promise<SuppressionRulePayload> {
    return updateRule(context, input)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a suppression rule; what it kept stays listed.' })
  @Directive(WRITES_ALERTS)
  deleteSuppressionRule(
    @Arg('input', () => IdInput, { description: 'Which rule.' }) input: IdInput,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    return deleteRule(context, input)
  }

  @Mutation(() => SuppressionRulePayload, {
    description: 'Makes a suppression rule out of an alert: about its policy, and what it has in common with the next.',
  })
  @Directive(WRITES_ALERTS)
  suppressLikeThis(
    @Arg('input', () => SuppressLikeThisInput, { description: 'Which alert, and what is to be the same.' })
    input: SuppressLikeThisInput,
    @Ctx() context: Context,
  ): Promise<SuppressionRulePayload> {
    return suppressLikeThis(context, input)
  }

  @FieldResolver(() => Policy, {
    nullable: true,
    description: 'Policy whose alerts it keeps; null for all but those of kind SYSTEM.',
  })
  policy(@Root() rule: SuppressionRule, @Ctx() context: Context) {
    return rule.policyId && policyById(context, rule.policyId)
  }

  @FieldResolver(() => [SuppressionRuleChange], { description: 'Who made and changed it, oldest first, the last 100.' })
  changes(@Root() rule: SuppressionRule, @Ctx() context: Context) {
    return ruleChangesOf(context, rule.id)
  }
}
