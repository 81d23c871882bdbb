import { defineCheck, stated } from '@casbah/sdk'
import { cis } from '../benchmark.ts'
import { isOneOf, judgeSetting } from './settings.ts'

export const groupsPrivate = defineCheck({
  name: 'groups-private',
  title: 'Groups are not open to outsiders',
  description: 'A group that outsiders can read or join is a mailbox of many people that anybody can look into.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Groups for Business → Sharing settings* and choose *Private* for access from outside.',
  frameworks: [...cis('3.1.6.1'), ...stated({ 'CISA SCuBA': 'GWS.GROUPS.1.1v1', 'CIS Controls': '3.3' })],
  judge: judgeSetting({
    setting: 'groups_for_business.groups_sharing',
    fields: ['collaborationCapability'],
    holds: value => isOneOf(value, 'collaborationCapability', ['DOMAIN_USERS_ONLY']),
  }),
})
