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
    return (this.text ??= Buffer.from(this.answer.json))
  }
}
