import { setTimeout as sleep } from 'node:timers/promises'
import { parseBody } from '../body.ts'
import { HostError } from '../host-error.ts'
import { silent, type Log } from '../log.ts'
import type { MessageKind, Messages, Runner, SandboxState } from '../messages.ts'
import { readAnswer } from './answers.ts'
import { DEFAULT_LIMITS, type SandboxLimits } from './limits.ts'
import { SandboxEnded, SandboxProcess, type SandboxProgram } from './sandbox-process.ts'

export interface SandboxOptions extends Omit<SandboxProgram, 'limits'> {
  /** Name of the package, for messages. */
  name: string
  limits?: Partial<SandboxLimits>
  log?: Log
}

/** The package cannot be loaded; it will not be while it stays as it is. */
export class LoadRefused extends HostError {
  readonly slug: string | null
  readonly problems: string[]

  constructor(name: string, slug: string | null, problems: string[]) {
    super('VENDOR_UNAVAILABLE', `The connector ${name} cannot be loaded. ${problems.join(' ')}`)
    this.slug = slug
    this.problems = problems
  }
}

/**
 * A connector that answers in a process of its own: started with the first message, stopped when long without one,
 * restarted with a growing wait when it fails. Messages wait for one another. The message in hand at a failure rejects
 * with a HostError that means "try again"; those behind it go to the next process.
 */
export class SandboxRunner implements Runner {
  readonly #options: SandboxOptions
  readonly #limits: SandboxLimits
  readonly #log: Log
  #process: SandboxProcess | null = null
  #turn: Promise<unknown> = Promise.resolve()
  #idle: NodeJS.Timeout | null = null
  #failures = 0
  #notBefore = 0
  #restarts = 0
  #closing = new AbortController()

  constructor(options: SandboxOptions) {
    this.#options = options
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits }
    this.#log = options.log ?? silent
  }

  /** Rejects with a HostError: VENDOR_UNAVAILABLE when the process failed, BAD_ANSWER when what it said cannot be taken. */
  ask<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Promise<Messages[K]['answer']> {
    const { signal } = this.#closing
    const answer = this.#turn.then(() => this.#ask(kind, message, signal))
    this.#turn = answer.catch(() => undefined)
    return answer
  }

  sandbox(): SandboxState | null {
    const child = this.#process
    if (!child || child.ended) return null
    return { pid: child.pid, rssBytes: child.rssBytes, startedAt: child.startedAt, restarts: this.#restarts }
  }

  /** Times that it had to be restarted. */
  get restarts(): number {
    return this.#restarts
  }

  /** Ends the process when no message is left; the next message starts it again. */
  rest(): Promise<void> {
    const rested = this.#turn.then(() => this.#stop())
    this.#turn = rested
    return rested
  }

  /** Ends the process; all messages given so far reject. */
  async close(): Promise<void> {
    this.#closing.abort()
    this.#closing = new AbortController()
    await this.#stop()
    await this.#turn
  }

  async #ask<K extends MessageKind>(
    kind: K,
    message: Messages[K]['ask'],
    signal: AbortSignal,
  ): Promise<Messages[K]['answer']> {
    const { name } = this.#options
    if (this.#idle) clearTimeout(this.#idle)
    try {
      const child = await this.#ready(signal)
      const { reply, json } = await child.ask(kind, message, () => readAhead(kind, message))
      if (Date.now() - child.startedAt > this.#limits.steadyMs) this.#failures = 0
      if ('error' in reply) throw this.#refusal(reply.error)
      return this.#read(kind, reply.answer, json)
    } catch (error) {
      if (!(error instanceof SandboxEnded)) throw error
      throw new HostError(
        'VENDOR_UNAVAILABLE',
        `The connector ${name} ${error.message}. Casbah starts it afresh and tries again by itself.`,
        { cause: error },
      )
    } finally {
      this.#idle = setTimeout(() => void this.rest(), this.#limits.idleMs).unref()
    }
  }

  /** The process, loaded; a new one when the last has ended. */
  async #ready(signal: AbortSignal): Promise<SandboxProcess> {
    if (signal.aborted) throw new SandboxEnded('was stopped')
    if (this.#process && !this.#process.ended) return this.#process
    if (this.#process) this.#failed(this.#process)
    const wait = this.#notBefore - Date.now()
    if (wait > 0) await sleep(wait, undefined, { signal }).catch(() => undefined)
    if (signal.aborted) throw new SandboxEnded('was stopped')
    const { name, folder, entry, program } = this.#options
    if (this.#failures > 0) this.#restarts += 1
    const child = new SandboxProcess({ folder, entry, program, limits: this.#limits })
    this.#process = child
    // Also when it ends between two messages.
    void child.gone.then(() => this.#failed(child))
    const loaded = await child.load()
    if ('ready' in loaded) return child
    this.#process = null
    await child.stop()
    throw new LoadRefused(name, loaded.slug, loaded.problems)
  }

  #failed(child: SandboxProcess): void {
    if (this.#process !== child) return
    this.#process = null
    this.#failures += 1
    const { backoffMs, backoffMaxMs } = this.#limits
    this.#notBefore = Date.now() + Math.min(backoffMaxMs, backoffMs * 2 ** (this.#failures - 1))
    this.#log.warn(
      { connector: this.#options.name, pid: child.pid, reason: child.ended?.message, output: child.output },
      'the sandbox of a connector ended',
    )
  }

  async #stop(): Promise<void> {
    const child = this.#process
    this.#process = null
    if (this.#idle) clearTimeout(this.#idle)
    await child?.stop()
  }

  #read<K extends MessageKind>(kind: K, answer: unknown, json: string): Messages[K]['answer'] {
    try {
      return readAnswer(kind, answer, json)
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause)
      const text = `The connector ${this.#options.name} gave an answer that is not taken: ${reason}. Report it to its author.`
      throw new HostError('BAD_ANSWER', text, { cause })
    }
  }

  /** What the connector threw. A page that cannot be read is the vendor's trouble, all else the connector's. */
  #refusal({ unreadable, message }: { unreadable: unknown; message: unknown }): Error {
    const said = String(message).slice(0, 2_000)
    if (unreadable === true) return new HostError('BAD_ANSWER', said)
    return new Error(`connector ${this.#options.name}: ${said}`)
  }
}

/** The host needs the page too: parsed while the child is at it, it costs no time of its own. */
function readAhead(kind: MessageKind, message: object): void {
  // What an export was answered is for its generator alone, and rows are judged without the host.
  if (kind === 'exportStep' || kind === 'judgeRows' || !('bytes' in message) || !(message.bytes instanceof Uint8Array))
    return
  try {
    parseBody(message.bytes)
  } catch (error) {
    // The child finds the same, and its answer says so.
    if (!(error instanceof HostError)) throw error
  }
}
