import type { NetworkTag, Severity } from '../graphql/shared-types.ts'

/** What one subgraph hands another; DESIGN §4 has who writes and who reads each. Items are plain JSON. */
export interface Topics {
  'activity.collected': Collected
  'activity.stored': Stored
  'app.changed': AppChanged
  'app.health': AppHealth
  'account.changed': AccountChanged
  'resource.changed': ResourceChanged
  'grant.changed': GrantChanged
  'connector.changed': ConnectorChanged
  /** `checks` are names without the connector's slug; null for all. */
  /** `parameters`: by check, those of the tenant that are not the defaults. */
  'assessment.wanted': {
    app: string
    checks: string[] | null
    parameters?: Record<string, Record<string, unknown>>
  }
  'assessment.done': AssessmentDone
  'finding.changed': {
    id: string
    app: string
    connector: string
    control: string
    status: string
    before: string | null
    severity: string
    at: number
    /** Of the control: its title, category and frameworks; whether an exception is in force. What was told before findings had policies has none of these. */
    title?: string
    category?: string
    frameworks?: string[]
    hasException?: boolean
    /** The activity that changed what the finding says, its time in epoch ms; null when none was seen. */
    changedBy?: { id: string; time: number } | null
  }
  'action.wanted': {
    spec: string
    app: string
    account: string | null
    resource?: string | null
    grant?: string | null
    reason: string
    policy: string | null
    alert: string | null
    parameters: Record<string, unknown>
    dryRun: boolean
    notBefore: number
    /** When the youngest of what matched happened, epoch ms; older than `maxAgeSeconds` it waits for a second person. */
    activityAt?: number
    maxAgeSeconds?: number
  }
  /** An alert turned out to be none: what it asked for and was not sent yet is taken back. */
  'action.withdrawn': {
    alert: string
    by: { kind: 'MEMBER' | 'TOKEN' | 'SYSTEM'; id: string | null; name: string; email: string | null }
  }
  'action.changed': { id: string; spec: string; app: string; state: string; alert: string | null; at: number }
  'alert.counted': { app: string; open: number }
  'score.changed': { app: string; percent: number | null }
  'member.changed': { id: string; name: string; email: string | null; active: boolean }
  'data.changed': DataChanged
}
export type Topic = keyof Topics

export type Outcome = 'SUCCESS' | 'FAILURE' | 'UNKNOWN'

/** An activity as the host read it. */
export interface CollectedActivity {
  type: 'activity'
  /** uuid made of (tenant, app, stream, vendor id, part): the same however often the event is read. */
  id: string
  app: string
  /** Slug of the connector. */
  connector: string
  stream: string
  vendorId: string
  part: number
  /** The vendor's time, epoch milliseconds. */
  time: number
  /** When it was read, epoch milliseconds. */
  observedAt: number
  /** `history` is stored and searchable, never judged event by event. */
  lane: 'live' | 'history'
  isSimulated: boolean
  action: string
  vendorAction: string
  classUid: number
  activityId: number
  severity: Severity
  outcome: Outcome
  outcomeReason: string | null
  /** `id` is the vendor's id of the account. */
  actor: { id: string | null; email: string | null; name: string | null; kind: 'user' | 'service' | 'system' } | null
  targets: { kind: string; id: string | null; name: string | null; email: string | null }[]
  ip: IpFacts | null
  userAgent: string | null
  sessionId: string | null
  isAdmin: boolean
  isImpersonated: boolean
  /** The vendor's row as JSON text. */
  raw: string
}

/** An address and what is known of it; all but the address may be unknown. */
export interface IpFacts {
  address: string
  /** ISO 3166-1 alpha-2. */
  country: string | null
  city: string | null
  asn: number | null
  isp: string | null
}

/** The first backfill of a stream is in the log up to here. */
export interface BackfillEnd {
  type: 'backfillEnd'
  app: string
  connector: string
  stream: string
  at: number
}

export type Collected = CollectedActivity | BackfillEnd

/** A stored activity, enriched. */
export interface StoredActivity extends Omit<CollectedActivity, 'ip'> {
  ip: (IpFacts & { networkTag: NetworkTag | null }) | null
  /** Account behind the actor, when it is a known one. */
  accountId: string | null
  /** Person behind the account, when known. */
  userId: string | null
  /** Accounts behind the targets, in their order; null where none is known. */
  targetAccountIds: (string | null)[]
  /** Resources behind the targets, in their order; null where none is known. Left out by what was stored before resources were listed. */
  targetResourceIds?: (string | null)[]
  browser: string | null
  os: string | null
  /** Days since the user was last seen with the same value, by field (`country`, `asn`, `ip`, `userAgent`, `action`); -1 first time; null when not evaluated. */
  lastSeenForUser: Record<string, number> | null
  uncommonForUser: string[] | null
}

export type Stored = StoredActivity | BackfillEnd

export interface AppChanged {
  id: string
  connector: string
  name: string
  state: string
  /** Epoch ms. */
  connectedAt: number
  deletedData: boolean
  /** What keeps it from being HEALTHY. Left out, as `at`, by what was told before apps were watched. */
  problem?: { code: string; message: string } | null
  /** When it was told, epoch ms. */
  at?: number
}

/** How the reading of an app goes, told by the host that reads it: when something of it changed, else every five minutes. Times in epoch ms. */
export interface AppHealth {
  app: string
  connector: string
  name: string
  state: string
  problem: { code: string; message: string } | null
  /** When it was so. */
  at: number
  /** When its credentials end; null when they do not, or nobody tells. */
  credentialsEndAt: number | null
  /** Those that were begun. */
  streams: StreamHealth[]
}

