import type { Socket } from 'node:net'

/** Beyond that it is not kept any longer. */
const MOST_BYTES = 64 << 10

/** Long enough to put several messages together, short enough for nobody to see. */
const FLUSH_MS = 20

const held = new Set<Wire>()
let flushing: NodeJS.Timeout | null = null

/** A connection whose messages of a fiftieth of a second go out together: one call of the system for all of them. */
export class Wire {
  private readonly socket: Socket

  constructor(socket: Socket) {
    this.socket = socket
  }

  /** Call it before each message. */
  hold(): void {
    if (held.has(this)) {
      if (this.socket.writableLength > MOST_BYTES) {
        this.socket.uncork()
        this.socket.cork()
      }
      return
    }
    this.socket.cork()
    held.add(this)
    flushing ??= setTimeout(flush, FLUSH_MS)
  }

  /** Lets what is held go at once. */
  release(): void {
    if (held.delete(this)) this.socket.uncork()
  }
}

function flush(): void {
  flushing = null
  for (const wire of held) wire.release()
}
