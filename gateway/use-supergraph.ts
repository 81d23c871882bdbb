import type { ServerResponse } from 'node:http'
import type { Plugin } from 'graphql-yoga'
import { factsOf } from './request-facts.ts'
import type { ServedSupergraph } from './supergraph/served-supergraph.ts'

/** Gives each request the supergraph of the moment its document came, and keeps that one open until the whole answer is out. */
export function useSupergraph(served: ServedSupergraph): Plugin {
  return {
    onEnveloped({ context, setSchema }) {
      const { request, res } = context as unknown as { request: Request; res: ServerResponse }
      const visit = served.visit(request.signal)
      factsOf(request).visit = visit
      setSchema(visit.executor.schema)
      // A client that has gone closes its answer as well; only one that went before this is not told of.
      if (res.closed) visit.end()
      else res.once('close', () => visit.end())
    },
  }
}
