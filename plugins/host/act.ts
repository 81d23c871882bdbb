import type { ActionSubject, Confirmation, HttpRequest } from '@casbah/sdk'
import { parseBody } from './body.ts'
import { iso, type Clock } from './clock.ts'
import type { ShownRequest } from './client.ts'
import type { ActionData } from './description.ts'
import { asNotDone, HostError } from './host-error.ts'
import type { HttpAnswer } from './http.ts'
import type { ReadContext } from './inventory/read-context.ts'
import type { ActStep, Messages, Misfit } from './messages.ts'
import { blankPaths } from './redact.ts'

/** An interactive caller does not wait longer for a limit. */
const PATIENCE_MS = 20_000
/** Vendors may show a change only after a moment. */
const CONFIRM_TRIES = 4
/** Longest JSON text that an action may remember. */
const REMEMBERED = 16_384

export interface ActRequest {
  action: string
  target: ActionSubject
  parameters?: Record<string, unknown>
  /** Only shows what would be sent. */
  dryRun?: boolean
  /** Sends nothing and only asks the vendor whether the action holds, as after a crash. */
  confirmOnly?: boolean
  /** Takes the action back instead; with `confirmOnly`, asks whether it was taken back. */
  undo?: boolean
  /** For `undo`: what was remembered when it was carried out. */
  remembered?: unknown
  /** Told before anything is sent what taking it back will need; sending waits until it is kept. */
  onRemember?: (remembered: unknown) => Promise<void>
  /** Told right before the first request goes out what will be sent, secrets blanked; when it rejects, nothing is sent. */
  onSend?: (requests: ShownRequest[]) => Promise<void>
}

export interface ActResult {
  /** What was or would be sent, in its order, secrets blanked; the last one is that which failed, if one did. */
  requests: ShownRequest[]
  sent: boolean
  /** The vendor's status; null in a dry run. */
  status: number | null
  /** What a read after it showed; null where the vendor cannot be asked. */
  confirmation: Confirmation | null
  /** Why not all was sent, after something was. */
  failure: HostError | null
  /** Whether what is left after a failure can be done by the same order again: the action looks up first what there is to do. */
  resumable: boolean
  /** Why the vendor could not be asked whether it holds, after all was sent. */
  unconfirmed: HostError | null
}

/** The action's parameters are not what it takes. */
export class MisfitError extends HostError {
  readonly misfits: Misfit[]

  constructor(misfits: Misfit[]) {
    const said = misfits.map(({ path, message }) => (path.length ? `${path.join('.')}: ${message}` : message))
    super('BAD_CONFIG', `The action's parameters do not fit: ${said.join(' ')}`)
    this.misfits = misfits
  }
}

type Answer = { status: number; body: unknown }

/**
 * Shows, sends and confirms one governance action. Rejects with a HostError when the first request was refused or could not be sent, or,
 * with `mayBeDone`, when nobody knows what became of it.
 */
export async function act(context: ReadContext, clock: Clock, ask: ActRequest): Promise<ActResult> {
  const { description, client } = context
  const action = description.actions.find(({ name }) => name === ask.action)
  if (!action) throw new HostError('BAD_CONFIG', `${description.card.name} has no action "${ask.action}".`)
  if (ask.undo && !action.undoable)
    throw new HostError('BAD_CONFIG', `The action "${ask.action}" cannot be taken back.`)
  const { kinds } = action
  if (kinds && !kinds.some(kind => kind === ask.target.kind))
    throw new HostError('BAD_CONFIG', `The action "${ask.action}" is for ${kinds.join(', ')} only.`)
  const doing = new Doing(context, clock, ask, action)
  const result = {
    requests: [] as ShownRequest[],
    sent: false,
    status: null,
    confirmation: null,
    failure: null,
    resumable: action.looksUp,
    unconfirmed: null,
  }
  if (ask.confirmOnly) {
    await doing.lookUp()
    return { ...result, confirmation: await doing.judged() }
  }
  const requests = await doing.prepare()
  const shown = requests.map(request => client.show(request))
  if (ask.dryRun) return { ...result, requests: shown }
  if (requests.length) await ask.onSend?.(shown)
  let status: number | null = null
  for (const [index, request] of requests.entries()) {
    try {
      status = (await doing.send(request)).status
    } catch (error) {
      if (index === 0 || !(error instanceof HostError)) throw error
      const { problem, mayBeDone } = error
      const message = `${index} of ${requests.length} requests were carried out, the next was not. ${problem.message}`
      const failure = new HostError(problem.code, message, { status: error.status ?? undefined, mayBeDone })
      return { ...result, requests: shown.slice(0, index + 1), sent: true, status: error.status, failure }
    }
  }
  const done = { ...result, requests: shown, sent: requests.length > 0, status }
  try {
    return { ...done, confirmation: await doing.judged() }
  } catch (error) {
    if (!(error instanceof HostError)) throw error
    return { ...done, unconfirmed: error }
  }
}

/** One action being done: what its functions are asked, and what the vendor answered to them so far. */
class Doing {
  readonly #context: ReadContext
  readonly #clock: Clock
  readonly #ask: ActRequest
  readonly #action: ActionData
  #found: Answer | undefined

