import { createGateway, openSupergraph, type Gateway, type GatewayOptions } from '@casbah/gateway'
import { StartError } from './options.ts'

/** Where a supergraph is: a file or an http(s) address; and how often to look at it, where the default will not do. */
export interface SupergraphPlace {
  supergraph: string
  everyMs?: number | undefined
}

/** A gateway over a supergraph that may change while it is served. What is wrong with place, text or options is a StartError. */
export async function gatewayOver(
  { supergraph, everyMs }: SupergraphPlace,
  options: Omit<GatewayOptions, 'supergraphSdl' | 'supergraphSource'>,
): Promise<Gateway> {
  const source = await openSupergraph(supergraph, everyMs).catch((error: Error) => {
    // What stands behind `?` may be a secret.
    throw new StartError(`${error.message} It was looked for at ${supergraph.split('?')[0]}`)
  })
  try {
    return createGateway({ ...options, supergraphSdl: source.text, supergraphSource: source })
  } catch (error) {
    throw new StartError((error as Error).message)
  }
}
