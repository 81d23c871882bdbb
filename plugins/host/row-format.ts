import type { RowFormat } from '@casbah/sdk'
import { parseBody, rowsAt } from './body.ts'
import { BrokenRow } from './broken-row.ts'
import { CsvReader } from './csv.ts'

/** Reads rows out of a text that comes in pieces. What is no row stands among them as a BrokenRow. */
export interface RowReader {
  push(text: string): unknown[]
  /** What is left when no more comes. */
  end(): unknown[]
}

/** Where the rows of a list lie, and how its bytes are rows. */
export interface ListForm {
  rows: string
  format?: RowFormat
}

/** Longest line that is waited for, in UTF-16 units. */
const LONGEST = 4 << 20

export function rowReader(format: Exclude<RowFormat, 'json'>): RowReader {
  return format === 'csv' ? new CsvReader() : new LineReader()
}

/** A page is read once, though the host and the connector both need it. */
const read = new WeakMap<Uint8Array, unknown[]>()

/** The rows of a page, and its body where it has one. A byte order mark is no part of either. */
export function listIn(
  bytes: Uint8Array,
  { rows: path, format = 'json' }: ListForm,
): { body: unknown; rows: unknown[] } {
  if (format === 'json') {
    const body = parseBody(bytes)
    return { body, rows: rowsAt(body, path) }
  }
  const known = read.get(bytes)
  if (known) return { body: null, rows: known }
  const reader = rowReader(format)
  const rows = [...reader.push(new TextDecoder().decode(bytes)), ...reader.end()]
  read.set(bytes, rows)
  return { body: null, rows }
}

/** One JSON text a line; empty lines are none. */
class LineReader implements RowReader {
  #rest = ''

  push(text: string): unknown[] {
    this.#rest += text
    const end = this.#rest.lastIndexOf('\n')
    if (end < 0) return this.#rest.length > LONGEST ? this.#cut() : []
    const lines = this.#rest.slice(0, end).split('\n')
    this.#rest = this.#rest.slice(end + 1)
    return lines.flatMap(line => parseLine(line))
  }

  end(): unknown[] {
    const last = this.#rest
    this.#rest = ''
    return parseLine(last)
  }

  #cut(): unknown[] {
    const broken = new BrokenRow(`the line is longer than ${LONGEST} signs`, this.#rest)
    this.#rest = ''
    return [broken]
  }
}

function parseLine(line: string): unknown[] {
  const text = line.trim()
  if (text === '') return []
  try {
    return [JSON.parse(text)]
  } catch {
    return [new BrokenRow('the line is no JSON', text)]
  }
}
