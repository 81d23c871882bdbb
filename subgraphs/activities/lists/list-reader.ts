import { readFile, stat } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { request as httpsRequest, type RequestOptions } from 'node:https'
import { publicLookup, refusePrivate } from './public-host.ts'

/** Most of one list, bytes. */
export const MAX_BYTES = 32 * 1024 * 1024
const PATIENCE_MS = 30_000

/** A list as it was read. */
export interface ListText {
  text: string
  /** When what it says was current, epoch ms: the file's change, the server's `Last-Modified`, else when it was read. */
  builtAt: number
}

export interface ReaderOptions {
  /** Whether an address may be at a host of no public network. */
  allowPrivate: boolean
  /** Epoch ms. */
  now: () => number
  /** How a request is begun; by default over TLS. */
  request?: typeof httpsRequest
}

/** One list of the operator's: a file, or an https address that is asked with the ETag of the last answer. */
export class ListReader {
  readonly source: string
  private readonly options: ReaderOptions
  private etag: string | null = null
  private last: ListText | null = null

  constructor(source: string, options: ReaderOptions) {
    this.source = source
    this.options = options
  }

  /** The text, bounded in size and time; the same object again when it has not changed. Rejects with a sentence that says why it cannot be read. */
  async read(signal: AbortSignal): Promise<ListText> {
    const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(this.source)
    const found = isAddress ? await this.ask(signal) : await this.open()
    return (this.last = found)
  }

  private async open(): Promise<ListText> {
    try {
      const { mtimeMs, size } = await stat(this.source)
      if (size > MAX_BYTES) throw tooLong()
      if (this.last?.builtAt === Math.floor(mtimeMs)) return this.last
      return { text: await readFile(this.source, 'utf8'), builtAt: Math.floor(mtimeMs) }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (!code) throw error
      throw new Error(`The file cannot be read (${code}). Mend its path or its rights.`, { cause: error })
    }
  }

  private async ask(signal: AbortSignal): Promise<ListText> {
    const { allowPrivate, now } = this.options
    const url = new URL(this.source)
    if (url.protocol !== 'https:') throw new Error('Its address does not begin with https://. Give one that does.')
    if (!allowPrivate) refusePrivate(url)
    const patience = AbortSignal.timeout(PATIENCE_MS)
    try {
      const answer = await this.send(url, AbortSignal.any([signal, patience]))
      if (answer.statusCode === 304 && this.last) {
        answer.destroy()
        const built = builtAt(answer, now())
        return built === this.last.builtAt ? this.last : { text: this.last.text, builtAt: built }
      }
      if (answer.statusCode !== 200) {
        answer.destroy()
        throw new Error(
          `Its address answered with status ${answer.statusCode} instead of 200. Give the address of the list itself.`,
        )
      }
      const text = await bounded(answer)
      this.etag = answer.headers.etag ?? null
      return { text, builtAt: builtAt(answer, now()) }
    } catch (error) {
      if (patience.aborted)
        throw new Error(`Its address did not answer within ${PATIENCE_MS / 1000} s. It is asked again.`, {
          cause: error,
        })
      const { code } = error as NodeJS.ErrnoException
      if (!code || signal.aborted) throw error
      throw new Error(`Its address does not answer (${code}). It is asked again.`, { cause: error })
    }
  }

  private send(url: URL, signal: AbortSignal): Promise<IncomingMessage> {
    const options: RequestOptions = {
      signal,
      headers: { accept: 'text/plain, */*', ...(this.etag && this.last && { 'if-none-match': this.etag }) },
      ...(!this.options.allowPrivate && { lookup: publicLookup }),
    }
    return new Promise((resolve, reject) => {
      const request = this.options.request ?? httpsRequest
      request(url, options, resolve).once('error', reject).end()
    })
  }
}

async function bounded(answer: IncomingMessage): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of answer as AsyncIterable<Uint8Array>) {
    bytes += part.length
    // Leaving the loop ends the download.
    if (bytes > MAX_BYTES) throw tooLong()
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function builtAt({ headers }: IncomingMessage, now: number): number {
  const modified = Date.parse(headers['last-modified'] ?? '')
  return modified <= now ? modified : now
}

function tooLong(): Error {
  return new Error(`It is over ${MAX_BYTES / 1024 / 1024} MiB. Give a shorter list.`)
}
