import type { Confirmation } from '@casbah/sdk'
import {
  createHost,
  HostError,
  isLeaseLost,
  MisfitError,
  type ActRequest,
  type ActResult,
  type Fragment,
  type HostOptions,
  type HostProblem,
  type ShownRequest,
} from '@casbah/host'
import type { ActionAnswer, ConnectorHost, Failed } from './connector-host.ts'

/** Failures that pass by themselves. */
const PASSING: HostProblem['code'][] = ['VENDOR_UNAVAILABLE', 'TIMEOUT', 'RATE_LIMITED']

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
    act: (app, { mode, onSend, ...order }) => {
      const { action, target, parameters, remembered, onRemember } = order
      const ask = { action, target, parameters }
      const sending = { onSend: onSend && (requests => onSend(whole(requests) ?? {})) } satisfies Partial<ActRequest>
      switch (mode) {
        case 'dry-run':
          return shown(host.act(app, { ...ask, dryRun: true }))
        case 'confirm':
          return asked(host.act(app, { ...ask, confirmOnly: true }))
        case 'confirm-undo':
          return asked(host.act(app, { ...ask, confirmOnly: true, undo: true, remembered }))
        case 'run':
          return done(host.act(app, { ...ask, onRemember, ...sending }))
        case 'undo':
          return done(host.act(app, { ...ask, undo: true, remembered, ...sending }))
      }
    },
    receive: (app, stream, request) => host.receive(app, stream, request),
    close: () => host.close(),
  }
}

/** What a dry run showed. */
async function shown(going: Promise<ActResult>): Promise<ActionAnswer> {
  try {
    return { request: whole((await going).requests) ?? {}, outcome: 'shown', result: null, problem: null }
  } catch (error) {
    const failure = mendable(error)
    const misfits = failure instanceof MisfitError ? failure.misfits : []
    return { request: null, outcome: 'failed', result: null, problem: failure.problem, misfits }
  }
}

/** What became of an action that was sent. */
async function done(going: Promise<ActResult>): Promise<ActionAnswer> {
  try {
    const { requests, sent, confirmation, failure, resumable, unconfirmed } = await going
    const request = whole(requests)
    if (failure) return { request, outcome: outcomeOf(failure, resumable), result: null, problem: failure.problem }
    // Where there was nothing to send, nothing is in doubt but what there is to do.
    const open = sent ? 'unknown' : 'unsent'
    if (unconfirmed) return { request, outcome: open, result: null, problem: unconfirmed.problem }
    return confirmation
      ? { request, ...judged(confirmation, open) }
      : { request, outcome: 'sent', result: null, problem: null }
  } catch (error) {
    const failure = mendable(error)
    return { request: null, outcome: outcomeOf(failure, true), result: null, problem: failure.problem }
  }
}

/** What the vendor says of an action that may have been done: however the asking fails, that stays open. */
async function asked(going: Promise<ActResult>): Promise<ActionAnswer> {
  try {
    const { confirmation } = await going
    return confirmation
      ? { request: null, ...judged(confirmation, 'unknown') }
      : { request: null, outcome: 'unaskable', result: null, problem: null }
  } catch (error) {
    return { request: null, outcome: 'unknown', result: null, problem: mendable(error).problem }
  }
}

function judged(
  { done, result }: Confirmation,
  open: 'unknown' | 'unsent',
): Pick<ActionAnswer, 'outcome' | 'result' | 'problem'> {
  if (done !== null) return { outcome: done ? 'confirmed' : 'denied', result, problem: null }
  return {
    outcome: open,
    result,
    problem: { code: 'BAD_ANSWER', message: `${result} Casbah asks again by itself.` },
  }
}

/** One request as it is, several as a list. */
function whole(requests: ShownRequest[]): Record<string, unknown> | null {
  const [request] = requests
  return requests.length > 1 ? { requests } : request ? { ...request } : null
}

function outcomeOf({ mayBeDone, status, problem: { code } }: HostError, again: boolean): ActionAnswer['outcome'] {
  if (mayBeDone) return 'unknown'
  // An answer without a status could not be read: a page of a vendor that is down, in place of what was to be looked up.
  return again && (PASSING.includes(code) || (code === 'BAD_ANSWER' && status === null)) ? 'unsent' : 'failed'
}

/** What the operator can mend or the vendor will; anything else is thrown on. */
function mendable(error: unknown): HostError {
  if (error instanceof HostError && !isLeaseLost(error)) return error
  throw error
}

const failed = (error: unknown): Failed => ({ problem: mendable(error).problem })
