import { createLogger, listenSubgraph, type Handle } from '@casbah/kit'
import { httpTransport, inProcessTransport, type Transport } from '../executor/index.ts'

export interface Way {
  transports: Map<string, Transport>
  /** Subgraph and query of every request made, in order. */
  asked: { subgraph: string; query: string; variables: Record<string, unknown> }[]
  close(): Promise<void>
}

/** The two ways to subgraphs; one suite runs over both. */
export const WAYS: Record<string, (handles: Record<string, Handle>) => Promise<Way>> = {
  'in process': async handles => {
    const asked: Way['asked'] = []
    const transports = new Map(
      Object.entries(handles).map(([name, handle]) => [name, inProcessTransport(recorded(name, handle, asked))]),
    )
    return { transports, asked, close: async () => {} }
  },
  'over HTTP': async handles => {
    const asked: Way['asked'] = []
    const services = await Promise.all(
      Object.entries(handles).map(async ([name, handle]) => {
        const service = await listenSubgraph({
          name,
          handle: recorded(name, handle, asked),
          contextKey: new Uint8Array(32),
          ready: async () => true,
          port: 0,
          logger: createLogger(name),
        })
        return { name, service, transport: httpTransport({ url: service.url, timeoutMs: 2_000 }) }
      }),
    )
    return {
      transports: new Map(services.map(({ name, transport }) => [name, transport])),
      asked,
      close: async () => {
        await Promise.all(services.map(({ transport }) => transport.close()))
        await Promise.all(services.map(({ service }) => service.close()))
      },
    }
  },
}

function recorded(subgraph: string, handle: Handle, asked: Way['asked']): Handle {
  return (request, signedCaller, signal) => {
    asked.push({ subgraph, query: request.query, variables: request.variables ?? {} })
    return handle(request, signedCaller, signal)
  }
}
