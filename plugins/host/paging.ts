import { at, type HttpRequest, type PageStyle, type Place } from '@casbah/sdk'

/** Where a list goes on after an answer. */
export interface Onward {
  /** What the next request is made from; null when there is nothing to go on from. */
  next: string | null
  /** Nothing more is there for now. A list that is polled may still have a `next`. */
  end: boolean
  /** The answer says that more follows, whether or not this page has rows. */
  more?: true
  /** How many rows the whole list has, where the vendor says: when that changes from page to page, places in it have shifted. */
  total?: number
}

/** What a page was, as far as it tells where the list goes on. */
export interface PageSeen {
  body: unknown
  headers: Record<string, string>
  rows: unknown[]
  /** The `next` that this page was asked for with; null for the first. */
  cursor: string | null
}

export function onward(page: PageStyle, seen: PageSeen): Onward {
  const { body, headers, rows } = seen
  switch (page.style) {
    case 'none':
    case 'window':
      return { next: null, end: true }
    case 'link':
      return polled(nextLink(headers.link), page.keepLast, rows.length === 0)
    case 'nextUrl':
      return polled(text(at(body, page.field)), false, false)
    case 'bodyCursor': {
      const more = page.more === undefined ? undefined : isTrue(at(body, page.more))
      const cursor = text(at(body, page.field))
      const follows = more && cursor !== null && cursor !== seen.cursor && { more }
      const stays = page.sameEnds === true && cursor !== null && cursor === seen.cursor
      const caughtUp = stays || (more === undefined ? rows.length === 0 : !more)
      if (page.keepLast) return { ...polled(cursor, true, caughtUp), ...follows }
      return polled(more === false ? null : cursor, false, false)
    }
    case 'headerCursor':
      return polled(text(headers[page.header.toLowerCase()]), page.keepLast, rows.length === 0)
    case 'offset':
      return afterOffset(page, seen)
    case 'keyset': {
      const last = rows.at(-1)
      if (last === undefined && page.endsEmpty) return polled(nextLink(headers.link), false, false)
      if (last === undefined || (!page.endsEmpty && rows.length < page.size)) return { next: null, end: true }
      return { next: JSON.stringify(page.fields.map(field => text(at(last, field)) ?? '')), end: false }
    }
  }
}

/** What a connector's `request` is told of the place that a `next` stands for. */
export function placeOf(page: PageStyle, cursor: string | null): Place {
  if (page.style === 'offset') return { offset: cursor === null ? (page.from ?? 0) : Number(cursor) }
  if (cursor === null || isAddress(page, cursor)) return {}
  return page.style === 'keyset' ? { after: JSON.parse(cursor) as string[] } : { cursor }
}

/** The request for a page: the connector's own or, where the answer names an address, that address with its headers. */
export function followed(page: PageStyle, cursor: string | null, request: HttpRequest): HttpRequest {
  if (cursor === null || !isAddress(page, cursor)) return request
  const { headers, sign, subject } = request
  return { url: cursor, ...(headers && { headers }), ...(sign && { sign }), ...(subject && { subject }) }
}

/** Whether answers name the next address themselves. */
function isFollowed(page: PageStyle): boolean {
  return page.style === 'link' || page.style === 'nextUrl'
}

/** Whether a place is an address: where answers name it, and behind a page of a keyset that came empty with one. A keyset's other places are lists in JSON. */
export function isAddress(page: PageStyle, cursor: string): boolean {
  return isFollowed(page) || (page.style === 'keyset' && !cursor.startsWith('['))
}

function polled(next: string | null, keepLast: boolean | undefined, caughtUp: boolean): Onward {
  return { next, end: next === null || (keepLast === true && caughtUp) }
}

function afterOffset(page: Extract<PageStyle, { style: 'offset' }>, { body, rows, cursor }: PageSeen): Onward {
  const byPage = page.unit === 'page'
  const from = page.from ?? 0
  const here = cursor === null ? from : Number(cursor)
  const next = here + (byPage ? 1 : rows.length)
  const total = page.total === undefined ? null : Number(at(body, page.total))
  const read = (next - from) * (byPage ? page.size : 1)
  // Where the total is told, a short page is only one that somebody may not see whole.
  const end = rows.length === 0 || (total === null || Number.isNaN(total) ? rows.length < page.size : read >= total)
  const told = total === null || Number.isNaN(total) ? {} : { total }
  return end ? { next: null, end, ...told } : { next: String(next), end, ...told }
}

/** The address with rel `next`, not decoded. */
function nextLink(header: string | undefined): string | null {
  for (const [, address, parameters] of (header ?? '').matchAll(
    /<([^>]*)>((?:\s*;\s*[^\s;,=]+=(?:"[^"]*"|[^",;]*))*)/g,
  )) {
    if (/;\s*rel=("[^"]*\bnext\b[^"]*"|next\b)/i.test(parameters ?? '')) return address ?? null
  }
  return null
}

const text = (value: unknown) =>
  typeof value === 'number' || (typeof value === 'string' && value !== '') ? String(value) : null

const isTrue = (value: unknown) => value === true || value === 'true'
