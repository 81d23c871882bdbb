import { daysOf, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { daysBefore, judgeDays, NO_PASSWORDS, PASSWORD_CHANGES, passwordUsers, REPORT } from './report.ts'

export const consoleUnused = defineCheck({
  name: 'console-unused',
  title: 'Console passwords are in use',
  description: 'A password that its owner has forgotten is not missed when somebody else signs in with it.',
  severity: 'MEDIUM',
  category: 'accounts',
  points: 5,
  reads: REPORT,
  parameters: daysOf(45, 'Days without a sign-in after which a password is idle.'),
  touchedBy: PASSWORD_CHANGES,
  remediation:
    'In *IAM → Users → Security credentials* of each user named here choose *Manage console access* and disable it.',
  remediationAction: 'delete-login-profile',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  frameworks: [...cis7('2.11'), ...stated({ 'CIS Controls': '5.3', 'NIST 800-53': 'AC-2(3)' })],
  judge: judgeDays(
    report =>
      passwordUsers(report).map(({ user = '', password_last_used: used, password_last_changed: set }) => {
        // One that was never used counts from when it was set.
        const days = daysBefore(report, used) ?? daysBefore(report, set)
        return { name: user, days, detail: `idle for ${days ?? 'unknown'} days` }
      }),
    (failing, all, days) => `${failing} of ${all} console passwords were not used for ${days} days.`,
    NO_PASSWORDS,
  ),
})
