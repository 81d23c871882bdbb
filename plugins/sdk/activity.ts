/** The vendor's severity, in the graph's words. */
export type Severity = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** Whether it succeeded; UNKNOWN when the vendor does not tell. */
export type Outcome = 'SUCCESS' | 'FAILURE' | 'UNKNOWN'

/** Who did it, in the vendor's words. */
export interface ActorDraft {
  /** Id of the account at the vendor, as the accounts inventory gives it in `externalId`. */
  id?: string | null
  /** E-mail address, any case. */
  email?: string | null
  name?: string | null
  /** `system` is the vendor itself; `service` a program with a login of its own. Default `user`. */
  kind?: 'user' | 'service' | 'system' | null
}

/** What it was done to. */
export interface TargetDraft {
  /** Such as `user`, `group`, `file`, `policy`, `app`, `repository`. */
  kind: string
  /** Id that the vendor gives it. */
  id?: string | null
  /** Name or e-mail, else left out. */
  name?: string | null
  email?: string | null
}

/** Where it came from. What the vendor says of place wins over Casbah's own look-up. */
export interface IpDraft {
  /** The address, IPv4 or IPv6; anything else is dropped by the host. */
  address: string
  /** ISO 3166-1 alpha-2. */
  country?: string | null
  city?: string | null
  asn?: number | null
  isp?: string | null
}

/** One activity as a connector reads it from a row, in which null is as good as left out; the host adds identity, time and the vocabulary's meaning. */
export interface ActivityDraft {
  /** The vendor's word for what happened: the key into the vocabulary. */
  vendorAction: string
  /** Only where one row holds several events with times of their own; else the stream's `time` field is read. RFC 3339. */
  time?: string | null
  actor?: ActorDraft | null
  targets?: TargetDraft[]
  outcome: Outcome
  /** Why it failed, in the vendor's words. */
  outcomeReason?: string | null
  ip?: IpDraft | null
  /** The string as sent. */
  userAgent?: string | null
  /** The vendor's session id. */
  sessionId?: string | null
  /** INFORMATIONAL when left out. */
  severity?: Severity | null
  /** Whether it used administrator rights. */
  isAdmin?: boolean | null
  /** Whether somebody acted in the name of the actor. */
  isImpersonated?: boolean | null
}
