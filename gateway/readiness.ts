import type { FetchContext, Transport } from './executor/index.ts'

export interface Readiness {
  ready: boolean
  /** By subgraph: `ok`, or why it is not. */
  subgraphs: Record<string, string>
}

const PATIENCE_MS = 2_000
const KEPT_MS = 500

/** Asks every subgraph a small question, by the same way that requests take; askers at the same time share the answer. */
export class ReadinessCheck {
  private readonly transports: ReadonlyMap<string, Transport>
  private readonly sign: (() => Promise<string>) | undefined
  private last: { at: number; answer: Promise<Readiness> } | null = null

  constructor(transports: ReadonlyMap<string, Transport>, sign: (() => Promise<string>) | undefined) {
    this.transports = transports
    this.sign = sign
  }

  check(now = Date.now()): Promise<Readiness> {
    if (!this.last || now - this.last.at >= KEPT_MS) this.last = { at: now, answer: this.ask() }
    return this.last.answer
  }

  private async ask(): Promise<Readiness> {
    const signedCaller = await this.sign?.()
    const names = [...this.transports.keys()]
    const states = await Promise.all(
      [...this.transports.values()].map(transport => this.state(transport, signedCaller)),
    )
    return {
      ready: states.every(state => state === 'ok'),
      subgraphs: Object.fromEntries(names.map((name, i) => [name, states[i]!])),
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
