import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { ActionSpec, Connector, ConnectorState } from './connector.type.ts'
import { connectorBySlug } from './connector.loader.ts'
import { isOwn, OWN_CONNECTOR, OWN_SPECS } from './own-actions.ts'
import { slugOf } from './spec-id.ts'

@Resolver(() => Connector)
export class ConnectorResolver {
  @Query(() => [Connector], {
    nullable: true,
    description: 'Connectors by slug, those that failed to load included.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(assumedSize: 50)')
  async connectors(
    @Arg('state', () => ConnectorState, { nullable: true, description: 'Only those in this state.' })
    state: ConnectorState | null | undefined,
    @Ctx() context: Context,
  ): Promise<Connector[]> {
    const tx = await context.tx()
    const rows = await tx.query<{ description: Connector }>(
      `select description from apps.connector where case when $1::text is null then state <> 'DISABLED' else state = $1 end
       order by slug collate "C"`,
      [state ?? null],
    )
    return rows.map(row => row.description)
  }

  @Query(() => Connector, { nullable: true, description: 'One connector.' })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  async connector(
    @Arg('slug', () => ID, { description: 'Slug of the connector.' }) slug: string,
    @Ctx() context: Context,
  ): Promise<Connector | null> {
    const found = await connectorBySlug(context).load(slug)
    // What was removed stays only to name the history of apps that it read.
    return found?.state === 'DISABLED' ? null : found
  }
}

@Resolver(() => ActionSpec)
export class ActionSpecResolver {
  @FieldResolver(() => Connector, { description: 'Connector that it belongs to.' })
  connector(@Root() spec: ActionSpec, @Ctx() context: Context): Promise<Connector | null> {
    return isOwn(spec.id) ? Promise.resolve(OWN_CONNECTOR) : connectorBySlug(context).load(slugOf(spec.id))
  }

  @Query(() => [ActionSpec], {
    nullable: true,
    description: 'What Casbah itself can do about the accounts of any app: write to the person or to the manager.',
  })
  @Directive('@requiresScopes(scopes: [["apps:read"]])')
  @Directive('@listSize(assumedSize: 5)')
  ownActions(): ActionSpec[] {
    return OWN_SPECS
  }
}

/** An action spec by its id. */
export async function actionSpecById(id: string, context: Context): Promise<ActionSpec | null> {
  if (isOwn(id)) return OWN_SPECS.find(spec => spec.id === id) ?? null
  const connector = await connectorBySlug(context).load(slugOf(id))
  return connector?.actions.find(action => action.id === id) ?? null
}
