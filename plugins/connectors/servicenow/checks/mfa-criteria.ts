import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { z } from 'zod'

const rows = z.array(z.looseObject({ name: z.string(), active: z.string() })).min(1)

export const mfaCriteria = defineCheck({
  name: 'mfa-criteria',
  title: 'A rule asks for the second factor',
  description: 'Multi-factor authentication that is on asks nobody unless a criterion says whom, by role or by user.',
  severity: 'HIGH',
  category: 'mfa',
  points: 8,
  reads: ['mfaCriteria'],
  remediation:
    'In *Multi-factor Authentication → Multi-factor Criteria* set *Role based multi-factor authentication* to active, and give the roles `admin` and `security_admin` the second factor.',
  frameworks: derived({ 'NIST 800-53': 'IA-2(1)', 'SOC 2': 'CC6.1', 'ISO 27001': 'A.8.5' }),
  judge: judgeParsed(
    { mfaCriteria: rows },
    'The multi-factor criteria were not listed. Let Casbah’s user read multi_factor_criteria.',
    ({ mfaCriteria }) => {
      const active = mfaCriteria.filter(one => one.active === 'true').map(({ name }) => name)
      const message = `${active.length} of ${mfaCriteria.length} multi-factor criteria are active${active.length > 0 ? `: ${active.join(', ')}` : ''}.`
      return { status: active.length > 0 ? 'PASS' : 'FAIL', message, values: { active: active.length } }
    },
  ),
})
