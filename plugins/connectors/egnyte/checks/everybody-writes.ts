import { defineCheck, derived } from '@casbah/sdk'
import { judgeFolders } from './folders.ts'

const EVERYBODY = /^all (users|power users|standard users)$/i

export const everybodyWrites = defineCheck({
  name: 'everybody-writes',
  title: 'No top folder is everybody’s to change and share',
  description: 'With Full or Owner each user, and each thief of one account, may delete and share all that is in it.',
  severity: 'MEDIUM',
  category: 'least-privilege',
  points: 6,
  reads: ['folders', 'folderPermissions'],
  remediation:
    'Open each folder named here, *Share → Folder Permissions*, and leave the group of all users *Viewer* or *Editor*.',
  remediationAction: 'remove-folder-permission',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': ['A.5.15', 'A.8.2'] }),
  judge: judgeFolders(
    {},
    ({ groupPerms }) =>
      Object.entries(groupPerms).flatMap(([name, level]) =>
        EVERYBODY.test(name) && /^(Full|Owner)$/.test(level) ? [`${name}: ${level}`] : [],
      ),
    (passing, all) => `In ${all - passing} of ${all} top folders a group of all users has Full or Owner.`,
  ),
})
