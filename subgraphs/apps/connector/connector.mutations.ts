import type { Context } from '@casbah/kit'
import { Arg, Ctx, Directive, FieldResolver, Mutation, Resolver, Root } from 'type-graphql'
import type { Catalogue } from './catalogue.ts'
import { connectorBySlug } from './connector.loader.ts'
import type { ConnectorAnswer, ConnectorService } from './connector.service.ts'
import {
  Connector,
  ConnectorPayload,
  InstallConnectorInput,
  RemoveConnectorInput,
  Sandbox,
  UpgradeConnectorInput,
} from './connector.type.ts'

const PLATFORM_ONLY = '@requiresScopes(scopes: [["platform:connectors"]])'

@Resolver(() => Connector)
export class ConnectorMutations {
  private readonly service: ConnectorService
  private readonly catalogue: Catalogue

  constructor(service: ConnectorService, catalogue: Catalogue) {
    this.service = service
    this.catalogue = catalogue
  }

  @FieldResolver(() => Sandbox, { nullable: true, description: 'The process that it runs in; null when idle.' })
  @Directive(PLATFORM_ONLY)
  sandbox(@Root() { slug }: Connector): Sandbox | null {
    const state = this.catalogue.sandbox(slug)
    return state && { ...state, rssBytes: state.rssBytes ?? 0, startedAt: new Date(state.startedAt) }
  }

  @Mutation(() => ConnectorPayload, { description: 'Installs a connector package beside the running ones.' })
  @Directive(PLATFORM_ONLY)
  async installConnector(
    @Arg('input', () => InstallConnectorInput, { description: 'What to install.' }) input: InstallConnectorInput,
    @Ctx() context: Context,
  ): Promise<ConnectorPayload> {
    return payload(await this.service.install(input, context.caller.actor), context)
  }

  @Mutation(() => ConnectorPayload, {
    description: 'Starts another version of a connector beside the old one, which it replaces once it proves itself.',
  })
  @Directive(PLATFORM_ONLY)
  async upgradeConnector(
    @Arg('input', () => UpgradeConnectorInput, { description: 'What to upgrade to.' }) input: UpgradeConnectorInput,
    @Ctx() context: Context,
  ): Promise<ConnectorPayload> {
    return payload(await this.service.upgrade(input, context.caller.actor), context)
  }

  @Mutation(() => ConnectorPayload, { description: 'Unloads a connector that no app uses.' })
  @Directive(PLATFORM_ONLY)
  async removeConnector(
    @Arg('input', () => RemoveConnectorInput, { description: 'What to remove.' }) input: RemoveConnectorInput,
    @Ctx() context: Context,
  ): Promise<ConnectorPayload> {
    return payload(await this.service.remove(input, context.caller.actor), context)
  }
}

async function payload(
  { slug, missingConsent, userErrors }: ConnectorAnswer,
  context: Context,
): Promise<ConnectorPayload> {
  return { connector: slug === null ? null : await connectorBySlug(context).load(slug), missingConsent, userErrors }
}
