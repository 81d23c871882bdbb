import { readSync, writeSync } from 'node:fs'
import { HostError } from '../host-error.ts'
import { importConnector } from '../import-connector.ts'
import type { MessageKind, Messages } from '../messages.ts'
import { InProcessRunner } from '../runner.ts'
import { encodeFrame, PREFIX } from './frames.ts'
import { DEFAULT_LIMITS } from './limits.ts'

/** The one pipe to the host. */
const PIPE = 3

/** A message as it lies in a frame; `bytes` in it stands for the tail. */
export interface Question {
  id: number
  kind: MessageKind
  ask: Record<string, unknown>
}

/** What the child says first, as answer to number 0. */
export type LoadAnswer = { slug: string | null; problems: string[] } | { ready: true }

export type Reply = { id: number; answer: unknown } | { id: number; error: { unreadable: boolean; message: string } }

/**
 * Loads the connector, then answers one message after the other until the host closes the pipe. It blocks while it
 * waits: between messages no timer and no promise of the connector comes to its turn.
 */
export async function serve(entry: string, disarm: (say: (text: string) => void) => void): Promise<void> {
  disarm(text => writeAll(2, Buffer.from(`${text.slice(0, 2_000)}\n`)))
  let handle: InProcessRunner['handle']
  try {
    const imported = await importConnector(entry)
    if ('problems' in imported) return reply({ id: 0, answer: imported satisfies LoadAnswer })
    const runner = new InProcessRunner(imported.connector)
    handle = runner.handle.bind(runner)
    reply({ id: 0, answer: { ready: true } satisfies LoadAnswer })
  } catch (error) {
    return reply({ id: 0, answer: { slug: null, problems: [`It cannot be loaded: ${reason(error)}`] } })
  }
  for (let question = next(); question !== null; question = next()) {
    const { id, kind, ask } = question
    try {
      // Answers are plain data; a promise or a function in one is lost, as it would be on any other way.
      const answer = handle(kind, ask as Messages[typeof kind]['ask'])
      // A generator runs here, while it is asked for its next step, and nowhere else.
      reply({ id, answer: kind === 'exportStep' ? await answer : answer })
    } catch (error) {
      reply({ id, error: { unreadable: error instanceof HostError, message: reason(error) } })
    }
  }
}

function reply(said: Reply): void {
  const [front] = encodeFrame(said)
  if (front.length - 4 <= DEFAULT_LIMITS.frameBytes) return writeAll(PIPE, front)
  const message = `its answer has ${front.length} bytes, more than the ${DEFAULT_LIMITS.frameBytes} that are taken`
  writeAll(PIPE, encodeFrame({ id: said.id, error: { unreadable: false, message } })[0])
}

/** Null at the end. */
function next(): Question | null {
  const front = read(PREFIX)
  if (!front) return null
  const size = front.readUInt32BE(4)
  const rest = read(front.readUInt32BE(0) - 4)
  if (!rest) return null
  const question = JSON.parse(rest.toString('utf8', 0, size)) as Question
  if ('bytes' in question.ask) question.ask.bytes = new Uint8Array(rest.buffer, size)
  return question
}

function read(size: number): Buffer | null {
  const buffer = Buffer.allocUnsafeSlow(size)
  for (let at = 0; at < size;) {
    const count = patiently(() => readSync(PIPE, buffer, at, size - at, null))
    if (count === 0) return null
    at += count
  }
  return buffer
}

function writeAll(file: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length;) at += patiently(() => writeSync(file, bytes, at))
}

const bell = new Int32Array(new SharedArrayBuffer(4))

/** A full pipe may say "try again" instead of blocking. */
function patiently(work: () => number): number {
  for (;;) {
    try {
      return work()
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error
      Atomics.wait(bell, 0, 0, 1)
    }
  }
}

function reason(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).slice(0, 2_000)
}
