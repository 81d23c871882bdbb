import { defineCheck, judgeTally } from '@casbah/sdk'
import { isOff, isOn } from '../values.ts'
import { enabledAccount, nameOf, NONE } from './enabled-account.ts'

export const terminatedAccounts = defineCheck({
  name: 'terminated-accounts',
  title: 'Whoever has left has no account that is enabled',
  description:
    'Workday leaves the account of a terminated worker open for pay slips and tax forms if told so. Whoever takes it over reads what is kept of that person, and what their groups still open.',
  severity: 'HIGH',
  category: 'inactive',
  points: 8,
  reads: ['accounts'],
  each: 'accounts',
  remediation:
    'Search for each worker named here, and from the related actions of the account choose *Security Profile → Edit Workday Account*, *Account Disabled*.',
  remediationAction: 'suspend-account',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-2(3)', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.2', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.5.18', derived: true },
  ],
  judgeRow: row => {
    const read = enabledAccount(row)
    // Of accounts that are nobody's, such as those of integrations, the report says nothing there.
    if (!read || read.Worker_Terminated == null) return null
    if (!isOn(read.Worker_Terminated) && !isOff(read.Worker_Terminated)) return 'UNCLEAR'
    return { ...nameOf(read), passed: !isOn(read.Worker_Terminated) }
  },
  judge: ({ accounts }) =>
    judgeTally(accounts, {
      say: (passing, all) => `${all - passing} of ${all} accounts that are enabled belong to somebody who has left.`,
      none: {
        ...NONE,
        message:
          'The report “Casbah Accounts” says of no account whether its worker has left. Add the column Worker_Terminated.',
      },
    }),
})
