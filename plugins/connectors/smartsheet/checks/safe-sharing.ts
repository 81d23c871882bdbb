import { defineCheck, derived } from '@casbah/sdk'

/** The API says nothing of it, so people look. */
export const safeSharing = defineCheck({
  name: 'safe-sharing',
  title: 'Things may be shared with approved domains alone',
  description: 'Without the list everybody shares with whatever address they type.',
  severity: 'HIGH',
  category: 'sharing',
  points: 7,
  reads: [],
  touchedBy: ['POLICY_SAFE_SHARING-ADD_REQUEST_FORM'],
  remediation:
    'In *Admin Center → Governance Controls → Safe Sharing* switch it on and enter your domains and those of partners.',
  frameworks: derived({ 'NIST 800-53': ['AC-3', 'AC-21'], 'SOC 2': ['CC6.1', 'CC6.7'], 'ISO 27001': 'A.5.14' }),
})
