import { defineCheck } from '@casbah/sdk'

export const appInstallation = defineCheck({
  name: 'app-installation',
  title: 'Users install no apps by themselves',
  description:
    'An app from the Marketplace reads what the person who let it in may read, and sends it to its maker. No public API tells who may install one.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: [],
  touchedBy: ['app_access_rule_updated', 'app_installed', 'App installed', 'Plugin installed'],
  remediation:
    'In Atlassian Administration open *Apps → site → Connected apps → Settings*, and turn off *Allow users to install apps*. Take *App requests* for what they need.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'CM-11', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.8', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.19', derived: true },
  ],
})
