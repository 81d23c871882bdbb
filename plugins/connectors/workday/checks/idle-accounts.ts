import { daysOf, defineCheck, derived, judgeIdle, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'
import { account } from '../account.ts'
import { isOn } from '../values.ts'
import { nameOf } from './accounts-have-not.ts'

const UNKNOWN =
  'The report “Casbah Accounts” does not say readably when people signed on last. Add the column Last_Sign_On.'

export const idleAccounts = defineCheck({
  name: 'idle-accounts',
  title: 'Accounts that are enabled have signed on within 90 days',
  description: 'Nobody misses an account that its owner has forgotten, and nobody sees when another uses it.',
  severity: 'MEDIUM',
  category: 'inactive',
  points: 4,
  reads: ['accounts'],
  parameters: daysOf(90, 'Days without a sign-on that are allowed.'),
  remediation: 'Ask whether each account named here is still needed; else disable it by *Edit Workday Account*.',
  remediationAction: 'suspend-account',
  frameworks: derived({ 'NIST 800-53': 'AC-2(3)', 'SOC 2': 'CC6.2', 'ISO 27001': 'A.5.18' }),
  judge: judgeParsed({ accounts: z.array(account).min(1) }, UNKNOWN, ({ accounts }, { days }) =>
    judgeIdle(
      accounts
        .filter(row => !isOn(row.Account_Disabled) && !isOn(row.Integration_System_User))
        .map(row => ({ ...nameOf(row), lastSeen: row.Last_Sign_On })),
      { days, who: 'accounts', unknown: UNKNOWN },
    ),
  ),
})
