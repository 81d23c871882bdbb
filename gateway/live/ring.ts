import type { Frame } from './frame.ts'

const MOST_FRAMES = 1_000
const MOST_BYTES = 8 << 20

/** The last frames of a run that have a place, for whoever joins it a little behind. */
export class Ring {
  private frames: { sequence: number; frame: Frame }[] = []
  private first = 0
  private bytes = 0
  /** Sequence of the first frame of all; null before it. */
  private start: number | null = null
  /** Sequence of the last frame that was let go; null while all are there. */
  private gone: number | null = null

  /** Whether nothing was let go yet. */
  get isWhole(): boolean {
    return this.gone === null
  }

  get isEmpty(): boolean {
    return this.start === null
  }

  add(frame: Frame): void {
    const sequence = frame.place?.sequence
    if (sequence === null || sequence === undefined) return
    this.start ??= sequence
    this.frames.push({ sequence, frame })
    this.bytes += frame.json.length
    while (this.frames.length - this.first > MOST_FRAMES || this.bytes > MOST_BYTES) {
      const oldest = this.frames[this.first++]!
      this.bytes -= oldest.frame.json.length
      this.gone = oldest.sequence
    }
    // Shifting each would move all of the others.
    if (this.first > MOST_FRAMES) {
      this.frames = this.frames.slice(this.first)
      this.first = 0
    }
  }

  all(): Frame[] {
    return this.frames.slice(this.first).map(({ frame }) => frame)
  }

  /** What came after a sequence; null when it cannot be told, since the run began later or has let some of it go. */
  after(sequence: number): Frame[] | null {
    if (this.start === null || sequence < this.start || (this.gone !== null && sequence < this.gone)) return null
    let from = this.frames.length
    while (from > this.first && this.frames[from - 1]!.sequence > sequence) from--
    return this.frames.slice(from).map(({ frame }) => frame)
  }
}
