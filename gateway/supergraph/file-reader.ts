import { readFile, stat } from 'node:fs/promises'
import { MAX_SUPERGRAPH_BYTES, tooLong, type SupergraphReader } from './reader.ts'

/**
 * A file that is looked at by its facts, which sees what a watch on it misses: an editor that renames, a link that is turned, a
 * network disk. What has changed is read when it has kept still for one look, since it may still be being written.
 */
export class FileReader implements SupergraphReader {
  readonly everyMs = 1_000
  private readonly path: string
  /** Facts of the file as it was given last; null before. */
  private given: string | null = null
  /** Facts at the last look. */
  private seen: string | null = null

  constructor(path: string) {
    this.path = path
  }

  async read(signal: AbortSignal): Promise<string | null> {
    try {
      const facts = await this.facts()
      if (facts === this.given) return null
      if (this.given !== null && facts !== this.seen) {
        this.seen = facts
        return null
      }
      const text = await readFile(this.path, { encoding: 'utf8', signal })
      this.seen = await this.facts()
      if (this.given !== null && this.seen !== facts) return null
      this.given = facts
      return text
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (!code) throw error
      throw new Error(`The supergraph's file cannot be read (${code}). Put it in its place, or mend its rights.`, {
        cause: error,
      })
    }
  }

  private async facts(): Promise<string> {
    const { ino, size, mtimeNs } = await stat(this.path, { bigint: true })
    if (size > MAX_SUPERGRAPH_BYTES) throw tooLong()
    return `${ino} ${size} ${mtimeNs}`
  }
}
