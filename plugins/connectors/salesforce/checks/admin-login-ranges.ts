import { defineCheck, derived } from '@casbah/sdk'

/** Only the SOAP Metadata API tells it, which wants the session in the message. */
export const adminLoginRanges = defineCheck({
  name: 'admin-login-ranges',
  title: 'Administrators sign in from known networks alone',
  description: 'A stolen password of an administrator is worth little where nobody can use it from elsewhere.',
  severity: 'MEDIUM',
  category: 'ip',
  points: 5,
  reads: [],
  touchedBy: ['loginIpRange'],
  remediation:
    'Open *Setup → Profiles → System Administrator → Login IP Ranges* and add the company’s networks; in *Session Settings* turn on *Enforce login IP ranges on every request*.',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6' }),
})
