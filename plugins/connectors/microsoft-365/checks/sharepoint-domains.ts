import { defineCheck, judgeParsed, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { sharingDomains, NO_SHAREPOINT } from './shapes.ts'

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
    ...cis('7.2.6'),
    ...stated({ 'CISA SCuBA': 'MS.SHAREPOINT.1.3v1', 'CIS Controls': '3.3', 'NIST 800-53': ['AC-3', 'AC-6(10)'] }),
  ],
  judge: judgeParsed({ sharepoint: sharingDomains }, NO_SHAREPOINT, ({ sharepoint }) => {
    const { sharingCapability, sharingDomainRestrictionMode: mode, sharingAllowedDomainList: domains } = sharepoint
    if (sharingCapability === 'disabled') return { status: 'NOT_APPLICABLE', message: 'Nothing is shared outside.' }
    const count = domains?.length ?? 0
    const message = mode === 'allowList' ? `Files may go to ${count} domains.` : `Domains are restricted by: ${mode}.`
    return { status: mode === 'allowList' && count > 0 ? 'PASS' : 'FAIL', message, values: { mode, domains: count } }
  }),
})
