import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, Query, Resolver } from 'type-graphql'
import { complianceWith, listFrameworks } from './framework.service.ts'
import { FrameworkReport, FrameworkSummary } from './framework.type.ts'

@Resolver()
export class FrameworkResolver {
  @Query(() => FrameworkReport, {
    nullable: true,
    description: 'The state of a framework, requirement by requirement.',
  })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@cost(weight: 20)')
  async compliance(
    @Ctx() context: Context,
    @Arg('framework', () => String, {
      description: 'Name of the framework, such as `CIS`, `NIST 800-53`, `SOC 2` or `ISO 27001`.',
    })
    framework: string,
  ): Promise<FrameworkReport> {
    return complianceWith(await context.tx(), framework, new Date())
  }

  @Query(() => [FrameworkSummary], { nullable: true, description: 'Frameworks that controls answer to, by name.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@listSize(assumedSize: 20)')
  async frameworks(@Ctx() context: Context): Promise<FrameworkSummary[]> {
    return listFrameworks(await context.tx())
  }
}
