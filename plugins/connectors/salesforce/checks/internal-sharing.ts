import { defineCheck, derived, settingsAre } from '@casbah/sdk'

export const internalSharing = defineCheck({
  name: 'internal-sharing',
  title: 'Records are private by default',
  description:
    'Where the default is public, every user reads the customers of all others, and so does whoever takes his account over.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 5,
  reads: ['organization'],
  remediation:
    'Open *Setup → Sharing Settings* and set the default internal access of accounts, cases, leads and opportunities to *Private*.',
  url: 'https://help.salesforce.com/s/articleView?id=sf.security_sharing_owd_about.htm&type=5',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1' }),
  judge: settingsAre(
    ['Account', 'Case', 'Lead', 'Opportunity'].map(name => ({
      name,
      path: `organization.0.Default${name}Access`,
      is: ['None', 'ControlledByParent'],
    })),
    {
      say: (passing, all) => `${passing} of ${all} objects are private by default.`,
      unknown: 'The sharing defaults could not be read.',
    },
  ),
})
