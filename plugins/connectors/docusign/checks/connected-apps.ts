import { defineCheck, derived } from '@casbah/sdk'

export const connectedApps = defineCheck({
  name: 'connected-apps',
  title: 'Apps that people consented to were looked at',
  description: 'DocuSign’s API lists neither the apps that were let in nor what they may do: somebody has to look.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: [],
  remediation:
    'In *DocuSign Admin → Connected Apps* look at each app and its scopes, and revoke what nobody needs; people revoke their own under *My Profile → Connected Apps*.',
  frameworks: derived({ 'NIST 800-53': ['CM-7(5)', 'CM-11'], 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
})
