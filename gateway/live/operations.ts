import type { WebSocket } from 'ws'
import { Answer } from '../executor/index.ts'
import { sendNext } from './frames.ts'

export interface LiveOperation {
  id: string
  socket: WebSocket
  /** One answer, or the answers of a subscription. */
  answers: Answer | AsyncGenerator<Answer, void, void>
  mask(answer: Answer): Answer
  onSlow(): void
  /** Called when the last answer is out, or nobody wants one any more; maybe twice. */
  onEnd(): void
}

/**
 * Pumps the answers of one operation into its socket. To graphql-ws it is a generator that yields nothing: the messages are
 * written here, since the answers are JSON text already. This is the seam at which subscriptions of several members that ask
 * the same will share one execution.
 */
export function pump({ id, socket, answers, mask, onSlow, onEnd }: LiveOperation): AsyncGenerator<never, void, void> {
  const end = async (): Promise<IteratorReturnResult<undefined>> => {
    onEnd()
    if (!(answers instanceof Answer)) await answers.return()
    return { done: true, value: undefined }
  }
  const send = (answer: Answer): boolean => {
    const sent = sendNext(socket, id, mask(answer))
    if (sent === 'slow') onSlow()
    return sent === 'sent'
  }
  const pumped: AsyncGenerator<never, void, void> = {
    async next() {
      try {
        if (answers instanceof Answer) send(answers)
        else for await (const answer of answers) if (!send(answer)) break
        return { done: true, value: undefined }
      } finally {
        onEnd()
      }
    },
    return: end,
    throw: async error => {
      await end()
      throw error
    },
    [Symbol.asyncIterator]: () => pumped,
    [Symbol.asyncDispose]: async () => void (await end()),
  }
  return pumped
}
