import { defineCheck, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const sharepointExternalSharing = defineCheck({
  name: 'sharepoint-external-sharing',
  title: 'Files are shared with known guests alone',
  description: 'With links for anyone, whoever gets hold of one opens the file, and nobody knows who did.',
  severity: 'HIGH',
  category: 'sharing',
  points: 7,
  reads: ['sharepoint'],
  remediation:
    'In the SharePoint admin center open *Policies → Sharing* and set both sliders to *Existing guests* or *Only people in your organization*.',
  frameworks: [
    ...cis('7.2.3'),
    ...stated({ 'CISA SCuBA': 'MS.SHAREPOINT.1.1v1', 'CIS Controls': '3.3', 'NIST 800-53': ['AC-3', 'IA-8'] }),
  ],
  judge: settingIs('sharepoint.sharingCapability', ['disabled', 'existingExternalUserSharingOnly'], {
    say: value => `Sharing outside is at ${value}.`,
    unknown:
      'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
    others: ['externalUserSharingOnly', 'externalUserAndGuestSharing'],
  }),
})
