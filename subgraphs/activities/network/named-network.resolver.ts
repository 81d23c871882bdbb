import { type Context, DeletePayload, IdInput } from '@casbah/kit'
import { Arg, Ctx, Directive, Mutation, Query, Resolver } from 'type-graphql'
import { READ } from '../directives.ts'
import { deleteNetwork, listNetworks, networksById, upsertNetwork } from './named-network.service.ts'
import { NamedNetwork, NamedNetworkInput, NamedNetworkPayload } from './named-network.type.ts'

const WRITE = '@requiresScopes(scopes: [["policies:write"]])'

@Resolver(() => NamedNetwork)
export class NamedNetworkResolver {
  @Query(() => [NamedNetwork], { nullable: true, description: 'Named networks by name, at most 1,000.' })
  @Directive(READ)
  @Directive('@listSize(assumedSize: 50)')
  async namedNetworks(@Ctx() context: Context): Promise<NamedNetwork[]> {
    return listNetworks(await context.tx())
  }

  @Mutation(() => NamedNetworkPayload, {
    description: 'Makes or changes a named network; activities from then on carry its tag.',
  })
  @Directive(WRITE)
  upsertNamedNetwork(
    @Arg('input', () => NamedNetworkInput, { description: 'The network.' }) input: NamedNetworkInput,
    @Ctx() context: Context,
  ): Promise<NamedNetworkPayload> {
    return upsertNetwork(context, input)
  }

  @Mutation(() => DeletePayload, { description: 'Deletes a named network; activities keep the tag that they have.' })
  @Directive(WRITE)
  deleteNamedNetwork(
    @Arg('input', () => IdInput, { description: 'Which network.' }) input: IdInput,
    @Ctx() context: Context,
  ): Promise<DeletePayload> {
    return deleteNetwork(context, input)
  }
}

/** The network of an id, read together with the others that a request asks for. */
export function loadNetwork(id: string, context: Context): Promise<NamedNetwork | null> {
  return context.loader<string, NamedNetwork | null>(networksById, networksById).load(id)
}
