import { defineCheck, settingIs } from '@casbah/sdk'

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
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '7.2.3' },
    { framework: 'CISA SCuBA', requirement: 'MS.SHAREPOINT.1.1v1' },
    { framework: 'CIS Controls', version: '8.1', requirement: '3.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'IA-8' },
  ],
  judge: settingIs('sharepoint.sharingCapability', ['disabled', 'existingExternalUserSharingOnly'], {
    say: value => `Sharing outside is at ${value}.`,
    unknown:
      'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
    others: ['externalUserSharingOnly', 'externalUserAndGuestSharing'],
  }),
})
