import { defineCheck, judgeSubjects } from '@casbah/sdk'
import { activeKeys, judgeReport, REPORT } from './report.ts'

export const accessKeySingle = defineCheck({
  name: 'access-key-single',
  title: 'No user has two active access keys',
  description:
    'Two keys are for the hour of changing one for the other. A second one that stays is twice as much to lose, and where intruders put theirs.',
  severity: 'LOW',
  category: 'keys',
  points: 3,
  reads: REPORT,
  touchedBy: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey', 'iam:DeleteUser'],
  remediation:
    'In *IAM → Users → Security credentials* of each user named here deactivate the key that was used longer ago.',
  remediationAction: 'deactivate-access-key',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  frameworks: [
    { framework: 'CIS AWS Foundations', version: '3.0.0', requirement: '1.13' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(1)', derived: true },
  ],
  judge: judgeReport(report => {
    const counts = Map.groupBy(activeKeys(report), ({ user }) => user)
    const subjects = [...counts].map(([name, keys]) => ({ name, passed: keys.length < 2 }))
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} users with access keys have two active ones.`,
      none: 'There are no active access keys.',
    })
  }),
})
