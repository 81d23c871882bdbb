import { daysOf, defineCheck, judgeSubjects, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { daysBefore, judgeReport, REPORT } from './report.ts'

export const consoleUnused = defineCheck({
  name: 'console-unused',
  title: 'Console passwords are in use',
  description: 'A password that its owner has forgotten is not missed when somebody else signs in with it.',
  severity: 'MEDIUM',
  category: 'accounts',
  points: 5,
  reads: REPORT,
  parameters: daysOf(45, 'Days without a sign-in after which a password is idle.'),
  touchedBy: ['iam:CreateLoginProfile', 'iam:DeleteLoginProfile', 'iam:DeleteUser'],
  remediation:
    'In *IAM → Users → Security credentials* of each user named here choose *Manage console access* and disable it.',
  remediationAction: 'delete-login-profile',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_finding-unused.html',
  frameworks: [...cis7('2.11'), ...stated({ 'CIS Controls': '5.3', 'NIST 800-53': 'AC-2(3)' })],
  judge: judgeReport((report, { days: most }: { days: number }) => {
    const subjects = report.lines
      .filter(line => line.password_enabled === 'true')
      .map(line => {
        // One that was never used counts from when it was set.
        const days = daysBefore(report, line.password_last_used) ?? daysBefore(report, line.password_last_changed)
        return {
          name: line.user ?? '',
          passed: days !== null && days <= most,
          detail: `idle for ${days ?? 'unknown'} days`,
        }
      })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} console passwords were not used for ${most} days.`,
      none: { status: 'PASS', message: 'No user has a console password.' },
    })
  }),
})
