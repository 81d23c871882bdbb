import { daysOf, defineCheck, derived, judgeParsed, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { daysBefore, NO_REPORT, REPORT, reported } from './report.ts'

const USES = ['password_last_used', 'access_key_1_last_used_date', 'access_key_2_last_used_date']

export const rootNotUsed = defineCheck({
  name: 'root-not-used',
  title: 'The root user is not used in daily work',
  description:
    'Nothing that root does can be limited, and nobody can be told apart behind it. It is for the few tasks that only root can do.',
  severity: 'HIGH',
  category: 'admin',
  points: 6,
  reads: REPORT,
  parameters: daysOf(90, 'Days for which the root user should have been idle.'),
  remediation:
    'Give whoever signed in as root a user or role of their own with the rights that they need, and lock the root password away.',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/root-user-best-practices.html',
  frameworks: [...cis7('2.7'), ...stated({ 'ISO 27001': 'A.5.15' }), ...derived({ 'NIST 800-53': 'AC-6(5)' })],
  judge: judgeParsed(reported, NO_REPORT, ({ credentialReport: report }, { days: least }: { days: number }) => {
    const root = report.lines.find(({ user }) => user === '<root_account>')
    if (root?.password_last_used === undefined)
      return { status: 'CANNOT_TELL', message: 'The credential report does not tell of the root user.' }
    const [days = null] = USES.flatMap(column => daysBefore(report, root[column]) ?? []).toSorted((a, b) => a - b)
    const message =
      days === null ? 'No use of the root user is known.' : `The root user was last used ${days} days ago.`
    return { status: days === null || days >= least ? 'PASS' : 'FAIL', message, values: { days } }
  }),
})
