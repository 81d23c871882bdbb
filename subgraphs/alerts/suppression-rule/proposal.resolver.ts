import { Ctx, Directive, FieldResolver, Resolver, Root } from 'type-graphql'
import type { Context } from '@casbah/kit'
import { cost, listOf } from '../graphql/directives.ts'
import { PolicyHealth } from '../policy/policy.type.ts'
import { SuppressionProposal } from './proposal.type.ts'
import { adviceOn, proposalsOf } from './proposals.ts'

@Resolver(() => PolicyHealth)
export class SuppressionProposalResolver {
  @FieldResolver(() => [SuppressionProposal], {
    description: 'Suppression rules that its false positives speak for, at most five, the safest first.',
  })
  @Directive(listOf(5))
  @Directive(cost(20))
  proposals(@Root() health: PolicyHealth, @Ctx() context: Context) {
    return proposalsOf(context, health.policyId)
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'What to do about it, as sentences; null when the verdict asks for nothing that its alerts tell.',
  })
  @Directive(cost(20))
  advice(@Root() health: PolicyHealth, @Ctx() context: Context) {
    return adviceOn(context, health)
  }
}
