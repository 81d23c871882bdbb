import type { WebSocket } from 'ws'
import { CLOSE } from './close-codes.ts'
import type { Frame } from './frame.ts'
import type { Run } from './run.ts'
import type { Wire } from './wire.ts'

/** Bytes that may wait for one reader; beyond that he is told to come back. */
export const BUFFER_BYTES = 256 << 10

export type Taken = 'taken' | 'slow' | 'gone'

/** One subscription of one client. */
export interface Reader {
  /** Where it reads at the moment. */
  run: Run | null
  /** Bytes that it has not taken yet. */
  readonly waiting: number
  take(frame: Frame): Taken
  /** There is no more. */
  end(): void
}

const SUFFIX = Buffer.from('}')

/** Writes `next` messages into a socket, the answers' text as it is. A client that is too far behind is let go. */
export class SocketReader implements Reader {
  run: Run | null = null
  /** Resolves when nothing more comes. */
  readonly ended: Promise<void>
  private readonly socket: WebSocket
  private readonly wire: Wire
  private readonly prefix: Buffer
  private readonly lingerMs: number
  private resolve!: () => void

  /** `lingerMs`: how long a client that was told to come back may take to read why, milliseconds. */
  constructor(socket: WebSocket, wire: Wire, id: string, lingerMs: number) {
    this.socket = socket
    this.wire = wire
    this.lingerMs = lingerMs
    this.prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
    this.ended = new Promise(resolve => (this.resolve = resolve))
  }

  get waiting(): number {
    return this.socket.bufferedAmount
  }

  take(frame: Frame): Taken {
    const { socket } = this
    if (socket.readyState !== socket.OPEN) return 'gone'
    if (socket.bufferedAmount > BUFFER_BYTES) {
      socket.close(CLOSE.slowConsumer.code, CLOSE.slowConsumer.reason)
      // The close frame waits behind the backlog; who does not read it either is cut off.
      setTimeout(() => socket.terminate(), this.lingerMs).unref()
      return 'slow'
    }
    this.wire.hold()
    socket.send(Buffer.concat([this.prefix, frame.json, SUFFIX]), { binary: false })
    return 'taken'
  }

  end(): void {
    this.resolve()
  }
}
