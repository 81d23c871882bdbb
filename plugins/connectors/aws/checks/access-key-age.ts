import { daysOf, defineCheck } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { activeKeys, daysBefore, judgeDays, KEY_CHANGES, NO_KEYS, REPORT } from './report.ts'

export const accessKeyAge = defineCheck({
  name: 'access-key-age',
  title: 'Active access keys are at most 90 days old',
  description:
    'Access keys lie in files, pipelines and shell histories, and work from anywhere until somebody ends them. Changing them bounds how long a leaked one serves.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 6,
  reads: REPORT,
  parameters: daysOf(90, 'Days after which an access key is too old.'),
  touchedBy: KEY_CHANGES,
  remediation:
    'In *IAM → Users* create a second key for each user named here, move the program to it, then deactivate the old one. Better: give the program a role and no key.',
  remediationAction: 'deactivate-access-key',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  frameworks: cis3('1.14'),
  judge: judgeDays(
    report =>
      activeKeys(report).map(({ user, number, made }) => {
        const days = daysBefore(report, made)
        return { name: user, days, detail: `key ${number}${days === null ? ' of unknown age' : `, ${days} days old`}` }
      }),
    (failing, all, days) => `${failing} of ${all} active access keys are older than ${days} days.`,
    NO_KEYS,
  ),
})
