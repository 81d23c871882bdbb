import { defineCheck, judgeTally } from '@casbah/sdk'
import { isOff, isOn } from '../values.ts'
import { enabledAccount, nameOf, NONE } from './enabled-account.ts'

export const integrationsWithoutUi = defineCheck({
  name: 'integrations-without-ui',
  title: 'Integration system users cannot use Workday’s pages',
  description:
    'The password of an integration lies in scripts and other systems, without a second factor. Kept from the pages, a stolen one opens no more than its web services.',
  severity: 'HIGH',
  category: 'least-privilege',
  points: 7,
  reads: ['accounts'],
  each: 'accounts',
  remediation:
    'For each user named here choose *Security Profile → Edit Workday Account* from the related actions, and check *Do Not Allow UI Sessions*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  judgeRow: row => {
    const read = enabledAccount(row)
    if (!read || !isOn(read.Integration_System_User)) return null
    if (!isOn(read.Allow_UI_Sessions) && !isOff(read.Allow_UI_Sessions)) return 'UNCLEAR'
    return { ...nameOf(read), passed: isOff(read.Allow_UI_Sessions) }
  },
  judge: ({ accounts }) =>
    judgeTally(accounts, {
      say: (passing, all) => `${all - passing} of ${all} integration system users may use Workday’s pages.`,
      none: {
        ...NONE,
        message: 'The report “Casbah Accounts” shows no integration system user, not even Casbah’s own.',
      },
    }),
})
