import type { FetchEnd, Watch } from './executor/index.ts'

/** Subgraphs told of by name; a header must not grow with the graph. */
const SUBGRAPHS = 20
const NAME_LENGTH = 40

/** Where the time of one request went. */
export class Timings implements Watch {
  private readonly begun: number
  private readonly subgraphs = new Map<string, { ms: number; fetches: number }>()
  private preparing: number | null = null

  /** Milliseconds of `performance.now()`. */
  constructor(begun = performance.now()) {
    this.begun = begun
  }

  /** Adds to the time in which the operation was parsed, validated and planned. */
  prepared(ms: number): void {
    this.preparing = (this.preparing ?? 0) + ms
  }

  fetched({ subgraph, seconds }: FetchEnd): void {
    const known = this.subgraphs.get(subgraph)
    if (known) {
      known.ms += seconds * 1000
      known.fetches++
    } else if (this.subgraphs.size < SUBGRAPHS) this.subgraphs.set(subgraph, { ms: seconds * 1000, fetches: 1 })
  }

  /**
   * As `Server-Timing` has it: the whole, the preparing, and by subgraph the sum of its fetches, which may overlap. Null while there was no
   * operation.
   */
  header(now = performance.now()): string | null {
    if (this.preparing === null) return null
    const parts = [`total;dur=${inMs(now - this.begun)}`, `prepare;dur=${inMs(this.preparing)}`]
    for (const [name, { ms, fetches }] of this.subgraphs) {
      const token = name.replaceAll(/[^\w-]/g, '_').slice(0, NAME_LENGTH)
      parts.push(`fetch-${token};dur=${inMs(ms)};desc="${fetches}"`)
    }
    return parts.join(', ')
  }
}

/** Tenths of a millisecond are as much as a clock tells. */
function inMs(ms: number): string {
  return String(Math.round(ms * 10) / 10)
}
