import { defineCheck, derived, judgeParsed } from '@casbah/sdk'
import { FULL, holdersOf, OFFICER, roleHolders, UNLISTED } from './holders.ts'

export const complianceOfficer = defineCheck({
  name: 'compliance-officer',
  title: 'Somebody other than the administrators is compliance officer',
  description: 'Who may read all messages should not be the one who decides on who may.',
  severity: 'LOW',
  category: 'logging',
  points: 2,
  reads: ['roles', 'roleHolders'],
  remediation:
    'In Control Hub open *Management → Users → a user → Administrator roles* and tick *Compliance officer* for somebody who is not a full administrator.',
  frameworks: derived({ 'NIST 800-53': ['AU-2', 'AU-12'], 'SOC 2': 'CC7.2', 'ISO 27001': 'A.8.15' }),
  judge: judgeParsed({ roleHolders }, UNLISTED, read => {
    const officers = holdersOf(read.roleHolders, OFFICER)
    const full = holdersOf(read.roleHolders, FULL)
    if (!officers || !full?.length) return { status: 'CANNOT_TELL', message: UNLISTED }
    const own = officers.filter(one => full.every(({ account }) => account !== one.account)).length
    const message = `${own} of ${officers.length} compliance officers are not full administrators.`
    return { status: own > 0 ? 'PASS' : 'FAIL', message, values: { officers: officers.length, own } }
  }),
})
