import type { Gateway } from '@casbah/gateway'
import type { Logger } from '@casbah/kit'
import { gatewayOver, type SupergraphPlace } from './gateway-over.ts'

export interface OpenGatewayOptions extends SupergraphPlace {
  /** An address of this machine alone. */
  host: string
  /** 0 takes a free one. */
  port: number
  logger: Logger
}

/**
 * Nothing but the gateway, over any supergraph, whose subgraphs it asks at the addresses there: without tokens, scopes and budgets, for
 * whoever sits on this machine.
 */
export function openGateway({ host, port, logger, ...place }: OpenGatewayOptions): Promise<Gateway> {
  return gatewayOver(place, { subgraphs: {}, authenticate: null, host, port, logger })
}
