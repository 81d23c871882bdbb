import { setImmediate as turn, setTimeout as sleep } from 'node:timers/promises'
import { Answer } from '../executor/index.ts'
import { Frame } from './frame.ts'
import type { Reader } from './reader.ts'
import { Ring } from './ring.ts'

/** While what was missed is read, the next waits for readers with more than this to go. */
const DRAINED_BYTES = 64 << 10
const DRAIN_LOOK_MS = 10
/** Sending to many readers must not hold the thread for longer at a time. */
const HOLD_MS = 10
/** What a reader that comes from another run may have to be given at once. */
const MOST_TO_CATCH_UP = { frames: 100, bytes: 128 << 10 }

export interface RunOptions {
  open(): Promise<Answer | AsyncGenerator<Answer, void, void>>
  mask(answer: Answer): Answer
  /** It has told all that was missed, up to a sequence; told again after every later event, while it is apart. */
  onCaughtUp(run: Run, sequence: number): void
  onSlow(): void
  /** Nobody reads it any more, or its source has ended. */
  onEnd(run: Run): void
}

/** One subscription at the executor, and whoever reads it. */
export class Run {
  /** Its source is the one that readers who have caught up come to share. */
  isShared = false
  /** Resolves when the source is open, with null, or with why it is not. */
  readonly opened: Promise<Answer | null>
  private readonly options: RunOptions
  private readonly ring = new Ring()
  /** Each with the sequence up to which it has been told. */
  private readonly readers = new Map<Reader, number>()
  private answers: AsyncGenerator<Answer, void, void> | null = null
  private caughtUp = false
  private ended = false

  constructor(options: RunOptions) {
    this.options = options
    const { promise, resolve } = Promise.withResolvers<Answer | null>()
    this.opened = promise
    void this.pump(resolve)
  }

  get size(): number {
    return this.readers.size
  }

  /** From its very beginning; false when that is not kept any more. */
  join(reader: Reader): boolean {
    if (this.ended || !this.ring.isWhole) return false
    return this.enter(reader, -Infinity, this.ring.all())
  }

  /** From behind a sequence; false when what came since is not kept, or is more than a reader is given at once. */
  joinAfter(reader: Reader, sequence: number): boolean {
    const missed = this.ended ? null : this.ring.after(sequence)
    if (!missed || missed.length > MOST_TO_CATCH_UP.frames) return false
    if (missed.reduce((bytes, { json }) => bytes + json.length, 0) > MOST_TO_CATCH_UP.bytes) return false
    return this.enter(reader, sequence, missed)
  }

  leave(reader: Reader): void {
    if (this.readers.delete(reader) && this.readers.size === 0) this.stop()
  }

  /** Lets its readers go over to another run that has what they have not; false when that cannot be. */
  handOver(to: Run, sequence: number): boolean {
    const readers = [...this.readers.keys()]
    for (const reader of readers) if (to.joinAfter(reader, sequence)) this.readers.delete(reader)
    if (this.readers.size > 0) return false
    this.stop()
    return true
  }

  private enter(reader: Reader, sequence: number, missed: Frame[]): boolean {
    this.readers.set(reader, sequence)
    reader.run = this
    for (const frame of missed) this.give(reader, frame)
    return true
  }

  private stop(): void {
    if (this.ended) return
    this.ended = true
    void this.answers?.return()
    this.options.onEnd(this)
  }

  private async pump(opened: (refusal: Answer | null) => void): Promise<void> {
    try {
      const answers = await this.options.open()
      if (answers instanceof Answer) {
        const refusal = this.options.mask(answers)
        this.tell(new Frame(refusal))
        return opened(refusal)
      }
      this.answers = answers
      opened(null)
      // Whoever wanted it has gone while it opened.
      if (this.ended) return void (await answers.return())
      let held = performance.now()
      for (;;) {
        // A source without places is its reader's own, and as quick as events come.
        if (!this.isShared && !this.ring.isEmpty) await this.drained()
        const step = await answers.next()
        if (step.done || this.ended) return
        this.tell(new Frame(this.options.mask(step.value)))
        if (performance.now() - held < HOLD_MS) continue
        await turn()
        held = performance.now()
      }
    } catch (error) {
      this.tell(new Frame(this.options.mask(new Answer(null, [{ message: (error as Error).message }]))))
    } finally {
      opened(null)
      const readers = [...this.readers.keys()]
      this.readers.clear()
      this.stop()
      for (const reader of readers) reader.end()
    }
  }

  private tell(frame: Frame): void {
    const { place } = frame
    // A source that broke and was resumed says so again.
    if (place?.isCaughtUp && this.caughtUp) return
    this.ring.add(frame)
    for (const reader of this.readers.keys()) this.give(reader, frame)
    if (place?.isCaughtUp) this.caughtUp = true
    if (this.caughtUp && !this.isShared && !this.ended && place && place.sequence !== null)
      this.options.onCaughtUp(this, place.sequence)
  }

  private give(reader: Reader, frame: Frame): void {
    const sequence = frame.place?.sequence ?? null
    if (sequence !== null) {
      // The end of what was missed has the number of its last step.
      const told = this.readers.get(reader) ?? -Infinity
      if (frame.place!.isCaughtUp ? sequence < told : sequence <= told) return
      this.readers.set(reader, sequence)
    }
    const taken = reader.take(frame)
    if (taken === 'taken') return
    this.readers.delete(reader)
    if (taken === 'slow') this.options.onSlow()
    reader.end()
    if (this.readers.size === 0) this.stop()
  }

  /** A source that is ahead of everybody waits for the slowest; who takes nothing at all is let go by its own buffer. */
  private async drained(): Promise<void> {
    const behind = () => [...this.readers.keys()].some(reader => reader.waiting > DRAINED_BYTES)
    for (let looks = 0; looks < 100 && !this.ended && behind(); looks++) await sleep(DRAIN_LOOK_MS)
  }
}
