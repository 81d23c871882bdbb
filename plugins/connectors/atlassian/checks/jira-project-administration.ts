import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { administrator, isAnyone, isAnyUser, permissionScheme, type PermissionScheme } from '../permission-schemes.ts'

const schemes = z.array(permissionScheme).min(1)
const UNKNOWN = 'Jira did not list its permission schemes with their grants. See that the site account is a Jira admin.'
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
  judge: judgeParsed({ permissionSchemes: schemes, siteRights: administrator }, UNKNOWN, ({ permissionSchemes }) => {
    const subjects = permissionSchemes.map(({ name, permissions }) => {
      const open = permissions.filter(isOpen)
      const detail = open.length > 0 ? { detail: open.map(({ permission }) => permission).join(', ') } : {}
      return { name, passed: open.length === 0, ...detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) =>
        `${all - passing} of ${all} permission schemes let every user administer the project or delete its work items.`,
      none: { status: 'CANNOT_TELL', message: UNKNOWN },
    })
  }),
})
