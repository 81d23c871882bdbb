import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { flagsAre, judgeSetting } from './settings.ts'

export const driveDesktop = defineCheck({
  name: 'drive-desktop',
  title: 'Drive for desktop is off or for company devices alone',
  description: 'Drive for desktop copies files to the disk. On a private computer they stay when the person leaves.',
  severity: 'MEDIUM',
  category: 'device',
  points: 4,
  reads: ['policies'],
  touchedBy: ['admin.CHANGE_DOCS_SETTING'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Drive and Docs → Features and Applications → Drive for desktop*: turn it off, or allow it only on authorised devices.',
  frameworks: [...cis('3.1.2.2.2'), ...stated({ 'CISA SCuBA': 'GWS.DRIVEDOCS.5.1v1', 'CIS Controls': '4.8' })],
  judge: judgeSetting({
    setting: 'drive_and_docs.drive_for_desktop',
    fields: ['allowDriveForDesktop', 'restrictToAuthorizedDevices'],
    holds: value =>
      value.allowDriveForDesktop === false ||
      flagsAre(value, { allowDriveForDesktop: true, restrictToAuthorizedDevices: true }),
  }),
})
