import { defineCheck, derived } from '@casbah/sdk'

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
  frameworks: derived({ 'NIST 800-53': 'CM-11', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
})
