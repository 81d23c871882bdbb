import type {
  Action,
  Card,
  Check,
  ExportedStream,
  Listing,
  PolledStream,
  PushedStream,
  ReadSpec,
  ResourceListing,
  VendorScope,
  Vocabulary,
} from '@casbah/sdk'

/** The card without its functions; `config` as JSON schema. */
export type CardData = Omit<Card, 'config' | 'probe' | 'scopes'> & {
  config: unknown
  scopes: (Omit<VendorScope, 'probe'> & { probed: boolean })[]
}

type Functions = 'row' | 'toActivities' | 'time' | 'id' | 'partitions' | 'request' | 'pages'

/** How a stream's rows come: page by page, by jobs or files, or pushed by the vendor. */
export type StreamData = PolledData | ExportedData | PushedData
export type PolledData = Omit<PolledStream, Functions> & { kind: 'polled' }
export type ExportedData = Omit<ExportedStream, Functions> & { kind: 'exported' }
export type PushedData = Omit<PushedStream, Functions> & { kind: 'pushed' }

/** What a listing lists. */
export type ListingKind = 'accounts' | 'groups' | 'resources' | 'grants' | 'domains'
export type ListingData = Pick<Listing, 'name' | 'each' | 'scopes' | 'page' | 'answers'> & {
  kind: ListingKind
  /** Resources: the page style of the change feed, where there is one. */
  changes: NonNullable<ResourceListing['changes']>['page'] | null
  /** Whether activities tell which objects to read again. */
  touched: boolean
  /** Resources: whether one of them can be read by itself. */
  one: boolean
}
export type ReadData = Pick<ReadSpec, 'scope' | 'answers' | 'each'> & { list: boolean }
export type CheckData = Omit<Check, 'judge' | 'judgeRow' | 'parameters'> & {
  /** JSON schema. */
  parameters?: unknown
}
export type ActionData = Omit<Action, 'input' | 'lookup' | 'request' | 'confirm' | 'remember' | 'undo'> & {
  /** JSON schema of the parameters. */
  input: unknown
  /** Whether something is read before the request can be made. */
  looksUp: boolean
  /** Whether something is kept before it is carried out, for taking it back. */
  remembers: boolean
  confirmable: boolean
  undoable: boolean
  /** Whether the confirm read can show that it was taken back. */
  undoJudged: boolean
}

/** All that a connector says of itself, as plain data: it survives JSON. */
export interface ConnectorDescription {
  card: CardData
  streams: StreamData[]
  vocabulary: Vocabulary
  /** Share of the vendor's documented audit actions that are mapped, 0 to 1; null when the vendor documents none. */
  vocabularyCoverage: number | null
  listings: ListingData[]
  reads: Record<string, ReadData>
  checks: CheckData[]
  actions: ActionData[]
}
