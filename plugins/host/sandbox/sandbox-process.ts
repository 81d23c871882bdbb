import { spawn, type ChildProcess } from 'node:child_process'
import { readFileSync } from 'node:fs'
import type { Duplex, Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import type { MessageKind, Messages } from '../messages.ts'
import { encodeFrame, FrameCollector, tooManyParts } from './frames.ts'
import type { SandboxLimits } from './limits.ts'
import { allowedPackages } from './packages.ts'
import { permissionFlags } from './permissions.ts'
import type { LoadAnswer, Question, Reply } from './serve.ts'

const PROGRAM = fileURLToPath(new URL('./child.js', import.meta.url))
/** Bytes kept of what the child wrote to standard error. */
const TAIL = 4_096

export interface SandboxProgram {
  /** Folder of the connector package. */
  folder: string
  /** Address of its entry, `file:`. */
  entry: string
  limits: SandboxLimits
  /** Program to run in place of the sandbox's own; it must lie in `folder`. */
  program?: string
}

/** The process ended or was ended; `message` says why, as the end of a sentence about the connector. */
export class SandboxEnded extends Error {
  override readonly name = 'SandboxEnded'
}

/** What the child answered, its JSON beside it. */
export type Answer = { reply: Reply; json: string }

interface Pending {
  id: number
  collector: FrameCollector
  resolve: (answer: Answer) => void
  reject: (error: Error) => void
  timer: NodeJS.Timeout
}

/**
 * One restricted child process: one message at a time over one pipe, killed at the first sign of trouble. It holds no
 * more than one answer, and whatever comes unasked ends the child, so it cannot get ahead of the host.
 */
export class SandboxProcess {
  readonly startedAt = Date.now()
  readonly pid: number
  /** Resolves when the child is gone. */
  readonly gone: Promise<void>
  /** Why it ended; null while it lives. */
  ended: SandboxEnded | null = null
  readonly #child: ChildProcess
  readonly #pipe: Duplex
  readonly #limits: SandboxLimits
  #pending: Pending | null = null
  #ids = 0
  #output = Buffer.alloc(0)
  #outputBytes = 0

  constructor({ folder, entry, limits, program = PROGRAM }: SandboxProgram) {
    this.#limits = limits
    const child = spawn(
      process.execPath,
      [...permissionFlags(folder, limits.heapMb), program, entry, JSON.stringify(allowedPackages().urls)],
      // A session of its own: what a terminal sends to the host's group does not reach it, nor what it sends the host.
      { cwd: folder, env: {}, stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true },
    )
    this.#child = child
    this.pid = child.pid ?? 0
    this.#pipe = child.stdio[3] as Duplex
    const output = child.stdio[2] as Readable
    this.gone = new Promise(resolve => {
      child.once('error', error => {
        this.#end(`could not be started (${error.message})`)
        resolve()
      })
      child.once('exit', (code, signal) => {
        this.#end(exitReason(code, signal))
        resolve()
      })
    })
    this.#pipe.on('data', (chunk: Buffer) => this.#read(chunk))
    this.#pipe.on('error', (error: Error) => this.#endSoon(`broke the pipe (${error.message})`))
    this.#pipe.on('end', () => this.#endSoon('closed the pipe'))
    output.on('data', (chunk: Buffer) => this.#keepOutput(chunk))
    output.on('error', (error: Error) => this.#end(`broke its standard error (${error.message})`))
    // An idle child keeps nobody from ending; while a message is in hand its timer does.
    child.unref()
    unref(this.#pipe)
    unref(output)
  }

  /** Resolves when the connector is imported, or to why it cannot be. The first thing to call. */
  async load(): Promise<LoadAnswer> {
    const { reply } = await this.#await(0, this.#limits.messageMs.load)
    if ('error' in reply) return { slug: null, problems: [`It cannot be loaded: ${String(reply.error?.message)}`] }
    const { ready, slug, problems } = (reply.answer ?? {}) as Partial<Record<'ready' | 'slug' | 'problems', unknown>>
    if (ready === true) return { ready }
    const said = Array.isArray(problems) ? problems.slice(0, 100).map(one => String(one).slice(0, 2_000)) : []
    return {
      slug: typeof slug === 'string' && /^[a-z0-9-]{1,100}$/.test(slug) ? slug : null,
      problems: said.length > 0 ? said : ['It answered the loading with neither yes nor a reason.'],
    }
  }

  /** Asks one message; the one before must be answered. `sent` is called when it is in the pipe. Rejects with SandboxEnded. */
  ask<K extends MessageKind>(
    kind: K,
    message: Messages[K]['ask'],
    sent: () => void = () => undefined,
  ): Promise<Answer> {
    const { bytes, ...rest } = message as Messages[K]['ask'] & { bytes?: Uint8Array }
    const id = ++this.#ids
    const ask = (bytes ? { ...rest, bytes: null } : rest) as Question['ask']
    const answer = this.#await(id, this.#limits.messageMs[kind])
    this.#outputBytes = 0
    const [front, tail] = encodeFrame({ id, kind, ask } satisfies Question, bytes)
    this.#pipe.write(front)
    this.#pipe.write(tail, error => error ?? sent())
    return answer
  }

  /** Resident memory in bytes; null where the system does not tell. */
  get rssBytes(): number | null {
    try {
      const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, 'utf8'))?.[1]
      return kilobytes === undefined ? null : Number(kilobytes) * 1024
    } catch {
      // No /proc here, or the child is just gone: there is nothing to tell.
      return null
    }
  }

  /** The last that it wrote to standard error, without control signs. */
  get output(): string {
    return this.#output.toString('utf8').replace(/[^\P{C}\n]/gu, '')
  }

  /** Ends it. What is in hand rejects. */
  async stop(): Promise<void> {
    this.#end('was stopped')
    this.#child.ref()
    await this.gone
  }

  #await(id: number, longestMs: number): Promise<Answer> {
    if (this.ended) return Promise.reject(this.ended)
    const { tickMs, rssBytes, frameBytes } = this.#limits
    return new Promise((resolve, reject) => {
      let spent = 0
      let before = performance.now()
      // A tick counts for no more than two: while the host itself was held up, the answer may lie there unread.
      const timer = setInterval(() => {
        const now = performance.now()
        spent += Math.min(now - before, 2 * tickMs)
        before = now
        const rss = this.rssBytes
        if (rss !== null && rss > rssBytes) this.#end(`took more than ${Math.round(rssBytes / 1048576)} MB of memory`)
        else if (spent > longestMs) this.#end(`gave no answer within ${longestMs / 1000} s`)
      }, tickMs)
      this.#pending = { id, resolve, reject, timer, collector: new FrameCollector(frameBytes) }
    })
  }

  #read(chunk: Buffer): void {
    const pending = this.#pending
    if (this.ended) return
    if (!pending) return this.#end('spoke without being asked')
    try {
      const bytes = pending.collector.push(chunk)
      if (!bytes) return
      if (tooManyParts(bytes, this.#limits.frameParts)) throw new Error('answered with too many objects')
      const json = bytes.toString('utf8')
      const reply = parse(json)
      if (reply.id !== pending.id) throw new Error('answered another message than the one it was asked')
      clearInterval(pending.timer)
      this.#pending = null
      pending.resolve({ reply, json })
    } catch (error) {
      this.#end(error instanceof Error ? error.message : String(error))
    }
  }

  #keepOutput(chunk: Buffer): void {
    this.#output = Buffer.concat([this.#output, chunk]).subarray(-TAIL)
    this.#outputBytes += chunk.length
    if (this.#outputBytes > this.#limits.outputBytes) this.#end('wrote too much to its standard error')
  }

  /** What a broken pipe stands for is told best by the exit that follows. */
  #endSoon(reason: string): void {
    setTimeout(() => this.#end(reason), 100)
  }

  #end(reason: string): void {
    if (this.ended) return
    this.ended = new SandboxEnded(reason)
    this.#child.kill('SIGKILL')
    this.#pipe.destroy()
    const pending = this.#pending
    this.#pending = null
    if (!pending) return
    clearInterval(pending.timer)
    pending.reject(this.ended)
  }
}

function parse(json: string): Reply {
  let reply: unknown
  try {
    reply = JSON.parse(json)
  } catch {
    throw new Error('answered with what is no JSON')
  }
  const { id, error } = (reply ?? {}) as { id?: unknown; error?: unknown }
  if (typeof id !== 'number') throw new Error('answered without a number')
  if (error !== undefined && (typeof error !== 'object' || error === null))
    throw new Error('answered with an odd error')
  return reply as Reply
}

function exitReason(code: number | null, signal: NodeJS.Signals | null): string {
  // Node aborts when its heap is full.
  if (signal === 'SIGABRT' || signal === 'SIGTRAP' || code === 134) return 'ran out of memory'
  if (code === 13) return 'waits for something that never comes'
  return signal ? `was ended by ${signal}` : `ended by itself with code ${code}`
}

const unref = (stream: object) => {
  if ('unref' in stream && typeof stream.unref === 'function') stream.unref()
}
