import { defineCheck, derived } from '@casbah/sdk'
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
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  ...accountsHaveNot('Allow_UI_Sessions', {
    concerns: row => isOn(row.Integration_System_User),
    say: (allowed, all) => `${allowed} of ${all} integration system users may use Workday’s pages.`,
    none: 'The report “Casbah Accounts” shows no integration system user, not even Casbah’s own.',
  }),
})
