import { defineCheck, derived } from '@casbah/sdk'
import { judgeCabinets, namesOf } from './cabinet-rights.ts'

const MOST = 2

export const cabinetAdministrators = defineCheck({
  name: 'cabinet-administrators',
  title: `At most ${MOST} groups administer a cabinet`,
  description:
    'Who administers a cabinet sees every document in it, whatever its own access list says, deletes for good and lets in others. Each further group is a further way to all of that.',
  severity: 'HIGH',
  category: 'admin',
  points: 8,
  reads: ['cabinetRights'],
  remediation:
    'Open *Admin → cabinet name → Cabinet membership*, keep the right *Administer* for one or two small groups and clear it for the others.',
  remediationAction: 'remove-cabinet-group',
  frameworks: derived({ 'NIST 800-53': 'AC-6(5)', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.8.2' }),
  judge: judgeCabinets(
    groups => {
      const names = namesOf(groups.filter(({ administer }) => administer))
      const detail = names.length > 0 ? `administered by ${names.slice(0, 10).join(', ')}` : 'administered by no group'
      return { passed: names.length <= MOST, detail }
    },
    (passing, all) => `${all - passing} of ${all} cabinets are administered by more than ${MOST} groups.`,
  ),
})
