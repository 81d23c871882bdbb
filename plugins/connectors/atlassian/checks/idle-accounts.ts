import { daysOf, defineCheck, derived, judgeRows } from '@casbah/sdk'
import { daysBetween, nowIn } from './age.ts'
import { managedAccount } from './shapes.ts'

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
    const one = managedAccount.parse(row)
    if (one.account_status !== 'active' || one.account_type === 'app') return null
    const named = { name: one.email || one.name || one.account_id, account: one.account_id }
    if (!one.last_active) return { ...named, passed: false, detail: 'never seen' }
    const days = daysBetween(one.last_active, nowIn(read))
    return Number.isNaN(days) ? 'UNCLEAR' : { ...named, passed: days <= most, detail: `last seen ${days} days ago` }
  },
  judge: judgeRows('managedAccounts', {
    say: (passing, all, { days }) =>
      `${all - passing} of ${all} active managed accounts were not seen for more than ${days} days.`,
    none: 'There is no active managed account.',
  }),
})
