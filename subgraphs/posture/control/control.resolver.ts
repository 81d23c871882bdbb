import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, ID, Query, Resolver, Root } from 'type-graphql'
import { Connector } from '../references.type.ts'
import { controlsOfConnector, listControls, readControl } from './control.service.ts'
import { Control } from './control.type.ts'

@Resolver(() => Control)
export class ControlResolver {
  @Query(() => [Control], { nullable: true, description: 'Controls by id.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@listSize(assumedSize: 100)')
  controls(
    @Ctx() context: Context,
    @Arg('connector', () => ID, { nullable: true, description: 'Slug of a connector.' }) connector?: string | null,
    @Arg('framework', () => String, { nullable: true, description: 'Name of a framework, such as `CIS` or `SOC 2`.' })
    framework?: string | null,
  ): Promise<Control[]> {
    return listControls(context, { connector, framework })
  }

  @Query(() => Control, { nullable: true, description: 'One control.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  async control(
    @Ctx() context: Context,
    @Arg('id', () => ID, { description: 'Id of the control.' }) id: string,
  ): Promise<Control | null> {
    return readControl(await context.tx(), id)
  }
}

@Resolver(() => Connector)
export class ConnectorControlsResolver {
  @FieldResolver(() => [Control], { nullable: true, description: 'Its controls by id.' })
  @Directive('@requiresScopes(scopes: [["posture:read"]])')
  @Directive('@listSize(assumedSize: 30)')
  controls(@Root() connector: Connector, @Ctx() context: Context): Promise<Control[]> {
    return controlsOfConnector(context, connector.slug)
  }
}
