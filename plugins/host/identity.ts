import { createHash } from 'node:crypto'

/** Longest id kept as it is; index entries of PostgreSQL end at some 2,700 bytes. */
const LONGEST = 500

/** A row's id when the vendor gives none: SHA-256 of its JSON with keys in order. Equal rows have the same. */
export function rowHash(row: unknown): string {
  return sha256(canonical(row))
}

/** An id as it is stored: very long ones by their hash. */
export function boundedId(id: string): string {
  return id.length <= LONGEST ? id : `sha256:${sha256(id)}`
}

export const sha256 = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex')

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`
}

/** How many of each hash lay before the place where a list is cut, as far as more of them may follow. */
export type Carried = Record<string, number>

/**
 * Counts equal rows of one list, so that each has an id of its own. Equal rows have the same time, so a list that holds all rows of a time gives them
 * the same ids however else it is cut. With `most`, equal rows that lie further apart than so many others count as one.
 */
export class Ordinals {
  readonly #counts = new Map<string, number>()
  readonly #most: number

  constructor({ most = Infinity, carried = {} }: { most?: number; carried?: Carried } = {}) {
    this.#most = most
    for (const [hash, count] of Object.entries(carried)) this.#counts.set(hash, count)
  }

  /** The hash with its place among equal ones, from 0. */
  number(hash: string): string {
    const ordinal = this.#counts.get(hash) ?? 0
    this.#counts.delete(hash)
    this.#counts.set(hash, ordinal + 1)
    if (this.#counts.size > this.#most) this.#counts.delete(this.#counts.keys().next().value as string)
    return `${hash}-${ordinal}`
  }
}
