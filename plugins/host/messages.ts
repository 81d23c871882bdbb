import type {
  AccountDraft,
  ActionSubject,
  ActivityDraft,
  Config,
  Confirmation,
  ExportStep,
  GrantDraft,
  GroupDraft,
  HttpRequest,
  Judgement,
  Parent,
  ResourceDraft,
  Resume,
  RowTally,
} from '@casbah/sdk'
import type { ParametersByCheck } from './assessment/parameters-of.ts'
import type { ConnectorDescription } from './description.ts'
import type { Onward } from './paging.ts'

/** A list of the connector that is read page by page; `changes` is a listing's change feed, `one` a single object of it. */
export type Source = { kind: 'stream' | 'listing' | 'changes' | 'one' | 'read'; name: string }

/** An object of a listing that an activity touched. */
export interface Touched {
  listing: string
  /** Of the object, or of the parent whose part of the listing is to be read again. */
  externalId: string
}

/** A row as the connector read it. `time` is null when none could be read; it may then still be in the activities. */
export type RowAnswer =
  | { id: string; hashed: boolean; time: number | null; activities: ActivityDraft[]; touched?: Touched[] }
  | { rejected: string }

/** What a listing says of an account; the rest is left to other listings. */
export type AccountPart = Partial<AccountDraft> & { externalId: string }

/** A row of a listing as the connector read it, by what it lists. A domain that is none of the organisation's own is null. */
export type ListedRow =
  | { account: AccountPart }
  | { group: GroupDraft }
  | { resource: ResourceDraft }
  | { grant: GrantDraft }
  | { domain: string | null }
  | { rejected: string }

/** What the functions of an action are asked for. */
export type ActStep = 'lookup' | 'request' | 'remember' | 'confirmRequest' | 'confirm' | 'undoRequest' | 'undo'

/**
 * What the host asks of a connector and what it answers: plain data both ways, so that the connector may run anywhere.
 * `bytes` is the vendor's body as it came.
 */
export interface Messages {
  describe: { ask: Record<never, never>; answer: ConnectorDescription }
  /** Parses what the operator entered; `partitions` by stream. */
  configure: {
    ask: { config: Config }
    answer: { config: Config; partitions: Record<string, string[]> } | { problems: string[] }
  }
  probe: { ask: { config: Config }; answer: HttpRequest }
  /** The request that tells whether a right is there; for scopes that are `probed`. */
  scopeProbe: { ask: { scope: string; config: Config }; answer: HttpRequest }
  page: {
    ask: {
      source: Source
      config: Config
      cursor: string | null
      partition?: string
      since?: string
      until?: string
      /** What the page is about: a `Parent` for a listing, the parent's row for a read, the object itself for `one`. */
      parent?: unknown
    }
    answer: HttpRequest
  }
  /** Rows in the order of the page. `cursor` is the one that the page was asked for with. */
  normalise: {
    ask: { stream: string; bytes: Uint8Array; headers: Record<string, string>; cursor: string | null }
    answer: { rows: RowAnswer[] } & Onward
  }
  /** Rows that the host has already: out of a file, out of an export's step, pushed by the vendor. In their order. */
  normaliseRows: { ask: { stream: string; rows: unknown[] }; answer: { rows: RowAnswer[] } }
  /**
   * One step of an export. The generator lives in the connector's process between messages, under its `session`; where that is not known any more
   * the answer is `lost`, and the host begins anew from the last `resume` that was kept. `answer` and `bytes` are what the vendor answered to a
   * `request`. `keep` tells that the session is still wanted, `end` that it is not.
   */
  exportStep: {
    ask: {
      do: 'begin' | 'next' | 'keep' | 'end'
      session: string
      stream: string
      config: Config
      partition: string
      since: string
      until?: string
      resume?: Resume
      answer?: { status: number; headers: Record<string, string> }
      bytes?: Uint8Array
    }
    answer: { step: ExportStep } | { over: 'returned' | 'lost' | 'ended' | 'kept' }
  }
  /** One page of a listing or of its change feed, or the answer about one object. */
  listed: {
    ask: {
      listing: string
      from: 'listing' | 'changes' | 'one'
      status: number
      bytes: Uint8Array
      headers: Record<string, string>
      cursor: string | null
      parent?: Parent
    }
    answer: { rows: ListedRow[] } & Onward
  }
  /** What lies in one page of a setting: its rows when it is a list, else the body. */
  values: {
    ask: { read: string; bytes: Uint8Array; headers: Record<string, string>; cursor: string | null }
    answer: { rows: unknown[] | null; body: unknown } & Onward
  }
  /**
   * One page of a list judged by checks that take it row by row: `bytes` as `values` has them, or `rows` that the host has already. `tallies` in the
   * order of the checks, each naming at most `most` that do not pass; the rows come back with `keepsRows`.
   */
  judgeRows: {
    ask: {
      read: string
      checks: string[]
      /** The other reads of these checks. */
      beside: Record<string, unknown>
      parameters: ParametersByCheck
      most: number
      bytes?: Uint8Array
      headers?: Record<string, string>
      cursor?: string | null
      rows?: unknown[]
      keepsRows?: boolean
    }
    answer: { tallies: RowTally[]; rows: unknown[] | null } & Onward
  }
  assess: {
    ask: { check: string; read: Record<string, unknown>; parameters: Readonly<Record<string, unknown>> }
    answer: Judgement
  }
  act: {
    ask: {
      action: string
      step: ActStep
      config: Config
      target: ActionSubject
      parameters: Record<string, unknown>
      /** RFC 3339. */
      now?: string
      /** What the vendor answered to `lookup`. */
      found?: { status: number; body: unknown }
      /** What `remember` gave when the action was carried out. */
      remembered?: unknown
      answer?: { status: number; body: unknown }
    }
    answer:
      | { requests: HttpRequest[] }
      | { confirmation: Confirmation }
      | { remembered: unknown }
      | { misfits: Misfit[] }
      | { problems: string[] }
  }
}

/** What is wrong with one parameter of an action. */
export interface Misfit {
  /** From the outside in; empty when it is all of them. */
  path: string[]
  message: string
}

export type MessageKind = keyof Messages

/** The restricted process that a connector runs in. */
export interface SandboxState {
  pid: number
  /** Resident memory in bytes; null where the system does not tell. */
  rssBytes: number | null
  /** Epoch milliseconds. */
  startedAt: number
  /** Times that the process had to be restarted since the connector was loaded. */
  restarts: number
}

/** Where a connector answers: in this process or in one of its own. */
export interface Runner {
  ask<K extends MessageKind>(kind: K, message: Messages[K]['ask']): Promise<Messages[K]['answer']>
  /** Its process; null when it has none, or is idle. */
  sandbox(): SandboxState | null
  /** Ends its process when no message is left; the next message starts it again. */
  rest(): Promise<void>
  /** Ends its process; what is in hand rejects. */
  close(): Promise<void>
}
