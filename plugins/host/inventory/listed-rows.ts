import {
  at,
  type ChangeFeed,
  type DomainListing,
  type GrantListing,
  type GroupListing,
  type Listing,
  type Parent,
  type ResourceListing,
} from '@casbah/sdk'
import { parseBody, rowsAt } from '../body.ts'
import type { ListedRow, Messages, RowAnswer, Touched } from '../messages.ts'
import { onward } from '../paging.ts'
import { reasonOf } from '../rows.ts'
import { joinAccess } from './join-access.ts'

export type AnyListing = Listing | GroupListing | ResourceListing | GrantListing | DomainListing

/** What one answer about a listing holds, and where it goes on. */
export function readListed(
  listing: AnyListing,
  feed: NonNullable<ResourceListing['changes']> | null,
  { from, status, bytes, headers, cursor, parent }: Messages['listed']['ask'],
): Messages['listed']['answer'] {
  const body = parseBody(bytes)
  const isAnswer = from === 'listing' && listing.answers?.includes(status)
  if (status >= 300 || isAnswer) return { rows: [readOne(listing, { status, body }, parent)], next: null, end: true }
  if (from === 'one') return { rows: [readOne(listing, body, undefined)], next: null, end: true }
  const rows =
    feed && cursor === null && at(body, feed.rows) === undefined
      ? []
      : isOneRow(listing, body)
        ? [body]
        : rowsAt(body, (feed ?? listing).rows)
  const seen = { body, headers, rows, cursor }
  if (!feed)
    return { rows: joinAccess(rows.flatMap(row => readItem(listing, row, parent))), ...onward(listing.page, seen) }
  const { next, end } = onward(feed.page, seen)
  const changed = rows.flatMap(row => readChange(feed, row, parent))
  // Where it stands now is told without changes; at its end a feed may name another place to go on from.
  return next !== null && !end
    ? { rows: changed, next, end }
    : { rows: changed, next: tokenIn(feed, body) ?? next, end: true }
}

/** What is read for each object may be more of that object itself. */
function isOneRow({ each, rows }: AnyListing, body: unknown): boolean {
  return each !== undefined && rows === '' && typeof body === 'object' && body !== null && !Array.isArray(body)
}

function tokenIn({ token }: ChangeFeed, body: unknown): string | null {
  for (const field of token === undefined ? [] : [token].flat()) {
    const value = at(body, field)
    if ((typeof value === 'string' && value !== '') || typeof value === 'number') return String(value)
  }
  return null
}

/** A change as a row; none where it is of something that is not of this list. */
function readChange(
  feed: NonNullable<ResourceListing['changes']>,
  row: unknown,
  parent: Parent | undefined,
): ListedRow[] {
  const parsed = feed.row.safeParse(row)
  if (!parsed.success) return [{ rejected: reasonOf(parsed.error) }]
  try {
    const resource = feed.toResource(parsed.data, parent)
    return resource === null ? [] : [{ resource: told(resource) }]
  } catch (error) {
    return [unreadable(error)]
  }
}

const unreadable = (error: unknown) => ({
  rejected: `the connector cannot read it: ${error instanceof Error ? error.message : String(error)}`,
})

/** Reads an item of the list: one row, unless the listing cuts it into several. */
function readItem(listing: AnyListing, item: unknown, parent: Parent | undefined): ListedRow[] {
  try {
    return (listing.split?.(item) ?? [item]).map(row => readOne(listing, row, parent))
  } catch (error) {
    return [unreadable(error)]
  }
}

/** Reads one row; what the connector cannot read is rejected with a reason, whatever it throws. */
function readOne(listing: AnyListing, row: unknown, parent: Parent | undefined): ListedRow {
  const parsed = listing.row.safeParse(row)
  if (!parsed.success) return { rejected: reasonOf(parsed.error) }
  try {
    if ('toAccount' in listing) return { account: told(listing.toAccount(parsed.data, parent)) }
    if ('toGroup' in listing) return { group: told(listing.toGroup(parsed.data, parent)) }
    if ('toResource' in listing) return { resource: told(listing.toResource(parsed.data, parent)) }
    if ('toGrant' in listing) return { grant: told(listing.toGrant(parsed.data, parent)) }
    return { domain: listing.toDomain(parsed.data) }
  } catch (error) {
    return unreadable(error)
  }
}

/** A draft without what the vendor gives as null: it tells nothing, and must not be laid over what another listing tells. */
function told<T>(draft: T): T {
  if (Array.isArray(draft)) return draft.map(told) as T
  if (typeof draft !== 'object' || draft === null) return draft
  const known = Object.entries(draft).filter(([, value]) => value != null)
  return Object.fromEntries(known.map(([key, value]) => [key, told(value)])) as T
}

/** A row with the objects that its activities touched, where a listing wants to know; a listing that throws is not asked on. */
export function touchedBy(listings: (ResourceListing | GrantListing)[], row: RowAnswer): RowAnswer {
  if ('rejected' in row) return row
  const touched: Touched[] = []
  for (const { name, touched: tell } of listings) {
    if (!tell) continue
    for (const activity of row.activities) {
      try {
        for (const externalId of tell(activity)) touched.push({ listing: name, externalId })
      } catch {
        continue
      }
    }
  }
  return touched.length > 0 ? { ...row, touched } : row
}
