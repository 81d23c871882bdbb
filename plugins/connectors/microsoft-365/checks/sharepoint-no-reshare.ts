import { defineCheck, derived, settingIs, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

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
  frameworks: [...cis('7.2.5'), ...stated({ 'CIS Controls': '3.3' }), ...derived({ 'NIST 800-53': ['AC-3', 'AC-21'] })],
  judge: settingIs('sharepoint.isResharingByExternalUsersEnabled', false, {
    say: value => `Guests ${value ? 'can' : 'cannot'} share on what is not theirs.`,
    unknown:
      'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
  }),
})
