import { CasbahError, type Context } from '@casbah/kit'
import { Ctx, Directive, FieldResolver, Query, Resolver } from 'type-graphql'
import { RateLimit } from '../app/app-stream.type.ts'
import { Viewer, type Tenant } from './tenant.type.ts'

@Resolver(() => Viewer)
export class ViewerResolver {
  @Query(() => Viewer, {
    nullable: true,
    description: 'The caller: who the token stands for, its tenant, its scopes and the limits left.',
  })
  @Directive('@authenticated')
  async viewer(@Ctx() context: Context): Promise<Viewer> {
    const tenant = await tenantById(context.tenant, context)
    if (!tenant) throw new CasbahError('NOT_FOUND', 'The token belongs to no tenant. Use a token of a tenant.')
    const { actor, scopes, expiresAt } = context.caller
    return { actor, tenant, scopes, expiresAt: expiresAt === null ? null : new Date(expiresAt) }
  }

  @FieldResolver(() => RateLimit, { description: 'Cost points left in the present window.' })
  limits(@Ctx() { caller: { limits } }: Context): RateLimit {
    // The gateway counts, and says it only where it is asked for: a subgraph that was asked past it cannot know.
    if (!limits) throw new CasbahError('UNAVAILABLE', 'The gateway counts the limits. Ask for them there.')
    return { ...limits, resetAt: new Date(limits.resetAt) }
  }
}

/** A caller sees his own tenant and no other. */
export async function tenantById(id: unknown, context: Context): Promise<Tenant | null> {
  if (id !== context.tenant) return null
  const tx = await context.tx()
  const [tenant] = await tx.query<Tenant>('select id, name from apps.tenant where id = $1', [id])
  return tenant ?? null
}
