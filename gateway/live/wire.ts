import type { Socket } from 'node:net'

/** Beyond that it is not kept any longer. */
const MOST_BYTES = 64 << 10

const held = new Set<Wire>()
let flushing: NodeJS.Immediate | null = null

/** A connection whose messages of one turn of the event loop go out together: one call of the system for all of them. */
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
    flushing ??= setImmediate(flush)
  }

  release(): void {
    this.socket.uncork()
  }
}

function flush(): void {
  flushing = null
  for (const wire of held) wire.release()
  held.clear()
}
