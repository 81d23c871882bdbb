import { defineCheck, derived } from '@casbah/sdk'
import { judgeCabinets, namesOf } from './cabinet-rights.ts'

export const defaultAccess = defineCheck({
  name: 'default-access',
  title: 'No group administers documents by default',
  description:
    'Default access is what every new document of a cabinet gets. With the right to administer in it, a whole group may delete each document and change who sees it.',
  severity: 'MEDIUM',
  category: 'least-privilege',
  points: 6,
  reads: ['cabinetRights'],
  remediation:
    'Open *Admin → cabinet name → Default access*, and leave the group *View*, or *View* and *Edit*; clear *Administer*.',
  remediationAction: 'remove-cabinet-group',
  frameworks: derived({ 'NIST 800-53': 'AC-6', 'SOC 2': 'CC6.3', 'ISO 27001': 'A.5.15' }),
  judge: judgeCabinets(
    groups => {
      const wide = namesOf(groups.filter(({ cabDefault, administer }) => cabDefault && administer))
      return { passed: wide.length === 0, ...(wide.length > 0 && { detail: wide.join(', ') }) }
    },
    (passing, all) => `In ${all - passing} of ${all} cabinets a group administers every new document by default.`,
  ),
})
