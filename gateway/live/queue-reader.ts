import type { Caller } from '@casbah/kit'
import { BAD_TOKEN } from '../authentication.ts'
import { Answer } from '../executor/index.ts'
import { CLOSE } from './close-codes.ts'
import { Frame } from './frame.ts'
import { BUFFER_BYTES, type Reader, type Taken } from './reader.ts'
import type { Run } from './run.ts'
import { otherRights } from './connection.ts'

/** Answers for whoever takes them one by one, such as the stream of an HTTP answer. One that ends for a reason of ours says so in its last. */
export class QueueReader implements Reader {
  run: Run | null = null
  readonly answers: AsyncGenerator<Answer, void, void>
  private readonly queue: Frame[] = []
  private bytes = 0
  private over = false
  private wake = () => {}
  private stopFollowing = () => {}

  constructor() {
    const leave = (): IteratorReturnResult<undefined> => {
      this.run?.leave(this)
      this.queue.length = 0
      this.end()
      return { done: true, value: undefined }
    }
    this.answers = {
      next: () => this.next(),
      return: async () => leave(),
      throw: async error => {
        leave()
        throw error
      },
      [Symbol.asyncIterator]: () => this.answers,
      [Symbol.asyncDispose]: async () => void leave(),
    }
  }

  get waiting(): number {
    return this.bytes
  }

  take(frame: Frame): Taken {
    if (this.over) return 'gone'
    if (this.bytes > BUFFER_BYTES) {
      this.last('RATE_LIMITED', CLOSE.slowConsumer.reason)
      return 'slow'
    }
    this.put(frame)
    return 'taken'
  }

  end(): void {
    this.over = true
    this.stopFollowing()
    this.wake()
  }

  /** Ends when the token does, or comes to have other rights. `watch` tells of these until the function that it returns is called. */
  follow(caller: Caller, watch: (told: (now: Caller | null) => void) => () => void): void {
    this.stopFollowing = watch(now => {
      if (now && !otherRights(now, caller)) return
      this.run?.leave(this)
      if (now) this.last('FORBIDDEN', CLOSE.otherRights.reason)
      else this.last('UNAUTHENTICATED', BAD_TOKEN)
    })
  }

  private put(frame: Frame): void {
    this.queue.push(frame)
    this.bytes += frame.json.length
    this.wake()
  }

  private last(code: string, message: string): void {
    if (this.over) return
    const answer = new Answer({ value: null }, [{ message, extensions: { code } }])
    this.put(new Frame(answer))
    this.end()
  }

  private async next(): Promise<IteratorResult<Answer, void>> {
    for (;;) {
      const frame = this.queue.shift()
      if (frame) {
        this.bytes -= frame.json.length
        return { done: false, value: frame.answer }
      }
      if (this.over) return { done: true, value: undefined }
      await new Promise<void>(resolve => (this.wake = resolve))
    }
  }
}