export interface StreamHealth {
  name: string
  /** Shortest time between two polls; null for a stream that the vendor pushes. */
  intervalSeconds: number | null
  /** Usual time from event to availability at the vendor; null when not stated. */
  delaySeconds: number | null
  /** Worst such time. */
  latenessSeconds: number
  /** Whether a past is being read. */
  isFilling: boolean
  /** Time of the newest event read. */
  newestAt: number | null
  /** When it was last read, whether that brought anything or not. */
  readAt: number | null
  /** Since connecting. */
  rows: number
  rejected: number
  /** In the last 24 hours. */
  rowsInDay: number
  rejectedInDay: number
  error: { code: string; message: string } | null
  /** Hours of the last two weeks in which events happened: bit n of `bits`, in base64, stands for the hour `until - n`, counted since the epoch. */
  heard: { until: number; bits: string }
}

export interface AccountChanged {
  id: string
  app: string
  externalId: string
  email: string | null
  displayName: string | null
  status: string
  isAdmin: boolean
  isService: boolean
  isExternal: boolean
  isProtected: boolean
  mfaEnabled: boolean | null
  groups: string[]
  userId: string | null
  /** The person's main e-mail and name, as apps knows them. */
  userEmail: string | null
  userName: string | null
}

export type ResourceExposure = 'PRIVATE' | 'INTERNAL' | 'EXTERNAL' | 'PUBLIC_LINK' | 'PUBLIC'

/** A resource as it is now; told only when something of it changed. */
export interface ResourceChanged {
  id: string
  app: string
  /** The vendor's id, as targets of activities name it. */
  externalId: string
  kind: string
  name: string
  exposure: ResourceExposure
  /** What it was before; null for one that was not known. */
  exposureBefore: ResourceExposure | null
  /** Addresses, domains and groups, the first 100. */
  sharedWith: string[]
  ownerAccountId: string | null
  /** Epoch ms. */
  modifiedAt: number | null
  label: string | null
  gone: boolean
  /** Domains outside the organisation that it is shared with, the first 100. Left out, with what follows, by what was told before things had policies. */
  outsideDomains?: string[]
  /** Whether one of these is a host of personal mail. */
  isSharedWithPersonalMail?: boolean
  lane?: ThingLane
  /** When we learnt of it, epoch ms. */
  at?: number
}

/** `history` is what was found: an app's first listing, exposure judged anew because own domains were named. `live` is what happened since. */
export type ThingLane = 'live' | 'history'

/** A third-party app that was let in, as it is now. */
export interface GrantChanged {
  id: string
  app: string
  externalId: string
  clientId: string
  clientName: string
  /** Who allowed it; null for the whole organisation, and while the account is not known. */
  accountId: string | null
  scopes: string[]
  risk: Severity
  /** Epoch ms. */
  grantedAt: number | null
  publisher: string | null
  gone: boolean
  /** Left out, as `at`, by what was told before things had policies. */
  lane?: ThingLane
  /** When we learnt of it, epoch ms. */
  at?: number
}

/** Of no tenant: what a connector's card says that neighbours need. */
export interface ConnectorChanged {
  slug: string
  name: string
  vendor: string
  version: string
  state: string
  streams: { name: string; delaySeconds: number | null; latenessSeconds: number }[]
  actions: { id: string; title: string; target: string; effect: string }[]
  checks: {
    id: string
    title: string
    description: string
    severity: Severity
    category: string
    points: number
    reads: string[]
    remediation: string
    remediationAction: string | null
    url: string | null
    frameworks: { framework: string; version: string | null; requirement: string; derived: boolean }[]
    /** Vendor actions that may change what it reads, a trailing `*` standing for any ending. Left out by what was told before drift was. */
    touchedBy?: string[]
    /** JSON schema of its parameters. Left out where it has none. */
    parameters?: unknown
  }[]
}

/** Of no tenant: a database or list of addresses by which activities are enriched, as it is now. */
export interface DataChanged {
  name: 'country' | 'asn' | 'tor' | 'vpn' | 'hosting' | 'risky'
  /** Where it is from, for people; null when the operator set none. */
  source: string | null
  /** When what it says was current, epoch ms; null while there is none. */
  builtAt: number | null
  /** Ranges in it; null where they are not counted. */
  entries: number | null
}

export interface AssessmentDone {
  app: string
  connector: string
  /** Epoch ms. */
  at: number
  results: {
    /** `<slug>/<check>` */
    control: string
    status: 'PASS' | 'FAIL' | 'PARTIAL' | 'CANNOT_TELL' | 'NOT_APPLICABLE' | 'MANUAL' | 'ERROR'
    message: string
    /** What it was judged by where that can change by itself: parameters that the tenant set, or its own rule. */
    criteria?: unknown
    /** How many fail and were judged, where `subjects` are not all of them. */
    failing?: number
    evaluated?: number
    subjects: {
      name: string
      passed: boolean
      detail: string | null
      accountId: string | null
      resourceId?: string | null
    }[]
    /** `read` names one of `fragments`. Left out, as these, by what was told before answers were kept. */
    evidence: { read?: string; endpoint: string; time: number; hash: string; values: Record<string, unknown> }[]
  }[]
  fragments?: RawFragment[]
}

/** What the vendor answered to one read of an assessment; `body` is JSON of at most 64 kB. */
export interface RawFragment {
  read: string
  endpoint: string
  /** Epoch ms. */
  at: number
  /** SHA-256 of the whole answer. */
  hash: string
  body: unknown
  truncated: boolean
}
