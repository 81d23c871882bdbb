import { BrokenRow } from './broken-row.ts'
import type { RowReader } from './row-format.ts'

/** Longest record that is waited for, in UTF-16 units: what is longer has a quote that is never closed. */
const LONGEST = 1 << 20
const QUOTE = 0x22
const COMMA = 0x2c
const LINE_FEED = 0x0a

/**
 * CSV with a header line, read piece by piece (RFC 4180): quoted fields may hold commas, line breaks and doubled quotes; lines end in LF or CRLF.
 * Rows are objects of texts by column. A row with more or fewer fields than the header, or with a quote that is never closed, is broken; reading
 * goes on at the next line.
 */
export class CsvReader implements RowReader {
  #rest = ''
  #header: string[] | null = null

  push(text: string): unknown[] {
    this.#rest += text
    return this.#take(false)
  }

  end(): unknown[] {
    return this.#take(true)
  }

  #take(ended: boolean): unknown[] {
    const text = this.#rest
    const rows: unknown[] = []
    let at = 0
    while (at < text.length) {
      const record = recordAt(text, at, ended)
      if (record) {
        const row = this.#row(record.fields, text, at, record.next)
        if (row !== null) rows.push(row)
        at = record.next
        continue
      }
      if (!ended && text.length - at <= LONGEST) break
      const line = text.indexOf('\n', at)
      const next = line < 0 ? text.length : line + 1
      rows.push(new BrokenRow('a quote in it is never closed', text.slice(at, next)))
      at = next
    }
    this.#rest = text.slice(at)
    return rows
  }

  /** Null for the header and for empty lines. */
  #row(fields: string[], text: string, from: number, to: number): unknown {
    if (fields.length === 1 && fields[0] === '') return null
    const header = this.#header
    if (header === null) {
      this.#header = fields
      return null
    }
    if (fields.length === header.length) return Object.fromEntries(header.map((name, index) => [name, fields[index]]))
    const reason = `it has ${fields.length} fields where the header has ${header.length}`
    return new BrokenRow(reason, text.slice(from, to).trimEnd())
  }
}

/** The record that begins there; null while it is not whole. */
function recordAt(text: string, from: number, ended: boolean): { fields: string[]; next: number } | null {
  const fields: string[] = []
  for (let at = from; ;) {
    let field = ''
    if (text.charCodeAt(at) === QUOTE) {
      for (at += 1; ;) {
        const quote = text.indexOf('"', at)
        if (quote < 0) return null
        const doubled = text.charCodeAt(quote + 1) === QUOTE
        field += text.slice(at, doubled ? quote + 1 : quote)
        at = quote + (doubled ? 2 : 1)
        if (!doubled) break
      }
    }
    // What stands behind a closing quote is not allowed there; it is taken as it is.
    const end = fieldEnd(text, at)
    if (end === text.length && !ended) return null
    const more = text.charCodeAt(end) === COMMA
    const rest = text.slice(at, end)
    fields.push(field + (!more && rest.endsWith('\r') ? rest.slice(0, -1) : rest))
    if (!more) return { fields, next: end + 1 }
    at = end + 1
  }
}

function fieldEnd(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === COMMA || code === LINE_FEED) return at
  }
  return text.length
}
