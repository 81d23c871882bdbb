import { defineCheck } from '@casbah/sdk'
import { isOn } from '../values.ts'
import { accountsHaveNot } from './accounts-have-not.ts'

export const integrationsWithoutUi = defineCheck({
  name: 'integrations-without-ui',
  title: 'Integration system users cannot use Workday’s pages',
  description:
    'The password of an integration lies in scripts and other systems, without a second factor. Kept from the pages, a stolen one opens no more than its web services.',
  severity: 'HIGH',
  category: 'least-privilege',
  points: 7,
  remediation:
    'For each user named here choose *Security Profile → Edit Workday Account* from the related actions, and check *Do Not Allow UI Sessions*.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.3', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.2', derived: true },
  ],
  ...accountsHaveNot('Allow_UI_Sessions', {
    concerns: row => isOn(row.Integration_System_User),
    say: (allowed, all) => `${allowed} of ${all} integration system users may use Workday’s pages.`,
    none: 'The report “Casbah Accounts” shows no integration system user, not even Casbah’s own.',
  }),
})
