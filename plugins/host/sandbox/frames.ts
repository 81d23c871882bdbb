/**
 * A frame is the length of all that follows, the length of the head (both 32 bits, big-endian), the head as JSON, and
 * bytes that belong to it: a vendor's page goes to the child as it came.
 */
export const PREFIX = 8

/** The parts of a frame, to be written one after the other. */
export function encodeFrame(head: unknown, tail: Uint8Array = new Uint8Array()): [Buffer, Uint8Array] {
  const text = JSON.stringify(head)
  const size = Buffer.byteLength(text)
  const front = Buffer.allocUnsafe(PREFIX + size)
  front.writeUInt32BE(4 + size + tail.byteLength, 0)
  front.writeUInt32BE(size, 4)
  front.write(text, PREFIX)
  return [front, tail]
}

/** Collects the one frame that is awaited. Takes up no more memory than has come, whatever was announced. */
export class FrameCollector {
  readonly #largest: number
  #chunks: Buffer[] = []
  #size = 0

  constructor(largest: number) {
    this.#largest = largest
  }

  /** The head's bytes once it is whole, else null. Throws when it is too large, has a tail, or is not the last thing said. */
  push(chunk: Buffer): Buffer | null {
    this.#chunks.push(chunk)
    this.#size += chunk.length
    if (this.#size < PREFIX) return null
    if ((this.#chunks[0] as Buffer).length < PREFIX) this.#chunks = [Buffer.concat(this.#chunks)]
    const front = this.#chunks[0] as Buffer
    const total = front.readUInt32BE(0)
    if (total > this.#largest) throw new Error(`announced an answer of ${total} bytes, more than is taken`)
    if (front.readUInt32BE(4) !== total - 4) throw new Error('broke the framing of its answers')
    if (this.#size > total + 4) throw new Error('said more than it was asked')
    return this.#size === total + 4 ? Buffer.concat(this.#chunks).subarray(PREFIX) : null
  }
}

/** Whether an answer's JSON has more objects and lists than may be parsed. */
export function tooManyParts(json: Buffer, most: number): boolean {
  if (json.length <= most) return false
  let parts = 0
  for (const byte of json) if (byte === 0x5b || byte === 0x7b) parts += 1
  return parts > most
}
