import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { addresses } from './shapes.ts'

const EVERYTHING = new Set(['0.0.0.0/0', '*.*.*.*', '::/0', '0.0.0.0-255.255.255.255'])

const UNKNOWN = 'Zendesk did not say whether addresses are restricted.'

export const ipRestrictions = defineCheck({
  name: 'ip-restrictions',
  title: 'Team members work from known addresses only',
  description: 'Bound to the addresses of offices and VPN, a stolen password or API token is of no use anywhere else.',
  severity: 'HIGH',
  category: 'network',
  points: 7,
  reads: ['security'],
  remediation:
    'In Admin Center open *Account → Security → Advanced → IP restrictions*, turn them on and enter the ranges of your offices and your VPN, and the address of Casbah; customers may be let past.',
  url: 'https://developer.zendesk.com/api-reference/ticketing/account-configuration/security_settings/',
  frameworks: derived({ 'NIST 800-53': 'SC-7', 'SOC 2': 'CC6.6', 'ISO 27001': 'A.8.20' }),
  judge: judgeParsed({ security: addresses }, UNKNOWN, ({ security }) => {
    const { ip_restriction_enabled: restricted, ip_ranges: text } = security.security_settings.ip
    const ranges = (text ?? '').split(/\s+/).filter(Boolean)
    const open = ranges.filter(range => EVERYTHING.has(range))
    const values = { restricted, ranges: ranges.length }
    if (!restricted) return { status: 'FAIL', message: 'Addresses are not restricted.', values }
    if (ranges.length === 0) return { status: 'FAIL', message: 'Addresses are restricted to no range at all.', values }
    const message = `Addresses are restricted to ${ranges.length} ranges, ${open.length} of which hold every address.`
    return { status: open.length === 0 ? 'PASS' : 'FAIL', message, values }
  }),
})
