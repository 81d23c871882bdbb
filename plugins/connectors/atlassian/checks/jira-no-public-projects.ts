import { defineCheck, derived } from '@casbah/sdk'
import { isAnyone } from '../permission-schemes.ts'
import { judgeGrants } from './permission-grants.ts'

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
  judge: judgeGrants(isAnyone, 'grant something to anyone on the internet'),
})
