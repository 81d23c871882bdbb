import { defineCheck, derived, judgeRows } from '@casbah/sdk'
import { z } from 'zod'

const origin = z.looseObject({ name: z.string(), origin: z.string().min(1), status: z.string() })

export const trustedOrigins = defineCheck({
  name: 'trusted-origins',
  title: 'Trusted origins are exact and encrypted',
  description:
    'Pages of a trusted origin may call Okta with the session of whoever looks at them. One without encryption, or with a wildcard, trusts pages that nobody knows.',
  severity: 'MEDIUM',
  category: 'hardening',
  points: 5,
  reads: ['trustedOrigins'],
  each: 'trustedOrigins',
  emptyPasses: ['trustedOrigins'],
  remediation:
    'In the admin console open *Security → API → Trusted Origins* and write each origin out, with https and without a star.',
  frameworks: derived({ 'NIST 800-53': 'CM-7', 'SOC 2': 'CC6.8', 'ISO 27001': 'A.8.9' }),
  judgeRow: row => {
    const { name, origin: address, status } = origin.parse(row)
    if (status !== 'ACTIVE') return null
    return { name, passed: /^https:\/\/[^*]+$/.test(address), detail: address }
  },
  judge: judgeRows('trustedOrigins', {
    say: (passing, all) => `${passing} of ${all} trusted origins are exact and encrypted.`,
    none: { status: 'PASS', message: 'No origin is trusted.' },
  }),
})
