import { defineCheck, derived } from '@casbah/sdk'

export const allowedAddresses = defineCheck({
  name: 'allowed-addresses',
  title: 'The organisation is open to known addresses only',
  description:
    'Bound to the company’s addresses, stolen tokens and sessions are of no use elsewhere. It may be set for the enterprise, of which an organisation does not tell.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: [],
  remediation:
    'Open *Organization settings → Authentication security → IP allow list*, see that *Enable IP allow list* is ticked and the list is short.',
  frameworks: derived({ 'NIST 800-53': 'AC-3', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
})
