import { judgeListed, type Judged, type Judgement, type ListedWords } from '@casbah/sdk'
import { z } from 'zod'
import { isOrdered, readReport, type CredentialReport } from '../credential-report.ts'

const DAY_MS = 86_400_000

/** What every check of the credential report reads, by its shape. Of an answer to no order it is not known of when it is. */
export const reported = {
  credentialReportOrder: z.unknown().refine(isOrdered),
  credentialReport: z
    .unknown()
    .transform(readReport)
    .pipe(z.custom<CredentialReport>(report => report !== undefined)),
}
export const REPORT = Object.keys(reported)

/** What the checks say when there is no report. */
export const NO_REPORT = 'AWS has not finished the credential report. It does so within minutes; assess again then.'

/** Judges a list out of the credential report; without one nobody can tell. */
export const judgeReport = <P>(
  list: (report: CredentialReport, parameters: P) => Judged[],
  words: ListedWords<P>,
): ((read: Record<string, unknown>, parameters: P) => Judgement) =>
  judgeListed(reported, NO_REPORT, ({ credentialReport }, parameters) => list(credentialReport, parameters), words)

/** The same of what may be so many days old or idle, as the check's `days` say; what nobody knows the days of does not pass. */
export const judgeDays = (
  list: (report: CredentialReport) => { name: string; detail: string; days: number | null }[],
  say: (failing: number, all: number, days: number) => string,
  none: ListedWords<unknown>['none'],
) =>
  judgeReport(
    (report, { days: most }: { days: number }) =>
      list(report).map(({ days, ...one }) => ({ ...one, passed: days !== null && days <= most })),
    { say: (passing, all, { days }) => say(all - passing, all, days), none },
  )

/** Whole days before the report was made; null for what is no time: never, not known, not kept. */
export function daysBefore({ madeAt }: CredentialReport, time: string | undefined): number | null {
  const then = Date.parse(time ?? '')
  return Number.isNaN(then) ? null : Math.floor((madeAt - then) / DAY_MS)
}

/** Users who have a console password. */
export const passwordUsers = ({ lines }: CredentialReport) => lines.filter(line => line.password_enabled === 'true')

/** What changes whether a user has a console password. */
export const PASSWORD_CHANGES = ['iam:CreateLoginProfile', 'iam:DeleteLoginProfile', 'iam:DeleteUser']

/** When nobody has a console password, nobody's is in danger. */
export const NO_PASSWORDS = { status: 'PASS', message: 'No user has a console password.' } as const

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

/** What changes which access keys are active. */
export const KEY_CHANGES = ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey', 'iam:DeleteUser']

export const NO_KEYS = 'There are no active access keys.'
