import { defineCheck, settingIs } from '@casbah/sdk'

export const sharepointNoReshare = defineCheck({
  name: 'sharepoint-no-reshare',
  title: 'Guests cannot share on',
  description: 'A guest who shares on takes the decision who is let in out of the organisation’s hands.',
  severity: 'HIGH',
  category: 'sharing',
  points: 6,
  reads: ['sharepoint'],
  remediation:
    'In the SharePoint admin center open *Policies → Sharing → More external sharing settings* and take the tick from *Allow guests to share items they don’t own*.',
  frameworks: [
    { framework: 'CIS Microsoft 365', version: '7.0', requirement: '7.2.5' },
    { framework: 'CIS Controls', version: '8.1', requirement: '3.3' },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-21', derived: true },
  ],
  judge: settingIs('sharepoint.isResharingByExternalUsersEnabled', false, {
    say: value => `Guests ${value ? 'can' : 'cannot'} share on what is not theirs.`,
    unknown:
      'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
  }),
})
