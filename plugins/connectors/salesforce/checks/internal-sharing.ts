import { defineCheck, settingsAre } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
  ],
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
