import type { ExportAnswer, ExportedStream, ExportStep } from '@casbah/sdk'
import { parseBody } from './body.ts'
import type { Messages } from './messages.ts'

type Ask = Messages['exportStep']['ask']
type Answer = Messages['exportStep']['answer']

interface Session {
  generator: AsyncGenerator<ExportStep, void, ExportAnswer>
  usedAt: number
}

export interface SessionBounds {
  /** Most that are open; of more the one that was not asked for the longest time is ended. */
  most?: number
  /** Not asked for so long, one is ended. */
  idleMs?: number
  now?: () => number
}

const KINDS = ['request', 'download', 'rows', 'wait']

/** The generators of exports that are under way in this process. */
export class ExportSessions {
  readonly #streamOf: (name: string) => ExportedStream
  readonly #bounds: Required<SessionBounds>
  /** The least recently used first. */
  readonly #open = new Map<string, Session>()

  constructor(streamOf: (name: string) => ExportedStream, bounds: SessionBounds = {}) {
    this.#streamOf = streamOf
    this.#bounds = { most: 64, idleMs: 7_200_000, now: Date.now, ...bounds }
  }

  get size(): number {
    return this.#open.size
  }

  async step(ask: Ask): Promise<Answer> {
    this.#makeRoom(ask.do === 'begin')
    const { session: id } = ask
    if (ask.do === 'end') {
      await this.#end(id)
      return { over: 'ended' }
    }
    if (ask.do === 'begin') {
      await this.#end(id)
      this.#open.set(id, { generator: this.#begin(ask), usedAt: this.#bounds.now() })
    }
    const session = this.#open.get(id)
    if (!session) return { over: 'lost' }
    this.#used(id, session)
    if (ask.do === 'keep') return { over: 'kept' }
    try {
      // What the first `next` gives is seen by nobody.
      const { done, value } = await session.generator.next(answerOf(ask) as ExportAnswer)
      if (!done) return { step: this.#checked(ask.stream, value) }
      this.#open.delete(id)
      return { over: 'returned' }
    } catch (error) {
      void this.#end(id)
      throw error
    }
  }

  #begin({ stream, config, partition, since, until, resume }: Ask): Session['generator'] {
    return this.#streamOf(stream).pages({
      config,
      partition,
      since,
      ...(until !== undefined && { until }),
      ...(resume !== undefined && { resume }),
    })
  }

  #checked(stream: string, step: unknown): ExportStep {
    const said = typeof step === 'object' && step !== null ? step : {}
    const kinds = KINDS.filter(kind => kind in said)
    // The rows of a download lie at a path, which has the same name.
    if ('download' in said ? kinds.some(kind => kind === 'request' || kind === 'wait') : kinds.length !== 1)
      throw new Error(`the export "${stream}" yielded what is no step: one of ${KINDS.join(', ')} is`)
    if (('download' in said || 'rows' in said) && !('resume' in said && said.resume !== undefined))
      throw new Error(`the export "${stream}" yielded rows without a "resume" from which a new process can go on`)
    if ('rows' in said && !('download' in said) && !Array.isArray(said.rows))
      throw new Error(`the export "${stream}" yielded rows that are no list`)
    if ('wait' in said && !(typeof said.wait === 'number' && said.wait >= 0))
      throw new Error(`the export "${stream}" yielded a wait that is no number of seconds`)
    return said as ExportStep
  }

  #used(id: string, session: Session): void {
    session.usedAt = this.#bounds.now()
    this.#open.delete(id)
    this.#open.set(id, session)
  }

  #makeRoom(begins: boolean): void {
    const { most, idleMs, now } = this.#bounds
    for (const [id, { usedAt }] of this.#open) {
      if ((!begins || this.#open.size < most) && now() - usedAt < idleMs) return
      void this.#end(id)
    }
  }

  /** What a generator does when it is ended concerns nobody any more. */
  async #end(id: string): Promise<void> {
    const session = this.#open.get(id)
    this.#open.delete(id)
    await session?.generator.return().catch(() => undefined)
  }
}

/** An answer that is neither JSON nor XML is a text, such as the page of a proxy: whether it may be is for the generator to say. */
function answerOf({ answer, bytes }: Ask): ExportAnswer | undefined {
  if (!answer) return undefined
  const { status, headers } = answer
  if (!bytes) return { status, headers, body: null }
  try {
    return { status, headers, body: parseBody(bytes) }
  } catch (error) {
    if (status >= 200 && status < 300) throw error
    return { status, headers, body: new TextDecoder().decode(bytes) }
  }
}
