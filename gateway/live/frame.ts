import type { Answer } from '../executor/index.ts'
import type { EventPlace } from '../executor/event-source.ts'

/** One answer of a subscription for however many readers: its text is written once. */
export class Frame {
  readonly answer: Answer
  private text: Buffer | null = null

  constructor(answer: Answer) {
    this.answer = answer
  }

  get place(): EventPlace | null {
    return this.answer.place
  }

  /** The answer as JSON in UTF-8. */
  get json(): Buffer {
    return (this.text ??= apart(this.answer.json))
  }
}

/** In memory of its own: in the pool of small buffers a frame that is kept would keep all that lies beside it. */
function apart(text: string): Buffer {
  const buffer = Buffer.allocUnsafeSlow(Buffer.byteLength(text))
  buffer.write(text)
  return buffer
}
