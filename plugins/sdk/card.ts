import type { z } from 'zod'
import type { AuthKind, Config } from './auth.ts'
import type { HttpRequest } from './request.ts'

/** A bucket of the host's limiter. */
export interface RateLimit {
  /** Unique in the card; streams and requests name it. */
  name: string
  /** Requests per window. */
  amount: number
  windowSeconds: number
  /** How many of them may go at once after a pause; only the others are then spaced evenly. For long windows, such as a day's quota. None when left out. */
  burst?: number
  /**
   * Which requests share it: path prefixes (below the base address; `{field}` as in `baseUrl`) or, for several hosts,
   * host prefixes; all when left out.
   */
  matches?: string[]
  /** Share the bucket by host too (AWS: one region one bucket). */
  perHost?: boolean
  /**
   * Response headers to learn from: requests allowed and left in the window, and its end, in epoch seconds or, with `resetIs: 'seconds'`, from now;
   * or one header `usage` that holds `used/allowed` somewhere in its text (Salesforce).
   */
  headers?: { limit: string; remaining: string; reset: string; resetIs?: 'epoch' | 'seconds' } | { usage: string }
  /** Share of the limit that is left to the vendor's other clients, 0 to 1; none when left out. */
  reserve?: number
}

/** A vendor's own way to say "too fast" other than 429. */
export interface ThrottleSign {
  status: number
  /** Text that the body then contains; any body when left out. */
  bodyIncludes?: string
  /** Header that must then be there with this value, such as `x-ratelimit-remaining: 0`. */
  header?: { name: string; value: string }
}

/** A right that the connector needs at the vendor. */
export interface VendorScope {
  /** Name that the vendor gives it. */
  scope: string
  /** Why it is needed. */
  reason: string
  /** What to do when it is missing, in the words of the vendor's console. */
  remedy?: string
  /** Rights that the vendor counts as including it, such as `admin:org` for `read:org`. */
  includedIn?: string[]
  /** A cheap request that is answered with this right and refused (403, 404) without, where nothing else tells. */
  probe?: (config: Config) => HttpRequest
}

/** A field of the configuration that the vendor tells where the operator leaves it out. */
export interface FoundField {
  /** The read that lists its values; a list of its own, asked for by the values that are known. */
  read: string
  /** Path of the value in each of its rows. */
  value: string
  /** Those that every customer has. They come first, and stand alone until the vendor has told. */
  always: string[]
}

/** Who the vendor is, how to reach it, sign in and stay within its limits. */
export interface Card {
  /** Short unique name, `[a-z0-9-]+`. */
  slug: string
  /** Display name of the app. */
  name: string
  /** Company behind the app. */
  vendor: string
  /** Configuration of one connected app, without credentials; each field described, for the form. */
  config: z.ZodObject
  /**
   * Optional fields of it, each a list of names (letters, digits and dashes), that the vendor tells where the operator leaves them out, such as the regions of an account. The host asks
   * before it reads and at least each hour, and lays what was told into the configuration that all functions get, so that hosts, partitions, reads and
   * actions follow. What the schema of the configuration refuses is not taken; in a host such a field is one label before at least two that are fixed. A partition that appears begins with its history, and one that vanishes
   * stands still where it was; while the vendor does not tell, what is known holds, and the streams say so.
   */
  found?: Record<string, FoundField>
  /** Base address; `{field}` stands for a field of the configuration. */
  baseUrl: string
  /**
   * Hosts that requests may go to; `{field}` as in `baseUrl`, and a field that holds a list stands for each of its values;
   * `*.` as first label stands for any labels.
   */
  hosts: string[]
  /** Headers sent with every request, credentials excepted. */
  headers?: Record<string, string>
  /** Ways to sign in, the preferred first. */
  auth: AuthKind[]
  limits: RateLimit[]
  /** Beside 429: what else means "too fast". */
  throttled?: ThrottleSign[]
  /** Beside 401: what else means that the credentials are not accepted (AWS answers 400 or 403 with a code in the body). */
  unauthorised?: ThrottleSign[]
  /** Beside 403: what else means that a right is missing (AWS answers 400 with a code in the body, OneLogin 401 with words). It wins over `unauthorised`. */
  forbidden?: ThrottleSign[]
  /** Beside statuses of failure: what else means that nothing was done (Slack answers 200 with `ok: false`). */
  failed?: ThrottleSign[]
  /**
   * Beside 404: what else means that what was asked about is not there, be it a thing, the one in whose name it was asked, or a place in a list, which is then
   * read anew (Dropbox answers 409 to a cursor that it forgot). It counts as 404.
   */
  gone?: ThrottleSign[]
  /** Rights needed to read; those of checks and actions are named there. */
  scopes: VendorScope[]
  /** Where the vendor lists the rights that it granted: a response header of the probe, or the `scope` of the token's answer. */
  grantedScopes?: { header: string; separator?: string } | 'token'
  /** A cheap request that succeeds when the credentials are good. */
  probe: (config: Config) => HttpRequest
}
