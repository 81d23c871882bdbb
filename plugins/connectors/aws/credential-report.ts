import { at } from '@casbah/sdk'

/** One line of the credential report, by column. */
export type ReportLine = Record<string, string>

/** A credential report as its checks need it. */
export interface CredentialReport {
  /** When it was made, epoch milliseconds: the "now" of the checks that judge ages. */
  madeAt: number
  lines: ReportLine[]
}

/** Whether AWS took the order for a report: one that is read without is of nobody knows when. */
export const isOrdered = (order: unknown): boolean =>
  typeof at(order, 'GenerateCredentialReportResponse.GenerateCredentialReportResult.State') === 'string'

/** The report out of IAM's answer, which holds CSV in base64; undefined when there is none (yet). */
export function readReport(answer: unknown): CredentialReport | undefined {
  const result = at(answer, 'GetCredentialReportResponse.GetCredentialReportResult')
  const content = at(result, 'Content')
  const madeAt = Date.parse(String(at(result, 'GeneratedTime')))
  if (typeof content !== 'string' || Number.isNaN(madeAt)) return undefined
  const bytes = Uint8Array.from(atob(content), letter => letter.charCodeAt(0))
  const [header, ...lines] = new TextDecoder().decode(bytes).trim().split('\n')
  // The root user is in every report.
  if (lines.length === 0) return undefined
  const columns = header?.split(',') ?? []
  return {
    madeAt,
    // No column can hold a comma or a quote, so none is quoted.
    lines: lines.map(line => Object.fromEntries(line.split(',').map((cell, index) => [columns[index] ?? '', cell]))),
  }
}
