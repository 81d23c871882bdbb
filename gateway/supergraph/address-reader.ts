import { MAX_SUPERGRAPH_BYTES, tooLong, type SupergraphReader } from './reader.ts'

const PATIENCE_MS = 10_000

/** An address that is asked again and again; with its ETag, so that what has not changed is not sent. */
export class AddressReader implements SupergraphReader {
  readonly everyMs = 10_000
  private readonly address: string
  private etag: string | null = null

  constructor(address: string) {
    this.address = address
  }

  async read(signal: AbortSignal): Promise<string | null> {
    const patience = AbortSignal.timeout(PATIENCE_MS)
    try {
      const response = await fetch(this.address, {
        headers: { accept: 'text/plain, */*', ...(this.etag ? { 'if-none-match': this.etag } : {}) },
        signal: AbortSignal.any([signal, patience]),
      })
      if (response.status === 200) {
        const text = await bounded(response)
        this.etag = response.headers.get('etag')
        return text
      }
      await response.body?.cancel()
      if (response.status === 304 && this.etag) return null
      throw new Error(`The supergraph's address answered with status ${response.status} instead of 200.`)
    } catch (error) {
      if (patience.aborted)
        throw new Error(`The supergraph's address did not answer within ${PATIENCE_MS / 1000} s.`, { cause: error })
      // So `fetch` tells of a connection that failed; by name, since its class may be of another realm.
      if ((error as Error).name !== 'TypeError') throw error
      const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException
      throw new Error(`The supergraph's address does not answer${code ? ` (${code})` : ''}.`, { cause: error })
    }
  }
}

async function bounded(response: Response): Promise<string> {
  const parts: Uint8Array[] = []
  let bytes = 0
  for await (const part of response.body ?? []) {
    bytes += part.length
    // Leaving the loop ends the download.
    if (bytes > MAX_SUPERGRAPH_BYTES) throw tooLong()
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}
