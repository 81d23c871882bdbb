import { defineCheck } from '@casbah/sdk'

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'AC-3', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
})
