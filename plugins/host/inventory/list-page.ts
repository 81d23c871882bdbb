import type { Parent } from '@casbah/sdk'
import type { ListingData } from '../description.ts'
import type { ListedRow, Messages } from '../messages.ts'
import { isAddress, type Onward } from '../paging.ts'
import type { ListedObject } from './inventory-store.ts'
import type { ReadContext } from './read-context.ts'

/** Longer ids would not fit into an index. */
const LONGEST_ID = 2_000

/** One page of a listing, as far as it could be read. */
export interface ListedPage extends Onward {
  objects: ListedObject[]
  /** Rows that could not be read, and the reason of the first. */
  rejected: number
  reason: string | null
}

/** Asks for one page of a listing or its change feed, or for one object of it, and reads the answer. */
export async function listPage(
  { app, client, runner, signal }: ReadContext,
  listing: ListingData,
  from: Messages['listed']['ask']['from'],
  { cursor, parent }: { cursor: string | null; parent: Parent | null },
): Promise<ListedPage> {
  const source = { kind: from, name: listing.name }
  const about = parent && { parent }
  const request = await runner.ask('page', { source, config: app.config, cursor, ...about })
  const answers = from === 'listing' ? (listing.answers ?? []) : []
  const { status, bytes, headers } = await client.ask(request, { signal, answers, scopes: listing.scopes })
  const asked = { listing: listing.name, from, status, bytes, headers, cursor, ...about }
  const { rows, next, end } = await runner.ask('listed', asked)
  const style = from === 'changes' ? listing.changes : listing.page
  // A link that leads elsewhere must not become the place to go on from.
  if (next !== null && style && isAddress(style, next)) client.endpoint({ url: next })
  const objects = rows.filter((row): row is ListedObject => fits(listing, row))
  const reason = rows.flatMap(row => ('rejected' in row ? [row.rejected] : []))[0] ?? null
  return { objects, rejected: rows.length - objects.length, reason, next, end }
}

const FIELDS = {
  accounts: 'account',
  groups: 'group',
  resources: 'resource',
  grants: 'grant',
  domains: 'domain',
} as const

/** Whether a row is of what its listing lists, and can be told from others. */
function fits({ kind }: ListingData, row: ListedRow): boolean {
  if (!(FIELDS[kind] in row)) return false
  const id = idOf(row)
  return id === null || (id.length > 0 && id.length <= LONGEST_ID)
}

/** The vendor's id of an object; null for a domain that is none of the organisation's own. */
export function idOf(row: ListedRow): string | null {
  if ('account' in row) return row.account.externalId
  if ('group' in row) return row.group.externalId
  if ('resource' in row) return row.resource.externalId
  if ('grant' in row) return row.grant.externalId
  return 'domain' in row ? row.domain : null
}
