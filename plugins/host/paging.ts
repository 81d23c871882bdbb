import { at, type PageStyle } from '@casbah/sdk'

/** Where a list goes on after this answer; null at its end. */
export function nextCursor(page: PageStyle, body: unknown, headers: Record<string, string>): string | null {
  if (page.style === 'none') return null
  if (page.style === 'link') return nextLink(headers.link)
  if (page.more !== undefined && !isTrue(at(body, page.more))) return null
  const cursor = at(body, page.field)
  return typeof cursor === 'number' || (typeof cursor === 'string' && cursor !== '') ? String(cursor) : null
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

const isTrue = (value: unknown) => value === true || value === 'true'
