import type { Outcome, Severity } from '@casbah/sdk'
import type { InventoryStore } from './inventory/inventory-store.ts'
import type { Touched } from './messages.ts'

/** A row that became an activity: identified, timed and given a meaning; what the host hands to the log. */
export interface HostActivity {
  /** Name of the stream it came by. */
  stream: string
  /** The vendor's event id, else the row's hash with its ordinal among equal rows. */
  vendorId: string
  /** Place among the activities of one row, from 0. */
  part: number
  /** The vendor's time in epoch milliseconds. */
  time: number
  /** When the host read it, epoch milliseconds. */
  observedAt: number
  /** `history` is the first backfill: stored, never judged event by event. */
  lane: 'live' | 'history'
  action: string
  vendorAction: string
  classUid: number
  activityId: number
  severity: Severity
  outcome: Outcome
  outcomeReason: string | null
  actor: { id: string | null; email: string | null; name: string | null; kind: 'user' | 'service' | 'system' } | null
  targets: { kind: string; id: string | null; name: string | null; email: string | null }[]
  /** What the vendor says of place; look-ups come later. */
  ip: { address: string; country: string | null; city: string | null; asn: number | null; isp: string | null } | null
  userAgent: string | null
  sessionId: string | null
  isAdmin: boolean
  isImpersonated: boolean
  /** The vendor's row as JSON text, the vendor's secrets blanked. */
  raw: string
}

/** A row that could not be read. */
export interface QuarantinedRow {
  stream: string
  reason: string
  /** JSON text, or the bytes as text when it is not even that. */
  raw: string
  observedAt: number
}

/**
 * A part of the past that is read beside the tail, epoch ms. `at` is where the window being read begins, `reached` the newest row of it so far,
 * `cursor` the place inside it.
 */
export interface PastSpan {
  since: number
  until: number
  at: number
  reached: number
  cursor: string | null
  startedAt: number
  /** End of the window that the cursor lies in: another version of the connector may have other windows. */
  end?: number
  /** As the checkpoint's `equal`. */
  equal?: Record<string, number> | undefined
}

/** Which past: the first, or one that is read once more because the operator asked for it. */
export type SpanName = 'backfill' | 'reread'

/** Where one partition of one stream stands; plain data that a new process can go on from. */
export interface Checkpoint {
  /** Vendor cursor of a stream in arrival order, or of a page inside the span being read; of an exported stream its `resume` as JSON. */
  cursor: string | null
  /** Everything before this (epoch ms, vendor's time) has been read; null before the first read. */
  watermark: number | null
  /** Ids read inside the overlap, so that they are not handed on twice. At most 20,000, newest kept. */
  seen: string[]
  /** Rows without an id that lay before the cursor, by hash, as far as equal ones may follow it; left out when there are none. */
  equal?: Record<string, number> | undefined
  /** First backfill: what is still to be read; null when done. Live reading goes on beside it. */
  backfill: PastSpan | null
  /** The last wish to read again that was taken up (`at` of the wish), with what is still to be read of it; left out before the first. */
  reread?: { wish: number; span: PastSpan | null }
  rows: number
  rejected: number
}

/** One step of a stream: both or neither of rows and checkpoint are kept. */
export interface Commit {
  app: string
  stream: string
  partition: string
  /** Epoch of the lease; refused when it is old. */
  epoch: number
  activities: HostActivity[]
  quarantine: QuarantinedRow[]
  checkpoint: Checkpoint
  /** Set on the step that ends the stream's first backfill. */
  backfillDone: boolean
  /** Objects of the inventory that live activities touched; kept with the rows, to be read again. */
  touched?: Touched[]
}

/** What the host tells of a stream besides its rows. */
export interface StreamStatus {
  app: string
  stream: string
  state: 'IDLE' | 'RUNNING' | 'THROTTLED' | 'FAILED' | 'PAUSED'
  error: HostProblem | null
  rateLimit: { limit: number; remaining: number; resetAt: number } | null
}

/** A failure that the operator can mend or the vendor will. */
export interface HostProblem {
  code:
    | 'AUTH_FAILED'
    | 'FORBIDDEN'
    | 'RATE_LIMITED'
    | 'VENDOR_UNAVAILABLE'
    | 'BAD_ANSWER'
    | 'BAD_CONFIG'
    | 'TIMEOUT'
    | 'INTERNAL'
  /** Sentences to show: what is wrong and what to do. Never a secret. */
  message: string
}

/** What a vendor gave for a consent or a refresh token. Times are epoch milliseconds. */
export interface Session {
  accessToken: string
  obtainedAt: number
  expiresAt: number
  /** Null: it cannot be renewed. */
  refreshToken: string | null
  /** When the refresh token ends; null when the vendor does not tell. */
  refreshExpiresAt: number | null
  /** Rights that were given; null when the vendor does not tell. */
  scopes: string[] | null
}

/** A session that takes the place of another. */
export interface SessionChange {
  app: string
  tenant: string
  /** Epoch of the lease; refused when it is old. */
  epoch: number
  session: Session
  /** The refresh token of the session before, null when there was none; refused when another one is kept by now. */
  replaces: string | null
}

/** What a vendor told of fields that the operator left out. */
export interface FoundKept {
  fields: Record<string, string[]>
  /** Fingerprint of the configuration that it is of. */
  of: string
}

/** What the host needs from whoever keeps its state (the apps subgraph; a map in tests). */
export interface HostStore extends InventoryStore {
  load(app: string, stream: string, partition: string): Promise<Checkpoint | null>
  /** Resolves once durable; rejects with `code: 'LEASE_LOST'` when the epoch is old. */
  commit(commit: Commit): Promise<void>
  status(status: StreamStatus): Promise<void>
  /** What the vendor gave for the app's credentials; null before anything. */
  session(of: { app: string; tenant: string }): Promise<Session | null>
  /**
   * Resolves once durable, and only then the session is used. Rejects with `code: 'LEASE_LOST'` when the epoch is old, `code: 'SESSION_REPLACED'` when
   * another session was kept in between.
   */
  saveSession(change: SessionChange): Promise<void>
  /** What the vendor told of fields that the operator left out; null before it told any. */
  found(of: { app: string; tenant: string }): Promise<FoundKept | null>
  /** Rejects with `code: 'LEASE_LOST'` when the epoch is old. */
  saveFound(change: FoundKept & { app: string; tenant: string; epoch: number }): Promise<void>
  /** When the app's credentials end, epoch ms; null when they do not. */
  credentialsEnd(of: { app: string; tenant: string; epoch: number; at: number | null }): Promise<void>
}

/** One connected app as the host runs it. */
export interface HostedApp {
  id: string
  tenant: string
  connector: string
  config: Record<string, unknown>
  authKind: string
  credentials: Record<string, string>
  /** When these were entered, epoch ms; left out where nobody knows. */
  credentialsSince?: number
  /** Moment of connection, epoch ms; history is what is older than this minus the stream's lateness. */
  connectedAt: number
  /** How far back to read, epoch ms; null: as far as the vendor keeps. */
  backfillSince: number | null
  /** Epoch of the lease that runs it. */
  epoch: number
  /** The last wish to read again, which may have been taken up already; rows that are stored already are not doubled. */
  reread?: RereadWish | null
}

/** What is to be read once more. */
export interface RereadWish {
  /** When it was made, epoch ms; tells wishes apart. */
  at: number
  /** Epoch ms. */
  since: number
  /** Names of streams; null for all. */
  streams: string[] | null
}
