import type { z } from 'zod'
import type { Config } from './card.ts'
import type { HttpRequest } from './request.ts'
import type { PageStyle } from './stream.ts'

/** Whether an account can sign in. */
export type AccountStatus = 'ACTIVE' | 'INVITED' | 'SUSPENDED' | 'DELETED' | 'UNKNOWN'

/** A login as the vendor lists it. */
export interface AccountDraft {
  /** Id that the vendor gives it; what activities name as `actor.id`. */
  externalId: string
  /** E-mail address, any case. */
  email?: string
  displayName?: string
  status: AccountStatus
  isAdmin?: boolean
  isService?: boolean
  /** Whether it belongs to somebody outside the organisation. */
  isExternal?: boolean
  /** Left out when the vendor does not tell. */
  mfaEnabled?: boolean
  groups?: string[]
  /** RFC 3339. */
  lastSeenAt?: string
}

/** A list at the vendor, page by page. One account may come in several listings; what a later one says is laid over. */
export interface Listing<Row = unknown> {
  /** Unique in the inventory. */
  name: string
  row: z.ZodType<Row>
  request: (ask: { config: Config; cursor?: string }) => HttpRequest
  /** Path of the list in the answer; '' when the answer is the list. XML answers are given as objects. */
  rows: string
  page: PageStyle
  /** Names from the card's `scopes`. A listing whose scope is missing is skipped and said so. */
  scopes: string[]
  /** What the row says of an account; `externalId` is needed, all else may be left to other listings. */
  toAccount: (row: Row) => Partial<AccountDraft> & { externalId: string }
}

/** What the connector can list. */
export interface Inventory {
  /** In the order in which they are read; the first is the one that says who exists. */
  accounts: Listing[]
}

/** Keeps the row's type between schema and mapping. */
export function defineListing<Row>(listing: Listing<Row>): Listing {
  return listing as Listing
}
