import { Arg, Directive, ID, Query, Resolver } from 'type-graphql'
import { listOf, READS } from '../../graphql/directives.ts'
import { templatesOf } from './index.ts'
import { PolicyTemplate, toTemplate } from './template.type.ts'

@Resolver(() => PolicyTemplate)
export class PolicyTemplateResolver {
  @Query(() => [PolicyTemplate], { nullable: true, description: 'Policies to start from, by name.' })
  @Directive(READS)
  @Directive(listOf(100))
  policyTemplates(
    @Arg('connector', () => ID, {
      nullable: true,
      description: 'Slug of a connector; templates for all apps come with it.',
    })
    connector: string | null,
  ): PolicyTemplate[] {
    return templatesOf(connector ?? null).map(toTemplate)
  }
}
