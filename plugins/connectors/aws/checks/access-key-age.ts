import { daysOf, defineCheck, judgeSubjects } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { activeKeys, daysBefore, judgeReport, REPORT } from './report.ts'

const DAYS = 90

export const accessKeyAge = defineCheck({
  name: 'access-key-age',
  title: `Active access keys are at most ${DAYS} days old`,
  description:
    'Access keys lie in files, pipelines and shell histories, and work from anywhere until somebody ends them. Changing them bounds how long a leaked one serves.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 6,
  reads: REPORT,
  parameters: daysOf(DAYS, 'Days after which an access key is too old.'),
  touchedBy: ['iam:CreateAccessKey', 'iam:UpdateAccessKey', 'iam:DeleteAccessKey', 'iam:DeleteUser'],
  remediation:
    'In *IAM → Users* create a second key for each user named here, move the program to it, then deactivate the old one. Better: give the program a role and no key.',
  remediationAction: 'deactivate-access-key',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  frameworks: cis3('1.14'),
  judge: judgeReport((report, { days: most }: { days: number }) => {
    const subjects = activeKeys(report).map(({ user, number, made }) => {
      const days = daysBefore(report, made)
      const detail = days === null ? `key ${number} of unknown age` : `key ${number}, ${days} days old`
      return { name: user, passed: days !== null && days <= most, detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} active access keys are older than ${most} days.`,
      none: 'There are no active access keys.',
    })
  }),
})
