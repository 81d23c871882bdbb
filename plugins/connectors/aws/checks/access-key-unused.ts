import { daysOf, defineCheck, stated } from '@casbah/sdk'
import { cis7 } from '../benchmark.ts'
import { activeKeys, daysBefore, judgeDays, KEY_CHANGES, NO_KEYS, REPORT } from './report.ts'

export const accessKeyUnused = defineCheck({
  name: 'access-key-unused',
  title: 'Active access keys are in use',
  description: 'A key that no program needs any more is missed by nobody when somebody else uses it.',
  severity: 'MEDIUM',
  category: 'keys',
  points: 5,
  reads: REPORT,
  parameters: daysOf(45, 'Days without use after which a key is idle.'),
  touchedBy: KEY_CHANGES,
  remediation:
    'In *IAM → Users → Security credentials* deactivate the keys named here, and delete them after some weeks.',
  remediationAction: 'deactivate-access-key',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  frameworks: [...cis7('2.11'), ...stated({ 'CIS Controls': '5.3', 'NIST 800-53': 'AC-2(3)' })],
  judge: judgeDays(
    report =>
      activeKeys(report).map(({ user, number, made, used }) => {
        // A key that was never used counts from when it was made.
        const days = daysBefore(report, used) ?? daysBefore(report, made)
        return { name: user, days, detail: `key ${number}, idle for ${days ?? 'unknown'} days` }
      }),
    (failing, all, days) => `${failing} of ${all} active access keys were not used for ${days} days.`,
    NO_KEYS,
  ),
})
