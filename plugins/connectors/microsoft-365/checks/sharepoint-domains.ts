import { defineCheck, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const shape = z.looseObject({
  sharingCapability: z.string(),
  sharingDomainRestrictionMode: z.string(),
  sharingAllowedDomainList: z.array(z.string()).nullish(),
})

export const sharepointDomains = defineCheck({
  name: 'sharepoint-domains',
  title: 'Files are shared with listed domains alone',
  description:
    'A list of partners keeps files from going to private mailboxes, and a slip of the keyboard from going to strangers.',
  severity: 'HIGH',
  category: 'sharing',
  points: 6,
  reads: ['sharepoint'],
  remediation:
    'In the SharePoint admin center open *Policies → Sharing → More external sharing settings*, tick *Limit external sharing by domain* and list the domains that are allowed.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '7.2.6' },
    { framework: 'CISA SCuBA', requirement: 'MS.SHAREPOINT.1.3v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '3.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-6(10)' },
  ],
  judge: judgeParsed(
    { sharepoint: shape },
    'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
    ({ sharepoint }) => {
      const { sharingCapability, sharingDomainRestrictionMode: mode, sharingAllowedDomainList: domains } = sharepoint
      if (sharingCapability === 'disabled') return { status: 'NOT_APPLICABLE', message: 'Nothing is shared outside.' }
      const count = domains?.length ?? 0
      const message = mode === 'allowList' ? `Files may go to ${count} domains.` : `Domains are restricted by: ${mode}.`
      return { status: mode === 'allowList' && count > 0 ? 'PASS' : 'FAIL', message, values: { mode, domains: count } }
    },
  ),
})
