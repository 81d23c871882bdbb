import type { ExportedFinding } from './exported-finding.ts'

const COLUMNS: [string, (finding: ExportedFinding) => unknown][] = [
  ['app', finding => finding.appName],
  ['connector', finding => finding.connector],
  ['control', finding => finding.control],
  ['title', finding => finding.title],
  ['category', finding => finding.category],
  ['severity', finding => finding.severity],
  ['status', finding => finding.status],
  ['message', finding => finding.message],
  ['failing', finding => finding.failing],
  ['evaluated', finding => finding.evaluated],
  ['failing_subjects', finding => finding.failingSubjects.map(({ name }) => name).join('; ')],
  ['points', finding => finding.points],
  ['max_points', finding => finding.maxPoints],
  ['first_seen_at', finding => finding.firstSeenAt],
  ['failing_since', finding => finding.failingSince],
  ['last_assessed_at', finding => finding.lastAssessedAt],
  ['frameworks', finding => finding.frameworks.map(each => `${each.framework} ${each.requirement}`).join('; ')],
  ['exception', finding => finding.exception?.kind],
  ['exception_reason', finding => finding.exception?.reason],
  ['exception_owner', finding => finding.exception?.owner],
  ['exception_expires_at', finding => finding.exception?.expiresAt],
  ['remediation', finding => finding.remediation],
  ['url', finding => finding.url],
  ['id', finding => finding.id],
]

/** First line of the table. */
export const CSV_HEADER = line(COLUMNS.map(([name]) => name))

/** One finding as a line of RFC 4180, its end included. */
export function csvLine(finding: ExportedFinding): string {
  return line(COLUMNS.map(([, valueOf]) => textOf(valueOf(finding))))
}

function line(cells: readonly string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function textOf(value: unknown): string {
  if (value == null) return ''
  return value instanceof Date ? value.toISOString() : String(value)
}

/** Quoted where needed. What a spreadsheet would take for a formula is led by an apostrophe, as it comes from vendors and their users. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
