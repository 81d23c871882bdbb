import { defineCheck, derived } from '@casbah/sdk'
import { accountsHaveNot } from './accounts-have-not.ts'

export const terminatedAccounts = defineCheck({
  name: 'terminated-accounts',
  title: 'Whoever has left has no account that is enabled',
  description:
    'Workday leaves the account of a terminated worker open for pay slips and tax forms if told so. Whoever takes it over reads what is kept of that person, and what their groups still open.',
  severity: 'HIGH',
  category: 'inactive',
  points: 8,
  remediation:
    'Search for each worker named here, and from the related actions of the account choose *Security Profile → Edit Workday Account*, *Account Disabled*.',
  remediationAction: 'suspend-account',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  ...accountsHaveNot('Worker_Terminated', {
    // Of accounts that are nobody's, such as those of integrations, the report says nothing there.
    concerns: row => row.Worker_Terminated != null,
    say: (left, all) => `${left} of ${all} accounts that are enabled belong to somebody who has left.`,
    none: 'The report “Casbah Accounts” says of no account whether its worker has left. Add the column Worker_Terminated.',
  }),
})
