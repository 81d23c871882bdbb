import type { Confirmation } from '@casbah/sdk'
import { parseBody } from './body.ts'
import type { Clock } from './clock.ts'
import type { ActionData } from './description.ts'
import { HostError } from './host-error.ts'
import type { ReadContext } from './inventory.ts'
import type { ActStep, Messages } from './messages.ts'
import type { ShownRequest } from './client.ts'

/** An interactive caller does not wait longer for a limit. */
const PATIENCE_MS = 20_000
/** Vendors may show a change only after a moment. */
const CONFIRM_TRIES = 4

export interface ActRequest {
  action: string
  target: { externalId: string; email?: string; displayName?: string }
  parameters?: Record<string, unknown>
  /** Only shows what would be sent. */
  dryRun?: boolean
  /** Sends nothing and only asks the vendor whether the action holds, as after a crash. */
  confirmOnly?: boolean
  /** Takes the action back instead. */
  undo?: boolean
}

export interface ActResult {
  /** What was or would be sent, in its order, secrets blanked. */
  requests: ShownRequest[]
  sent: boolean
  /** The vendor's status; null in a dry run. */
  status: number | null
  /** What a read after it showed; null where the vendor cannot be asked. */
  confirmation: Confirmation | null
}

/** Shows, sends and confirms one governance action. Rejects with a HostError when it was refused or its outcome is unknown. */
export async function act(context: ReadContext, clock: Clock, ask: ActRequest): Promise<ActResult> {
  const { client, signal } = context
  const action = context.description.actions.find(({ name }) => name === ask.action)
  if (!action) throw new HostError('BAD_CONFIG', `${context.description.card.name} has no action "${ask.action}".`)
  if (ask.undo && !action.undoable)
    throw new HostError('BAD_CONFIG', `The action "${ask.action}" cannot be taken back.`)
  const requests = requestsIn(await step(context, ask, ask.undo ? 'undoRequest' : 'request'))
  const shown = requests.map(request => client.show(request))
  if (ask.dryRun) return { requests: shown, sent: false, status: null, confirmation: null }
  if (ask.confirmOnly) {
    const confirmation = action.confirmable ? await confirm(context, clock, ask) : null
    return { requests: shown, sent: false, status: null, confirmation }
  }
  let status: number | null = null
  for (const request of requests) {
    const answer = await client.ask(request, {
      signal,
      write: true,
      patienceMs: PATIENCE_MS,
      answers: action.answers ?? [],
      scopes: action.scope === null ? readingScopes(context, action) : [action.scope],
    })
    status = answer.status
  }
  const confirmation = ask.undo
    ? await confirmUndo(context, clock, ask)
    : action.confirmable
      ? await confirm(context, clock, ask)
      : null
  return { requests: shown, sent: requests.length > 0, status, confirmation }
}

async function confirm(context: ReadContext, clock: Clock, ask: ActRequest): Promise<Confirmation> {
  return judged(context, clock, ask, 'confirm')
}

/** A change that was taken back is read as the action's own confirm read shows it. */
async function confirmUndo(context: ReadContext, clock: Clock, ask: ActRequest): Promise<Confirmation | null> {
  const action = context.description.actions.find(({ name }) => name === ask.action)
  return action?.confirmable && action.undoJudged ? judged(context, clock, ask, 'undo') : null
}

async function judged(
  context: ReadContext,
  clock: Clock,
  ask: ActRequest,
  judge: 'confirm' | 'undo',
): Promise<Confirmation> {
  const [request] = requestsIn(await step(context, ask, 'confirmRequest'))
  if (!request) throw new HostError('BAD_CONFIG', 'The connector named no request by which to confirm.')
  const action = context.description.actions.find(({ name }) => name === ask.action)
  for (let attempt = 1; ; attempt++) {
    // "Not there" is what some confirm reads look for.
    const { status, bytes } = await context.client.ask(request, {
      signal: context.signal,
      patienceMs: PATIENCE_MS,
      answers: [400, 404, 410],
      scopes: action && readingScopes(context, action),
    })
    const answer = await step(context, ask, judge, { status, body: parseBody(bytes) })
    if (!('confirmation' in answer)) throw new HostError('BAD_CONFIG', refused(answer))
    if (answer.confirmation.done || attempt === CONFIRM_TRIES) return answer.confirmation
    await clock.sleep(500 * 2 ** (attempt - 1), context.signal)
  }
}

/** Reads of a target need what the listing that knows it needs. */
function readingScopes({ description }: ReadContext, { target, scope }: ActionData): string[] | undefined {
  const kind = { ACCOUNT: 'accounts', RESOURCE: 'resources', GRANT: 'grants', APP: null }[target]
  const listing = description.listings.find(one => one.kind === kind)
  return listing?.scopes ?? (scope === null ? undefined : [scope])
}

function step(
  { app, runner }: ReadContext,
  { action, target, parameters = {} }: ActRequest,
  step: ActStep,
  answer?: { status: number; body: unknown },
) {
  return runner.ask('act', { action, step, config: app.config, target, parameters, answer })
}

function requestsIn(answer: Messages['act']['answer']) {
  if ('requests' in answer) return answer.requests
  throw new HostError('BAD_CONFIG', refused(answer))
}

const refused = (answer: Messages['act']['answer']) =>
  'problems' in answer
    ? `The action's parameters do not fit: ${answer.problems.join(' ')}`
    : 'The connector answered another question than the one asked.'
