import type { z } from 'zod'
import type { ActivityDraft, Severity } from './activity.ts'
import type { Config } from './auth.ts'
import type { PageStyle, Place, RowFormat } from './page-style.ts'
import type { HttpRequest } from './request.ts'

/** Whether an account can sign in. */
export type AccountStatus = 'ACTIVE' | 'INVITED' | 'SUSPENDED' | 'DELETED' | 'UNKNOWN'

/** A login as the vendor lists it. In this draft and the following, null is as good as left out. */
export interface AccountDraft {
  /** Id that the vendor gives it; what activities name as `actor.id`. */
  externalId: string
  /** E-mail address, any case. */
  email?: string | null
  displayName?: string | null
  status: AccountStatus
  isAdmin?: boolean | null
  isService?: boolean | null
  /** Whether it belongs to somebody outside the organisation. */
  isExternal?: boolean | null
  /** Left out when the vendor does not tell. */
  mfaEnabled?: boolean | null
  groups?: string[]
  /** RFC 3339. */
  lastSeenAt?: string | null
}

/** A group as the vendor lists it, with as many of its members as the row tells; members of several rows of one group add up. */
export interface GroupDraft {
  externalId: string
  name: string
  email?: string | null
  /** `externalId`s of accounts, or their e-mail addresses. */
  members?: string[]
}

/** What a resource is. */
export type ResourceKind = 'FILE' | 'FOLDER' | 'REPOSITORY' | 'BUCKET' | 'SITE' | 'CHANNEL' | 'CALENDAR' | 'OTHER'

/**
 * One grant of access to a resource. `link` is anyone who has the address, `anyone` is anyone at all, search engines included; `organisation` is
 * everybody of the organisation. `name` is the e-mail address of a user or group, or the domain.
 */
export interface AccessDraft {
  to: 'user' | 'group' | 'domain' | 'organisation' | 'link' | 'anyone'
  name?: string | null
  /** Whether it is known to lie outside the organisation; else the host tells by the organisation's own domains. */
  isExternal?: boolean | null
  role?: 'READ' | 'WRITE' | 'OWN' | null
}

/** Something that can be shared. The host computes its exposure from `access`. */
export interface ResourceDraft {
  externalId: string
  kind: ResourceKind
  /** With its path where it has one. */
  name: string
  /** Address in the vendor's own interface. */
  url?: string | null
  /** The owning account, by `externalId` or e-mail address. */
  owner?: string | null
  /** Left out where another listing, read for each of these, tells it; what was known of it stays until then. */
  access?: AccessDraft[]
  /** RFC 3339. */
  modifiedAt?: string | null
  /** The vendor's sensitivity label or classification. */
  label?: string | null
  /** Set by a change feed: it is gone. */
  isGone?: boolean | null
}

/** A third-party app that was let in. */
export interface GrantDraft {
  externalId: string
  /** The vendor's id of the third-party app. */
  clientId: string
  clientName: string
  /** The account that allowed it, by `externalId` or e-mail address; left out when allowed for the whole organisation. */
  account?: string | null
  /** Rights given, in the vendor's words. */
  scopes: string[]
  /** How dangerous these rights are. */
  risk: Severity
  /** RFC 3339. */
  grantedAt?: string | null
  /** Who publishes the third-party app, where the vendor tells. */
  publisher?: string | null
  isGone?: boolean | null
}

/** An object of a listing, as the listings that are read for each of them see it. */
export interface Parent {
  externalId: string
  email?: string
  name?: string
}

/** What a listing's `request` gets. */
export interface ListRequest extends Place {
  config: Config
  /** The object that this page is about; set for a listing with `each`. */
  parent?: Parent
}

