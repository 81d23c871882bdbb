import { defineCheck, stated } from '@casbah/sdk'
import { flagsAre, judgeSetting } from './settings.ts'

export const groupsExternalMembers = defineCheck({
  name: 'groups-external-members',
  title: 'Group owners cannot let outsiders in',
  description: 'An owner who may add outsiders gives them all that the group may open, without anybody else seeing it.',
  severity: 'MEDIUM',
  category: 'sharing',
  points: 4,
  reads: ['policies'],
  remediation:
    'In the admin console open *Apps → Google Workspace → Groups for Business → Sharing settings* and take the tick from *Group owners can allow external members*.',
  frameworks: stated({ 'CISA SCuBA': 'GWS.GROUPS.1.2v1', 'NIST 800-53': 'AC-6(10)' }),
  judge: judgeSetting({
    setting: 'groups_for_business.groups_sharing',
    fields: ['ownersCanAllowExternalMembers'],
    holds: value => flagsAre(value, { ownersCanAllowExternalMembers: false }),
  }),
})
