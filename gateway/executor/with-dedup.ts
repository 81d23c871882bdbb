import { copy } from './merge.ts'
import { orAborted } from './or-aborted.ts'
import type { FetchContext, SubgraphFetch, SubgraphResult, Transport } from './transport.ts'

interface UnderWay {
  result: Promise<SubgraphResult>
  /** Who still waits. */
  waiting: number
  /** More than one got it, so each needs a copy of his own. */
  shared: boolean
  giveUp: AbortController
}

/** Equal queries of the same caller that are under way at the same time become one; it ends early when nobody waits any more. */
export function withDedup(transport: Transport): Transport {
  const underWay = new Map<string, UnderWay>()

  function begin(key: string, fetch: SubgraphFetch, context: FetchContext): UnderWay {
    const giveUp = new AbortController()
    const forget = () => void (underWay.get(key) === entry && underWay.delete(key))
    const result = transport.execute(fetch, { ...context, signal: giveUp.signal }).finally(forget)
    // Whoever waits hears of a failure; when all have gone, nobody needs to.
    result.catch(() => {})
    const entry: UnderWay = { result, waiting: 0, shared: false, giveUp }
    giveUp.signal.addEventListener('abort', forget, { once: true })
    underWay.set(key, entry)
    return entry
  }

  async function execute(fetch: SubgraphFetch, context: FetchContext): Promise<SubgraphResult> {
    if (fetch.kind !== 'query') return transport.execute(fetch, context)
    const { signedCaller, signal } = context
    signal?.throwIfAborted()
    const key = `${signedCaller ?? ''}\n${fetch.body()}`
    const known = underWay.get(key)
    const entry = known ?? begin(key, fetch, context)
    if (known) entry.shared = true
    entry.waiting++
    try {
      const result = await orAborted(entry.result, signal)
      return entry.shared ? (copy(result) as SubgraphResult) : result
    } finally {
      if (--entry.waiting === 0) entry.giveUp.abort()
    }
  }

  return {
    execute,
    subscribe: (fetch, context) => transport.subscribe(fetch, context),
    close: () => transport.close(),
  }
}
