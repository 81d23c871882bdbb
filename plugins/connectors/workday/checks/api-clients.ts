import { defineCheck, derived } from '@casbah/sdk'

/** No report of what API clients may do was found described, so people look. */
export const apiClients = defineCheck({
  name: 'api-clients',
  title: 'API clients may do what they need, and are known',
  description:
    'An API client with a refresh token that never ends reads and changes whatever its functional areas hold, for as long as nobody looks.',
  severity: 'MEDIUM',
  category: 'oauth',
  points: 5,
  reads: [],
  remediation:
    'Run *View API Clients* and look at both tabs: of each client, whether somebody still needs it and whether its *Scope* is no wider. Disable the others by *Edit API Client*.',
  frameworks: derived({ 'NIST 800-53': 'CM-7(5)', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.19' }),
})
