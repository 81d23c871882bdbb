import { defineCheck, derived, settingIs } from '@casbah/sdk'
import { cis } from '../benchmark.ts'

export const sharepointLegacyOff = defineCheck({
  name: 'sharepoint-legacy-off',
  title: 'SharePoint takes modern sign-in alone',
  description: 'Older ways to sign in to SharePoint know the password alone, and no policy on access is asked.',
  severity: 'HIGH',
  category: 'mfa',
  points: 7,
  reads: ['sharepoint'],
  remediation:
    'In the SharePoint admin center open *Policies → Access control → Apps that don’t use modern authentication* and block access.',
  frameworks: [...cis('7.2.1'), ...derived({ 'NIST 800-53': ['IA-2(1)', 'IA-2(2)'] })],
  judge: settingIs('sharepoint.isLegacyAuthProtocolsEnabled', false, {
    say: value => `Older ways to sign in to SharePoint are ${value ? 'allowed' : 'blocked'}.`,
    unknown:
      'Microsoft did not tell the settings of SharePoint; the right SharePointTenantSettings.Read.All is needed.',
  }),
})
