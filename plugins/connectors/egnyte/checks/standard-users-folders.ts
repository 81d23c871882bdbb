import { defineCheck, derived } from '@casbah/sdk'
import { z } from 'zod'
import { judgeFolders } from './folders.ts'
import { user } from './shapes.ts'

export const standardUsersFolders = defineCheck({
  name: 'standard-users-folders',
  title: 'Standard users are in folders for them alone',
  description: 'Standard users are mostly from outside: partners, clients. A top folder holds more than is theirs.',
  severity: 'MEDIUM',
  category: 'guest',
  points: 5,
  reads: ['users', 'folders', 'folderPermissions'],
  parameters: z.object({ allowed: z.array(z.string()).default([]).describe('Paths of folders that are for them.') }),
  remediation:
    'Open each folder named here, *Share → Folder Permissions*, and remove the users; give them a folder of their own.',
  remediationAction: 'remove-folder-permission',
  frameworks: derived({ 'NIST 800-53': ['AC-2', 'AC-3'], 'SOC 2': ['CC6.1', 'CC6.2'], 'ISO 27001': 'A.5.15' }),
  judge: judgeFolders(
    { users: z.array(user).min(1) },
    ({ path, userPerms }, { users }, { allowed }: { allowed: string[] }) =>
      users.flatMap(({ userType, is: { name } }) =>
        userType === 'standard' && !allowed.includes(path) && (userPerms[name] ?? 'None') !== 'None' ? [name] : [],
      ),
    (passing, all) => `${all - passing} of ${all} top folders let in standard users.`,
  ),
})
