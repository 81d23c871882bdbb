import type { WebSocket } from 'ws'
import type { Answer } from '../executor/index.ts'

/** Bytes that may wait for one reader; beyond that he is told to come back. */
export const BUFFER_BYTES = 1 << 20
export const SLOW_CONSUMER = { code: 4290, reason: 'slow consumer: resume with your last cursor' }
const TERMINATE_AFTER_MS = 1_000

export type Sent = 'sent' | 'slow' | 'gone'

/** Sends an answer as a `next` message, its JSON text as it is. A reader who is too far behind is let go: `slow`. */
export function sendNext(socket: WebSocket, id: string, answer: Answer): Sent {
  if (socket.readyState !== socket.OPEN) return 'gone'
  if (socket.bufferedAmount > BUFFER_BYTES) {
    socket.close(SLOW_CONSUMER.code, SLOW_CONSUMER.reason)
    // The close frame waits behind the backlog; who does not read it either is cut off.
    setTimeout(() => socket.terminate(), TERMINATE_AFTER_MS).unref()
    return 'slow'
  }
  socket.send(`{"id":${JSON.stringify(id)},"type":"next","payload":${answer.json}}`)
  return 'sent'
}
