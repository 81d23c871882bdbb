import {
  createHost,
  HostError,
  isLeaseLost,
  problemOf,
  type Fragment,
  type Host,
  type HostOptions,
  type HostProblem,
} from '@casbah/host'
import type { ActionAnswer, ConnectorHost, Failed } from './connector-host.ts'

/** Failures after which nobody knows whether the vendor did what was sent. */
const UNSURE: HostProblem['code'][] = ['VENDOR_UNAVAILABLE', 'TIMEOUT', 'BAD_ANSWER']

/** The connector host in the terms of this subgraph. */
export function connectorHost(options: HostOptions): ConnectorHost {
  const host = createHost(options)
  return {
    load: connector => host.load(connector),
    unload: slug => host.unload(slug),
    start: app => host.start(app),
    stop: app => host.stop(app),
    syncNow: (app, streams) => host.syncNow(app, streams ?? undefined),
    swap: app => host.swap(app),
    tryOut: (app, given) => host.tryOut(app, given).catch(failed),
    checkScopes: (app, scopes) => host.checkScopes(app, scopes).then(verdicts => ({ scopes: verdicts }), failed),
    consentAddress: (app, ask) => host.consentAddress(app, ask).then(url => ({ url }), failed),
    redeem: (app, answer) => host.redeem(app, answer).then(session => ({ session }), failed),
    inventory: (app, mostMs) => host.inventory(app, mostMs),
    assess: async (app, { checks, parameters }, signal) => {
      const fragments: Fragment[] = []
      const found = await host.assess(app, checks ?? undefined, {
        signal,
        parameters,
        onFragment: fragment => void fragments.push(fragment),
      })
      const results = found.map(({ check, status, message, subjects, counts, values, evidence }) => ({
        check,
        status,
        message,
        subjects,
        ...(counts && { counts }),
        // What was judged by stands once, with the first answer that it came from.
        evidence: evidence
          .flatMap(({ hash, ...one }) => (hash === null ? [] : [{ ...one, hash }]))
          .map((one, index) => ({ ...one, values: index === 0 ? values : {} })),
      }))
      return { results, fragments }
    },
    act: (app, { action, mode, target, parameters, remembered, onRemember }) => {
      const ask = { action, target, parameters }
      switch (mode) {
        case 'dry-run':
          return answer(host.act(app, { ...ask, dryRun: true }), 'shown')
        case 'confirm':
          return answer(host.act(app, { ...ask, confirmOnly: true }), 'unaskable')
        case 'run':
          return answer(host.act(app, { ...ask, onRemember }), 'sent')
        case 'undo':
          return answer(host.act(app, { ...ask, undo: true, remembered }), 'sent')
      }
    },
    receive: (app, stream, request) => host.receive(app, stream, request),
    close: () => host.close(),
  }
}

async function answer(going: ReturnType<Host['act']>, unconfirmed: ActionAnswer['outcome']): Promise<ActionAnswer> {
  try {
    const { requests, confirmation, failure } = await going
    const [request] = requests
    const shown = requests.length > 1 ? { requests } : { ...request }
    if (failure)
      return {
        request: shown,
        outcome: outcomeOf(failure.problem, unconfirmed),
        result: null,
        problem: failure.problem,
      }
    const outcome = confirmation ? (confirmation.done ? 'confirmed' : 'denied') : unconfirmed
    return {
      request: shown,
      outcome,
      result: confirmation?.result ?? null,
      problem: null,
    }
  } catch (error) {
    const problem = mendable(error)
    return { request: null, outcome: outcomeOf(problem, unconfirmed), result: null, problem }
  }
}

function outcomeOf({ code }: HostProblem, unconfirmed: ActionAnswer['outcome']): 'unknown' | 'failed' {
  return unconfirmed !== 'shown' && UNSURE.includes(code) ? 'unknown' : 'failed'
}

/** What the operator can mend or the vendor will; anything else is thrown on. */
function mendable(error: unknown): HostProblem {
  if (error instanceof HostError && !isLeaseLost(error)) return problemOf(error)
  throw error
}

const failed = (error: unknown): Failed => ({ problem: mendable(error) })
