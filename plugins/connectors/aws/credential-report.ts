import { at } from '@casbah/sdk'

/** One line of the credential report, by column. */
export type ReportLine = Record<string, string>

/** A credential report as its checks need it. */
export interface CredentialReport {
  /** When it was made, epoch milliseconds: the "now" of the checks that judge ages. */
  madeAt: number
  lines: ReportLine[]
}

/**
 * The report out of IAM's answer, which holds CSV in base64; undefined when there is none (yet), and when AWS did not take the order for it: the report is
 * then of nobody knows when.
 */
export function readReport(order: unknown, answer: unknown): CredentialReport | undefined {
  const state = at(order, 'GenerateCredentialReportResponse.GenerateCredentialReportResult.State')
  if (typeof state !== 'string') return undefined
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

/** What the checks say when there is no report. */
export const NO_REPORT = {
  status: 'CANNOT_TELL',
  message: 'AWS has not finished the credential report. It does so within minutes; assess again then.',
} as const
