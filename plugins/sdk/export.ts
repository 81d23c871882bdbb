import type { Config } from './auth.ts'
import type { HttpRequest } from './request.ts'
import type { Span } from './stream.ts'
import type { RowFormat } from './page-style.ts'

/** Plain data from which a new process goes on. */
export type Resume = string | number | boolean | null | Resume[] | { [key: string]: Resume }

/** What `pages` gets. */
export interface ExportRequest extends Span {
  config: Config
  /** One of the stream's partitions; '' for a stream without. */
  partition: string
  /** The `resume` that was kept last; left out at the beginning. */
  resume?: Resume
}

/** What the vendor answered to a `request` step: the parsed body, null when empty. */
export interface ExportAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: unknown
}

/**
 * One step of an export.
 * - `request`: send it; the generator gets the answer. Statuses of `answers` are answers too, all others beyond 2xx are the host's to judge.
 * - `download`: send it and hand on the rows of its answer, however long, without passing through the generator. Each row is read by the stream's
 *   `row` and `toActivities`, with the fields of `extra` laid over it. `resume` is kept when all its rows are.
 * - `rows`: rows out of answers that the generator got. `resume` is kept with them.
 * - `wait`: go on after so many seconds, such as while a job runs.
 */
export type ExportStep =
  | { request: HttpRequest; answers?: number[] }
  | { download: HttpRequest; format: RowFormat; rows?: string; extra?: Record<string, unknown>; resume: Resume }
  | { rows: unknown[]; resume: Resume }
  | { wait: number }

/**
 * Reads what a list cannot: jobs that must be started and awaited, files that a list names. Must do the same again from the last `resume`; the host
 * may end it between any two steps and begin anew. Returning means caught up; the next poll begins with the last `resume`.
 */
export type Export = (ask: ExportRequest) => AsyncGenerator<ExportStep, void, ExportAnswer>
