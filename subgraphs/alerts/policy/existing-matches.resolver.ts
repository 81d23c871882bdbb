import { Ctx, Directive, FieldResolver, Int, Resolver, Root } from 'type-graphql'
import { CasbahError, type Context } from '@casbah/kit'
import { countExisting } from '../detection/resource/count-existing.ts'
import { cost } from '../graphql/directives.ts'
import { Policy } from './policy.type.ts'

@Resolver(() => Policy)
export class ExistingMatchesResolver {
  @FieldResolver(() => Int, {
    nullable: true,
    description:
      'How many resources, OAuth grants or findings match now, as they were last listed, for kinds RESOURCE and POSTURE, enabled or not; null for other kinds. These raised no alert: only what comes to match does.',
  })
  @Directive(cost(20))
  async existingMatches(@Root() policy: Policy, @Ctx() context: Context): Promise<number | null> {
    try {
      return (await countExisting(await context.tx(), policy, Date.now()))?.count ?? null
    } catch (error) {
      // A definition that this version cannot read matches nothing; the policy's health says so.
      if (error instanceof CasbahError) return null
      throw error
    }
  }
}
