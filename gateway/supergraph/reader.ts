import { AddressReader } from './address-reader.ts'
import { FileReader } from './file-reader.ts'

/** The longest supergraph that is read. */
export const MAX_SUPERGRAPH_BYTES = 16 << 20

/** A place where the text of a supergraph is kept. */
export interface SupergraphReader {
  /** How long to wait before the next look, when nothing else was said. */
  readonly everyMs: number
  /**
   * The text, or null when it is still the one that was given last. Rejects with a sentence that does not tell the place, since
   * readiness shows it to everybody.
   */
  read(signal: AbortSignal): Promise<string | null>
}

/** A file, or an address that begins with `http://` or `https://`. */
export function readerOf(location: string): SupergraphReader {
  return /^https?:\/\//.test(location) ? new AddressReader(location) : new FileReader(location)
}

export function tooLong(): Error {
  return new Error(`The supergraph is longer than ${MAX_SUPERGRAPH_BYTES >> 20} MiB. Compose a smaller one.`)
}
