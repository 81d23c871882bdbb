/** The vendor's severity, in the graph's words. */
export type Severity = 'INFORMATIONAL' | 'LOW' | 'MEDIUM' | 'HIGH' | 'CRITICAL'

/** Whether it succeeded; UNKNOWN when the vendor does not tell. */
export type Outcome = 'SUCCESS' | 'FAILURE' | 'UNKNOWN'

/** Who did it, in the vendor's words. */
export interface ActorDraft {
  /** Id of the account at the vendor, as the accounts inventory gives it in `externalId`. */
  id?: string
  /** E-mail address, any case. */
  email?: string
  name?: string
  /** `system` is the vendor itself; `service` a program with a login of its own. Default `user`. */
  kind?: 'user' | 'service' | 'system'
}

/** What it was done to. */
export interface TargetDraft {
  /** Such as `user`, `group`, `file`, `policy`, `app`, `repository`. */
  kind: string
  /** Id that the vendor gives it. */
  id?: string
  /** Name or e-mail, else left out. */
  name?: string
  email?: string
}

/** Where it came from. What the vendor says of place wins over Casbah's own look-up. */
export interface IpDraft {
  /** The address, IPv4 or IPv6; anything else is dropped by the host. */
  address: string
  /** ISO 3166-1 alpha-2. */
  country?: string
  city?: string
  asn?: number
  isp?: string
}

/** One activity as a connector reads it from a row; the host adds identity, time and the vocabulary's meaning. */
export interface ActivityDraft {
  /** The vendor's word for what happened: the key into the vocabulary. */
  vendorAction: string
  /** Only where one row holds several events with times of their own; else the stream's `time` field is read. RFC 3339. */
  time?: string
  actor?: ActorDraft
  targets?: TargetDraft[]
  outcome: Outcome
  /** Why it failed, in the vendor's words. */
  outcomeReason?: string
  ip?: IpDraft
  /** The string as sent. */
  userAgent?: string
  /** The vendor's session id. */
  sessionId?: string
  /** INFORMATIONAL when left out. */
  severity?: Severity
  /** Whether it used administrator rights. */
  isAdmin?: boolean
  /** Whether somebody acted in the name of the actor. */
  isImpersonated?: boolean
}
