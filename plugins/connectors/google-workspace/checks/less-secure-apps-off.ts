import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const lessSecureAppsOff = defineCheck({
  name: 'less-secure-apps-off',
  title: 'Less secure apps are off',
  description:
    'Apps that sign in with the password alone go round the second step: whoever has the password has the mailbox.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['policies'],
  touchedBy: ['admin.WEAK_PROGRAMMATIC_LOGIN_SETTINGS_CHANGED'],
  remediation:
    'In the admin console open *Security → Access and data control → Less secure apps* and choose *Disable access to less secure apps*.',
  frameworks: [...cis('4.2.6.1'), ...stated({ 'CISA SCuBA': 'GWS.COMMONCONTROLS.10.5v1', 'CIS Controls': '4.8' })],
  judge: judgeSetting({
    setting: 'security.less_secure_apps',
    fields: ['allowLessSecureApps'],
    holds: value => flagsAre(value, { allowLessSecureApps: false }),
  }),
})
