import type { Action, Card, Check, Listing, ReadSpec, Stream, Vocabulary } from '@casbah/sdk'

/** The card without its functions; `config` as JSON schema. */
export type CardData = Omit<Card, 'config' | 'probe'> & { config: unknown }
export type StreamData = Pick<
  Stream,
  | 'name' | 'description' | 'rows' | 'unwrap' | 'page' | 'order' | 'intervalSeconds' | 'delaySeconds' | 'latenessSeconds'
  | 'overlapSeconds' | 'windowSeconds' | 'retentionDays' | 'secrets' | 'scopes'
> // prettier-ignore
export type ListingData = Pick<Listing, 'name' | 'scopes'>
export type ReadData = Pick<ReadSpec, 'scope' | 'answers'> & { list: boolean }
export type CheckData = Omit<Check, 'judge'>
export type ActionData = Omit<Action, 'input' | 'request' | 'confirm' | 'undo'> & {
  /** JSON schema of the parameters. */
  input: unknown
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
  listings: ListingData[]
  reads: Record<string, ReadData>
  checks: CheckData[]
  actions: ActionData[]
}
