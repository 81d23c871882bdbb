/** What the replay server hears of a request. */
export interface VendorRequest {
  method: string
  /** Vendor host asked for, such as `acme.okta.com`. */
  host: string
  path: string
  query: URLSearchParams
  headers: Record<string, string>
  body: string
}

/** What a vendor answers. */
export interface VendorAnswer {
  status: number
  headers?: Record<string, string | string[]>
  /** Sent as JSON; a string or bytes are sent as they are, with the content type that `headers` names. */
  body?: unknown
  /** Of an address that the vendor's description leaves out, such as its token endpoint: nothing to hold it against. */
  undescribed?: boolean
  /** Query parameters of the request that no description can name, such as the prompts of a customer's own report. All else is held against it. */
  ownQuery?: readonly string[]
  /** The path under which the vendor's description has what was asked, where it leaves out the version of the API that the request names. */
  describedAs?: string
  /** For a page of the log: whether it is the last one for now, so that nothing more follows without new rows. */
  last?: boolean
}

/** One account as the emulated vendor knows it, in our words; each vendor module shows it in its own form. */
export interface VendorAccount {
  id: string
  login: string
  email: string
  name: string
  status: 'ACTIVE' | 'SUSPENDED' | 'DEPROVISIONED'
  isAdmin: boolean
  mfa: boolean
  groups: string[]
}

/** An emulated vendor: one organisation at one vendor, with its log, accounts and settings. */
export interface Vendor {
  slug: string
  /** Hosts it answers under, such as `acme.okta.com`; `*.` as first label stands for any label. */
  hosts: string[]
  /** What an operator would enter to connect it. */
  authKind: string
  credentials: Record<string, string>
  config: Record<string, unknown>
  accounts: VendorAccount[]
  /** Security settings by name, in the vendor's form; what posture reads answer from. */
  settings: Record<string, unknown>
  /** Puts rows into the audit log, in the order in which the vendor stores them. Sorted by the vendor's time where its API sorts. */
  emit(rows: object[], partition?: string): void
  /** Rows in the log of one partition. */
  size(partition?: string): number
  /** Whether the request is meant for this organisation, where several share a host (api.github.com); every request when left out. */
  recognises?(request: VendorRequest): boolean
  answer(request: VendorRequest): VendorAnswer | Promise<VendorAnswer>
}

/** What to do to the next answers, for tests and chaos. */
export type Fault = (
  | { kind: 'status'; status: number; headers?: Record<string, string>; body?: unknown }
  | { kind: 'reset' }
  | { kind: 'truncate' }
  | { kind: 'delay'; ms: number }
  | { kind: 'hang' }
) & {
  /** The vendor does what it was asked for all the same, and only its answer is spoilt. */
  after?: boolean
  /** Which requests it is for; all when left out. */
  when?: (request: VendorRequest) => boolean
}
