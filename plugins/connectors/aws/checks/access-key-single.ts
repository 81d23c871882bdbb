import { defineCheck, derived } from '@casbah/sdk'
import { cis3 } from '../benchmark.ts'
import { activeKeys, judgeReport, KEY_CHANGES, NO_KEYS, REPORT } from './report.ts'

export const accessKeySingle = defineCheck({
  name: 'access-key-single',
  title: 'No user has two active access keys',
  description:
    'Two keys are for the hour of changing one for the other. A second one that stays is twice as much to lose, and where intruders put theirs.',
  severity: 'LOW',
  category: 'keys',
  points: 3,
  reads: REPORT,
  touchedBy: KEY_CHANGES,
  remediation:
    'In *IAM → Users → Security credentials* of each user named here deactivate the key that was used longer ago.',
  remediationAction: 'deactivate-access-key',
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html',
  frameworks: [...cis3('1.13'), ...derived({ 'NIST 800-53': 'AC-2(1)' })],
  judge: judgeReport(
    report => {
      const counts = Map.groupBy(activeKeys(report), ({ user }) => user)
      return [...counts].map(([name, keys]) => ({ name, passed: keys.length < 2 }))
    },
    { say: (good, all) => `${all - good} of ${all} users with access keys have two active ones.`, none: NO_KEYS },
  ),
})
