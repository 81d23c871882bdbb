import { defineCheck, derived } from '@casbah/sdk'
import { isAnyone, isAnyUser, type PermissionScheme } from '../permission-schemes.ts'
import { judgeGrants } from './permission-grants.ts'

/** What changes or destroys, rather than shows. */
const POWERS = new Set(['ADMINISTER_PROJECTS', 'DELETE_ALL_ISSUES', 'DELETE_ISSUES'])
const isOpen = (grant: PermissionScheme['permissions'][number]) =>
  POWERS.has(grant.permission) && (isAnyone(grant) || isAnyUser(grant))

export const jiraProjectAdministration = defineCheck({
  name: 'jira-project-administration',
  title: 'Not every user may administer Jira projects',
  description:
    'Who administers a project decides who sees it, and may delete it. Granted to any signed-in user, it is granted to every customer and guest of the site.',
  severity: 'HIGH',
  category: 'admin',
  points: 7,
  reads: ['permissionSchemes', 'siteRights'],
  remediation:
    'In Jira open *Settings → Work items → Permission schemes*, edit each scheme named here, and give *Administer projects* and *Delete work items* to a project role in place of *Any logged in user* or *Public*.',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.5.15' }),
  judge: judgeGrants(isOpen, 'let every user administer the project or delete its work items'),
})
