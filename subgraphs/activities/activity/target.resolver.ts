import type { Context } from '@casbah/kit'
import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql'
import { ResourceLookup } from '../ingest/resources.ts'
import { Resource } from '../neighbours/neighbours.type.ts'
import { Target } from './activity.type.ts'

@Resolver(() => Target)
export class TargetResolver {
  @FieldResolver(() => Resource, { nullable: true, description: 'The resource, when it is a known one.' })
  async resource(@Root() { appId, externalId, account }: Target, @Ctx() context: Context): Promise<Resource | null> {
    if (externalId === null || account) return null
    const id = await resourceByName(context).load(JSON.stringify([appId, externalId]))
    return id === null ? null : { id }
  }
}

/** Ids of resources by app and vendor's id, as JSON. */
function resourceByName(context: Context) {
  return context.loader<string, string | null>(resourceByName, async keys => {
    const named = keys.map(key => JSON.parse(key) as [string, string]).map(([app, externalId]) => ({ app, externalId }))
    const found = await ResourceLookup.read(await context.tx(), named)
    return named.map(one => found.find(one))
  })
}
