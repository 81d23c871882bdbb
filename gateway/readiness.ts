import type { FetchContext, Transport } from './executor/index.ts'
import type { Generation } from './supergraph/generation.ts'
import type { ServedSupergraph, SupergraphStatus } from './supergraph/served-supergraph.ts'

export interface Readiness {
  ready: boolean
  /** By subgraph: `ok`, or why it is not. */
  subgraphs: Record<string, string>
  supergraph: SupergraphStatus
}

type Asked = Pick<Readiness, 'ready' | 'subgraphs'>

const PATIENCE_MS = 2_000
const KEPT_MS = 500

/** Asks every subgraph a small question, by the same way that requests take; askers at the same time share the answer. */
export class ReadinessCheck {
  private readonly served: ServedSupergraph
  private readonly sign: (() => Promise<string>) | undefined
  private last: { at: number; of: Generation; answer: Promise<Asked> } | null = null

  constructor(served: ServedSupergraph, sign: (() => Promise<string>) | undefined) {
    this.served = served
    this.sign = sign
  }

  async check(now = Date.now()): Promise<Readiness> {
    const { current } = this.served
    if (!this.last || this.last.of !== current || now - this.last.at >= KEPT_MS)
      this.last = { at: now, of: current, answer: this.ask(current) }
    const answer = await this.last.answer
    // Another supergraph came meanwhile, and it may have other subgraphs.
    if (this.served.current !== current) return this.check(now)
    return { ...answer, supergraph: this.served.status() }
  }

  private async ask(generation: Generation): Promise<Asked> {
    const visit = generation.visit()
    try {
      const signedCaller = await this.sign?.()
      const states = await Promise.all(
        [...generation.transports].map(
          async ([name, transport]) => [name, await this.state(transport, signedCaller)] as const,
        ),
      )
      return { ready: states.every(([, state]) => state === 'ok'), subgraphs: Object.fromEntries(states) }
    } finally {
      visit.end()
    }
  }

  private async state(transport: Transport, signedCaller: string | undefined): Promise<string> {
    const signal = AbortSignal.timeout(PATIENCE_MS)
    const context: FetchContext = { signedCaller, signal }
    try {
      const { data, errors } = await transport.execute(PING, context)
      return data?.__typename ? 'ok' : (errors?.[0]?.message ?? 'does not answer.')
    } catch (error) {
      return signal.aborted ? `did not answer within ${PATIENCE_MS / 1000} s.` : (error as Error).message
    }
  }
}

const PING = {
  kind: 'query' as const,
  query: '{__typename}',
  operationName: undefined,
  variables: () => ({}),
  body: () => '{"query":"{__typename}"}',
}
