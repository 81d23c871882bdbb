import type { z } from 'zod'
import type { Config } from './auth.ts'
import type { HttpRequest } from './request.ts'
import type { Severity } from './activity.ts'
import type { PageStyle, Place, RowFormat } from './page-style.ts'

/** One requirement of one framework. */
export interface FrameworkRef {
  framework: string
  version?: string
  requirement: string
  /** Derived from the category instead of stated by a source. */
  derived?: boolean
}

/** What a read's `request` gets beside the configuration. */
export interface ReadRequest extends Place {
  /** For a read with `each`: the row that this request is about. */
  parent?: unknown
}

/** A setting to read: fetched once per assessment, whichever checks name it. */
export interface ReadSpec {
  /**
   * Read once for each row of that read, which must be a list. The check then gets `[{ parent, value }]`, `value` being what a read without `each`
   * would give.
   */
  each?: string
  request: (config: Config, ask: ReadRequest) => HttpRequest
  /** When it is a list: where its rows lie (as a stream's `rows`) and how it goes on; the check then gets all rows. */
  rows?: string
  format?: RowFormat
  page?: PageStyle
  /** Right that it needs at the vendor. */
  scope: string
  /**
   * Vendor actions whose success may change what it answers, as the vocabulary has them; a trailing `*` stands for any ending. They touch every check that
   * reads it, besides those that the check names itself.
   */
  touchedBy?: string[]
  /** Statuses that are an answer rather than a failure, given to the check as `{status, body}` under the read's name (S3: 404 means "not set"). */
  answers?: number[]
}

/** One thing that a check judged. */
export interface SubjectDraft {
  /** Its name, such as a user's login or a policy's name. */
  name: string
  passed: boolean
  /** What was seen there. */
  detail?: string
  /** `externalId` of the account, when it is one. */
  account?: string
  /** `externalId` of the resource, when it is one. */
  resource?: string
}

/** What a check found by what it read. Nothing unknown ever passes: when the data does not tell, say CANNOT_TELL. */
export interface Judgement {
  status: 'PASS' | 'FAIL' | 'PARTIAL' | 'CANNOT_TELL' | 'NOT_APPLICABLE'
  /** One sentence with the numbers. */
  message: string
  subjects?: SubjectDraft[]
  /** The values judged by, small and without secrets. */
  values?: Record<string, unknown>
}

/** One posture control: metadata and one pure function. */
export interface Check<P extends z.ZodObject = z.ZodObject> {
  /** Unique in the connector. */
  name: string
  /** What should be so, in one line. */
  title: string
  /** Why it matters. */
  description: string
  severity: Severity
  /** Such as `mfa`, `password`, `session`, `admin`, `sso`, `public`, `oauth`, `logging`, `keys`. */
  category: string
  /** 0 to 10. */
  points: number
  /** Names of the connector's `reads`; none where no API of the vendor answers: then people look, and `judge` is left out. */
  reads: string[]
  /**
   * Lists among them that may be empty and the check still pass, because the vendor is known to answer so when there is nothing to find. An empty list
   * else tells nothing: it may be all that the credentials may see.
   */
  emptyPasses?: string[]
  /**
   * Vendor actions whose success may change what it reads, beside those that its reads name; a trailing `*` stands for any ending. When one is seen, the check is
   * made again within a minute, and a finding that changed names it. Left out where the vendor logs no such change.
   */
  touchedBy?: string[]
  /** How to fix a failure in the vendor's console, as Markdown. */
  remediation: string
  /** Name of the connector's action that fixes a failure. */
  remediationAction?: string
  /** The vendor's page on the setting. */
  url?: string
  frameworks?: FrameworkRef[]
  /**
   * Thresholds and allowed values that a tenant may set, every one with a default and a description. `judge` and `judgeRow` get those in force.
   */
  parameters?: P
  /**
   * One of `reads`, a list without `each` of its own, that is judged row by row: for what may be long. Its rows are then never held all at once, and
   * `judge` gets a `RowTally` in their place.
   */
  each?: string
  /**
   * With `each`: judges one row by itself, which it must not change. Null where the row does not concern the check; 'UNCLEAR' where it cannot be read, as
   * is a row that this throws on. Gets the check's other reads, which had better be small: they go with every page.
   */
  judgeRow?: (row: unknown, read: Record<string, unknown>, parameters: z.output<P>) => SubjectDraft | null | 'UNCLEAR'
  /**
   * Gets what each read answered: the parsed body, or all rows of a list. Left out where nothing is read. With `each`, what does not pass is told as the
   * check's subjects unless it names others.
   */
  judge?: (read: Record<string, unknown>, parameters: z.output<P>) => Judgement
}

/** Types what `judge` gets by `parameters`, and gives one place to find every check. */
export function defineCheck<P extends z.ZodObject>(check: Check<P>): Check {
  return check as unknown as Check
}
