import { defineCheck, derived, judgeParsed, judgeSubjects } from '@casbah/sdk'
import { z } from 'zod'
import { administrator, isAnyone, permissionScheme } from '../permission-schemes.ts'

const schemes = z.array(permissionScheme).min(1)
const UNKNOWN = 'Jira did not list its permission schemes with their grants. See that the site account is a Jira admin.'

export const jiraNoPublicProjects = defineCheck({
  name: 'jira-no-public-projects',
  title: 'No Jira permission is granted to anyone',
  description:
    'A permission held by *Public* is one for everybody on the internet, search engines included. Projects that use the scheme lie open without anybody signing in.',
  severity: 'CRITICAL',
  category: 'public',
  points: 10,
  reads: ['permissionSchemes', 'siteRights'],
  remediation:
    'In Jira open *Settings → Work items → Permission schemes*, edit each scheme named here and remove *Public* from every permission; or give the project another scheme.',
  remediationAction: 'close-public-access',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.3' }),
  judge: judgeParsed({ permissionSchemes: schemes, siteRights: administrator }, UNKNOWN, ({ permissionSchemes }) => {
    const subjects = permissionSchemes.map(({ name, permissions }) => {
      const open = permissions.filter(isAnyone)
      const detail = open.length > 0 ? { detail: open.map(({ permission }) => permission).join(', ') } : {}
      return { name, passed: open.length === 0, ...detail }
    })
    return judgeSubjects(subjects, {
      say: (passing, all) => `${all - passing} of ${all} permission schemes grant something to anyone on the internet.`,
      none: { status: 'CANNOT_TELL', message: UNKNOWN },
    })
  }),
})
