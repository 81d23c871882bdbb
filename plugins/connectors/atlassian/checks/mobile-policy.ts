import { defineCheck, derived } from '@casbah/sdk'

export const mobilePolicy = defineCheck({
  name: 'mobile-policy',
  title: 'A mobile app policy keeps broken devices out',
  description:
    'On a rooted phone, or one without a lock, whoever holds the phone reads Jira and Confluence. No public API tells the mobile policies.',
  severity: 'LOW',
  category: 'device',
  points: 3,
  reads: [],
  touchedBy: ['mobile_app_policy_*'],
  remediation:
    'In Atlassian Administration open *Security → Mobile app policy*, create one for your users that blocks devices that are rooted or jailbroken and demands a lock.',
  frameworks: derived({ 'NIST 800-53': 'AC-19', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.1' }),
})
