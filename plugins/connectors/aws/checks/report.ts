import type { Judgement } from '@casbah/sdk'
import { NO_REPORT, readReport, type CredentialReport } from '../credential-report.ts'

const DAY_MS = 86_400_000

/** What every check of the credential report reads. */
export const REPORT = ['credentialReportOrder', 'credentialReport']

/** Judges by the credential report; without one nobody can tell. */
export const judgeReport =
  <P>(judge: (report: CredentialReport, parameters: P) => Judgement) =>
  (read: Record<string, unknown>, parameters: P): Judgement => {
    const report = readReport(read.credentialReportOrder, read.credentialReport)
    return report ? judge(report, parameters) : NO_REPORT
  }

/** Whole days before the report was made; null for what is no time: never, not known, not kept. */
export function daysBefore({ madeAt }: CredentialReport, time: string | undefined): number | null {
  const then = Date.parse(time ?? '')
  return Number.isNaN(then) ? null : Math.floor((madeAt - then) / DAY_MS)
}

/** Access keys that are active, with what the report's columns say of each. */
export const activeKeys = ({ lines }: CredentialReport) =>
  lines.flatMap(line =>
    ['1', '2']
      .filter(number => line[`access_key_${number}_active`] === 'true')
      .map(number => ({
        user: line.user ?? '',
        number,
        made: line[`access_key_${number}_last_rotated`],
        used: line[`access_key_${number}_last_used_date`],
      })),
  )
