import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { judgeAge, nowIn } from './age.ts'
import { activeAccount } from './managed-account.ts'

export const idleAccounts = defineCheck({
  name: 'idle-accounts',
  title: 'Managed accounts were active within 90 days',
  description:
    'Nobody notices when the account of somebody who has left, or moved on, is used by another. It also keeps every right that its groups have, and its licences.',
  severity: 'MEDIUM',
  category: 'inactive',
  points: 5,
  reads: ['managedAccounts', 'serverInfo'],
  each: 'managedAccounts',
  parameters: daysOf(90, 'Days after which an account counts as idle.'),
  remediation:
    'In Atlassian Administration open *Directory → Managed accounts*, and deactivate each account named here.',
  remediationAction: 'deactivate-account',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judgeRow: (row, read, { days: most }) => {
    const one = activeAccount(row, nowIn(read))
    if (one?.days == null) return one && { ...one.named, passed: false, detail: 'never seen' }
    return judgeAge({ ...one.named, detail: `last seen ${one.days} days ago` }, one.days, most)
  },
  judge: judgeRows('managedAccounts', {
    say: (passing, all, { days }) =>
      `${all - passing} of ${all} active managed accounts were not seen for more than ${days} days.`,
    none: 'There is no active managed account.',
  }),
})
