import { readerOf, type SupergraphReader } from './reader.ts'

/** Whoever serves the supergraph. */
export interface SupergraphListener {
  changed(text: string): void
  /** It was read, and is still the same. */
  unchanged(): void
  /** It could not be read; the sentence does not tell where it is. */
  failed(problem: string): void
}

/** The text of a supergraph that may change while it is served. */
export class SupergraphSource {
  /** The text at the opening. */
  readonly text: string
  private readonly reader: SupergraphReader
  private readonly everyMs: number
  private readonly stop = new AbortController()
  private listener: SupergraphListener | null = null
  private timer: NodeJS.Timeout | undefined
  private last: string

  constructor(reader: SupergraphReader, text: string, everyMs = reader.everyMs) {
    this.reader = reader
    this.text = text
    this.everyMs = everyMs
    this.last = text
  }

  /** Tells of every change from now on, one look after the other. */
  watch(listener: SupergraphListener): void {
    this.listener = listener
    this.plan()
  }

  /** Looks once. */
  async look(): Promise<void> {
    const { signal } = this.stop
    try {
      const text = await this.reader.read(signal)
      if (signal.aborted) return
      if (text === null || text === this.last) return this.listener?.unchanged()
      // Also when it will be refused: once is enough to say so.
      this.last = text
      this.listener?.changed(text)
    } catch (error) {
      if (!signal.aborted) this.listener?.failed((error as Error).message)
    }
  }

  close(): void {
    this.stop.abort()
    clearTimeout(this.timer)
  }

  private plan(): void {
    this.timer = setTimeout(() => {
      void this.look().then(() => {
        if (!this.stop.signal.aborted) this.plan()
      })
    }, this.everyMs)
    this.timer.unref()
  }
}

/**
 * Reads a supergraph from a file or an http(s) address; rejects with a sentence when it is not there. A file is looked at every second,
 * an address asked every 10 s, where `everyMs` does not say otherwise.
 */
export async function openSupergraph(location: string, everyMs?: number): Promise<SupergraphSource> {
  const reader = readerOf(location)
  const text = await reader.read(new AbortController().signal)
  return new SupergraphSource(reader, text!, everyMs)
}