/** How a list at the vendor is read, whatever it lists. */
interface ListingBase<Row> {
  /** Unique in the inventory. */
  name: string
  /**
   * Read once for each object of that listing, such as the tokens of each user. The objects come in the order of their `externalId`s, so a new
   * process goes on where the last one stopped.
   */
  each?: string
  row: z.ZodType<Row>
  request: (ask: ListRequest) => HttpRequest
  /** Path of the list in the answer, as a stream's `rows`; '' when the answer is the list or, with `each`, one object. XML answers are given as objects. */
  rows: string
  /** Where an item of the list holds several rows, such as a policy with its members: cuts it into these, each to be read by `row`. */
  split?: (item: unknown) => unknown[]
  format?: RowFormat
  page: PageStyle
  /**
   * Statuses that are an answer rather than a failure; the one row is then `{status, body}` (S3: 404 means that there is no policy). With 200 a list is one
   * row, where an empty one tells something of the object that it is read for, too.
   */
  answers?: number[]
  /** Names from the card's `scopes`. A listing whose scope is missing is skipped and said so. */
  scopes: string[]
}

/** A list at the vendor, page by page. One account may come in several listings; what a later one says is laid over. */
export interface Listing<Row = unknown> extends ListingBase<Row> {
  /** What the row says of an account; `externalId` is needed, all else may be left to other listings. */
  toAccount: (row: Row, parent?: Parent) => Partial<AccountDraft> & { externalId: string }
}

export interface GroupListing<Row = unknown> extends ListingBase<Row> {
  toGroup: (row: Row, parent?: Parent) => GroupDraft
}

/** How changes since the last full listing are read. */
export interface ChangeFeed<Row = unknown> {
  /** The vendor's change feed: the first request gives only where it stands now; afterwards `cursor` is what the answer before gave. */
  row: z.ZodType<Row>
  request: (ask: ListRequest) => HttpRequest
  rows: string
  page: Extract<PageStyle, { style: 'link' | 'nextUrl' | 'bodyCursor' | 'headerCursor' }>
  /**
   * Field of the first answer and of a last page that holds where the next reading begins, where that is another than the page's own
   * (`newStartPageToken`); several are tried in their order.
   */
  token?: string | string[]
}

/**
 * Resources. A listing with `each` that tells of its parents themselves (by the parent's `externalId`) is laid over what theirs says: what it leaves
 * out stays. Rows of one page that tell of the same resource add up in `access`.
 */
export interface ResourceListing<Row = unknown> extends ListingBase<Row> {
  toResource: (row: Row, parent?: Parent) => ResourceDraft
  /** Where the vendor has a change feed for these. Null for a change of something that is not of this list, such as what others share. */
  changes?: ChangeFeed & { toResource: (row: unknown, parent?: Parent) => ResourceDraft | null }
  /**
   * Where it has none: which objects an activity touched, by `externalId`, and the request that reads one of them again. The answer is one row; 404
   * says that it is gone.
   */
  touched?: (activity: ActivityDraft) => string[]
  one?: (ask: { config: Config; externalId: string }) => HttpRequest
}

export interface GrantListing<Row = unknown> extends ListingBase<Row> {
  toGrant: (row: Row, parent?: Parent) => GrantDraft
  /** Which grants an activity ended or began: the listing is read again for the parent of that `externalId`, or whole without `each`. */
  touched?: (activity: ActivityDraft) => string[]
}

/** The organisation's own domains, where the vendor lists them. */
export interface DomainListing<Row = unknown> extends ListingBase<Row> {
  toDomain: (row: Row) => string | null
}

/**
 * What the connector can list. Scope settings, such as which drives or whether only what is shared outside, are fields of the card's `config` that
 * `request` reads.
 */
export interface Inventory {
  /** In the order in which they are read; the first is the one that says who exists. */
  accounts: Listing[]
  groups?: GroupListing[]
  resources?: ResourceListing[]
  grants?: GrantListing[]
  domains?: DomainListing[]
}

/** Keeps the row's type between schema and mapping. */
export function defineListing<Row>(listing: Listing<Row>): Listing
export function defineListing<Row>(listing: GroupListing<Row>): GroupListing
export function defineListing<Row>(listing: ResourceListing<Row>): ResourceListing
export function defineListing<Row>(listing: GrantListing<Row>): GrantListing
export function defineListing<Row>(listing: DomainListing<Row>): DomainListing
export function defineListing(listing: unknown): unknown {
  return listing
}