  constructor(context: ReadContext, clock: Clock, ask: ActRequest, action: ActionData) {
    this.#context = context
    this.#clock = clock
    this.#ask = ask
    this.#action = action
  }

  /** Reads what the other functions need; "not there" is for them to judge. */
  async lookUp(): Promise<void> {
    if (!this.#action.looksUp) return
    const [request] = await this.requests('lookup')
    if (!request) throw new HostError('BAD_CONFIG', 'The connector named no request by which to look up.')
    this.#found = this.#opened(await this.#read(request, [404, 410]))
  }

  /** All that comes before the first request goes out; whatever fails here, nothing was done. */
  async prepare(): Promise<HttpRequest[]> {
    try {
      await this.lookUp()
      const requests = await this.requests(this.#ask.undo ? 'undoRequest' : 'request')
      if (!this.#ask.dryRun && !this.#ask.undo) await this.remember()
      return requests
    } catch (error) {
      throw asNotDone(error)
    }
  }

  async requests(step: ActStep): Promise<HttpRequest[]> {
    const answer = await this.#step(step)
    if ('requests' in answer) return answer.requests
    throw refused(answer)
  }

  async remember(): Promise<void> {
    const { onRemember } = this.#ask
    if (!this.#action.remembers || !onRemember) return
    const answer = await this.#step('remember')
    if (!('remembered' in answer)) throw refused(answer)
    const text = JSON.stringify(answer.remembered) ?? 'null'
    const secret = this.#context.client.clean(text) !== text
    if (secret || text.length > REMEMBERED)
      throw new HostError(
        'BAD_CONFIG',
        `The action "${this.#ask.action}" wants to remember ${secret ? 'a secret' : `${text.length} bytes, more than ${REMEMBERED}`}. Nothing was sent. Report it to the connector's author.`,
      )
    await onRemember(answer.remembered)
  }

  send(request: HttpRequest): Promise<HttpAnswer> {
    const { client, signal } = this.#context
    const { answers = [], scope } = this.#action
    const scopes = scope === null ? this.#readingScopes() : [scope]
    return client.ask(request, { signal, write: true, patienceMs: PATIENCE_MS, answers, scopes })
  }

  /**
   * Null where the vendor cannot be asked. A change that was taken back is read as the action's own confirm read shows it; one whose undoing has no
   * judge of its own is taken back when it no longer holds, which is asked only where nothing else tells.
   */
  async judged(): Promise<Confirmation | null> {
    const { confirmable, undoJudged } = this.#action
    const { undo, confirmOnly } = this.#ask
    if (!confirmable || (undo && !undoJudged && !confirmOnly)) return null
    const judge = undo && undoJudged ? 'undo' : 'confirm'
    const holds = (done: boolean | null) => (undo && !undoJudged && done !== null ? !done : done)
    const [request] = await this.requests('confirmRequest')
    if (!request) throw new HostError('BAD_CONFIG', 'The connector named no request by which to confirm.')
    for (let attempt = 1; ; attempt++) {
      // "Not there" is what some confirm reads look for.
      const seen = this.#opened(await this.#read(request, [400, 404, 410]))
      const answer = await this.#step(judge, seen)
      if (!('confirmation' in answer)) throw refused(answer)
      const confirmation = { ...answer.confirmation, done: holds(answer.confirmation.done) }
      if (confirmation.done || attempt === CONFIRM_TRIES) return confirmation
      await this.#clock.sleep(500 * 2 ** (attempt - 1), this.#context.signal)
    }
  }

  #read(request: HttpRequest, answers: number[]): Promise<HttpAnswer> {
    const { client, signal } = this.#context
    return client.ask(request, { signal, patienceMs: PATIENCE_MS, answers, scopes: this.#readingScopes() })
  }

  /** Reads of a target need what the listing that knows it needs. */
  #readingScopes(): string[] | undefined {
    const { target, scope, readScopes } = this.#action
    if (readScopes) return readScopes
    const kind = { ACCOUNT: 'accounts', RESOURCE: 'resources', GRANT: 'grants', APP: null }[target]
    const listing = this.#context.description.listings.find(one => one.kind === kind)
    return listing?.scopes ?? (scope === null ? undefined : [scope])
  }

  /** What the connector may see of an answer: new secrets are blanked. */
  #opened({ status, bytes }: HttpAnswer): Answer {
    const body = parseBody(bytes)
    blankPaths(body, this.#action.secrets ?? [])
    return { status, body }
  }

  #step(step: ActStep, answer?: Answer): Promise<Messages['act']['answer']> {
    const { app, runner } = this.#context
    const { action, target, parameters = {}, remembered } = this.#ask
    return runner.ask('act', {
      action,
      step,
      config: app.config,
      target,
      parameters,
      now: iso(this.#clock.now()),
      answer,
      ...(this.#found && { found: this.#found }),
      ...(remembered !== undefined && { remembered }),
    })
  }
}

function refused(answer: Messages['act']['answer']): HostError {
  if ('misfits' in answer) return new MisfitError(answer.misfits)
  const message =
    'problems' in answer ? answer.problems.join(' ') : 'The connector answered another question than the one asked.'
  return new HostError('BAD_CONFIG', message)
}
