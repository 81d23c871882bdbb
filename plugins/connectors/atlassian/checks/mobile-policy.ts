import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-19', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.1', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.1', derived: true },
  ],
})
