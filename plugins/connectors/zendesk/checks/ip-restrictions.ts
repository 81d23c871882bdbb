import { defineCheck, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const EVERYTHING = new Set(['0.0.0.0/0', '*.*.*.*', '::/0', '0.0.0.0-255.255.255.255'])
const ip = z.looseObject({ ip_restriction_enabled: z.boolean(), ip_ranges: z.string().nullish() })
const settings = z.object({ security_settings: z.object({ ip }) })

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
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judge: judgeParsed(
    { security: settings },
    'Zendesk did not say whether addresses are restricted.',
    ({ security }) => {
      const { ip_restriction_enabled: restricted, ip_ranges: text } = security.security_settings.ip
      const ranges = (text ?? '').split(/\s+/).filter(Boolean)
      const open = ranges.filter(range => EVERYTHING.has(range))
      const values = { restricted, ranges: ranges.length }
      if (!restricted) return { status: 'FAIL', message: 'Addresses are not restricted.', values }
      if (ranges.length === 0)
        return { status: 'FAIL', message: 'Addresses are restricted to no range at all.', values }
      const message = `Addresses are restricted to ${ranges.length} ranges, ${open.length} of which hold every address.`
      return { status: open.length === 0 ? 'PASS' : 'FAIL', message, values }
    },
  ),
})
