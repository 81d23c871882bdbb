import { defineCheck, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z
  .array(z.looseObject({ type: z.string(), active: z.string(), range_start: z.string(), range_end: z.string() }))
  .min(1)

export const addressRules = defineCheck({
  name: 'address-rules',
  title: 'Only known addresses get in',
  description: 'With stolen credentials one can else sign in from anywhere.',
  severity: 'MEDIUM',
  category: 'network',
  points: 5,
  reads: ['addressRules'],
  remediation:
    'In *System Security → IP Address Access Control* allow the company’s ranges, Casbah’s address among them, then deny 0.0.0.0 to 255.255.255.255.',
  frameworks: [
    { framework: 'NIST 800-53', version: 'r5', requirement: 'SC-7', derived: true },
    { framework: 'SOC 2', requirement: 'CC6.6', derived: true },
    { framework: 'ISO 27001', version: '2022', requirement: 'A.8.20', derived: true },
  ],
  judge: judgeParsed(
    { addressRules: rows },
    'No address rule was listed: there is none, or Casbah’s user may not read ip_access.',
    ({ addressRules: all }) => {
      const active = all.filter(one => one.active === 'true')
      const allowed = active.filter(({ type }) => type.toLowerCase() === 'allow').length
      const denied = active.some(
        ({ type, range_start: start, range_end: end }) =>
          type.toLowerCase() === 'deny' && start === '0.0.0.0' && end === '255.255.255.255',
      )
      const message = `${allowed} ranges are allowed; ${denied ? 'all others are denied' : 'no rule denies all others'}.`
      return { status: denied && allowed > 0 ? 'PASS' : 'FAIL', message, values: { allowed, denied } }
    },
  ),
})
